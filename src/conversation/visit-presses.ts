import { type CallTaskId, toId } from "#domain/ids.ts";
import { type Action, type FormId, readValue } from "#messages/actions.ts";
import { offerForm, VISIT_LINE_LENGTH } from "#messages/visit-cards.ts";
import type { Reply } from "#ports/chat.ts";
import {
  type DateProblem,
  type OfferEnd,
  type Offered,
  offerDates,
  startOffer,
} from "#usecases/offer-dates.ts";
import { pickDate } from "#usecases/pick-date.ts";
import { takeTask } from "#usecases/take-task.ts";
import { lineProblem, type Submission, type Submit, textOf } from "./form-lines.ts";
import { replace, say, type Talk } from "./talk.ts";

type Press = (talk: Talk, value: string) => Promise<Reply>;

/** The buttons around two dates for a visit, and "I'm on it". */
export const visitPresses = {
  "offer-dates": async (talk, value) => {
    const { product, act } = talk;
    const started = await startOffer(product, act, toId<CallTaskId>(value));
    if (started.kind !== "open") return endReply(talk, started);
    return { kind: "form", form: offerForm(product.words, started.task) };
  },
  "take-task": take,
  "pick-date": async ({ product, act }, value) => {
    const [task, day] = readValue(value);
    const card = await pickDate(product, act, { task: toId<CallTaskId>(task), day });
    return card ? replace(card) : say(product.words.say("visit_not_open", {}));
  },
} as const satisfies Partial<Record<Action, Press>>;

/** The form of two dates. */
export const visitSubmissions = {
  "offer-dates": submitDates,
} as const satisfies Partial<Record<FormId, Submit>>;

async function take({ product, act }: Talk, value: string): Promise<Reply> {
  const { words } = product;
  const taken = await takeTask(product, act, toId<CallTaskId>(value));
  if (taken.kind === "settled") return say(words.say("visit_settled", {}));
  if (taken.kind === "other") return say(words.say("visit_taken_other", { person: taken.person }));
  return say(words.say("visit_taken", { school: taken.school, day: taken.day }));
}

async function submitDates(talk: Talk, { values, context }: Submission): Promise<Reply> {
  const { product, act } = talk;
  const line = textOf(values, "line");
  const problem = await lineProblem(talk, { text: line, most: VISIT_LINE_LENGTH });
  if (problem !== undefined) return { kind: "errors", errors: { line: problem } };
  const days = { first: textOf(values, "first"), second: textOf(values, "second") };
  const task = toId<CallTaskId>(context);
  return offeredReply(talk, await offerDates(product, act, { task, ...days, line }));
}

function offeredReply(talk: Talk, offered: Offered): Reply {
  const { words, clock } = talk.product;
  if (offered.kind === "problems") {
    const { first, second, today } = offered;
    const errors = {
      ...(first ? { first: problemWords(talk, first, today) } : {}),
      ...(second ? { second: problemWords(talk, second, today) } : {}),
    };
    return { kind: "errors", errors };
  }
  if (offered.kind !== "offered") return endReply(talk, offered);
  const { school, at, zone } = offered;
  const when = words.when(at, clock.now(), zone);
  return say(words.say("visit_offered", { school, days: words.list(offered.days), when }));
}

/** What is wrong, and the next good day. */
function problemWords(
  { product: { words } }: Talk,
  { problem, day, good }: DateProblem,
  today: string,
): string {
  const date = day === undefined ? undefined : words.comingDay(day, today);
  const reasons = {
    no_day: () => words.say("visit_no_day", {}),
    far: () => words.say("day_far", {}),
    same_day: () => words.say("visit_same_day", {}),
    not_later: () => words.say("visit_not_later", {}),
    no_school: () => words.say("visit_no_school", { date }),
    remote: () => words.say("visit_remote", { date }),
    testing: () => words.say("visit_testing", { date }),
  };
  const reason = reasons[problem]();
  if (good === undefined) return reason;
  return words.say("visit_good", { reason, day: words.comingDay(good, today) });
}

function endReply({ product: { words } }: Talk, end: OfferEnd): Reply {
  if (end.kind === "settled") return say(words.say("visit_settled", {}));
  if (end.kind === "too_soon") return say(words.say("visit_too_soon", { day: end.day }));
  if (end.kind === "unreachable")
    return say(words.say("visit_unreachable", { school: end.school }));
  const days = words.list(end.days);
  return say(words.say("visit_offered_other", { person: end.person, days }));
}
