import { type PeerVisitId, type PersonId, toId } from "#domain/ids.ts";
import { MOST_ASKS, MOST_WAITS, WAIT_DAYS } from "#domain/practice-hosts.ts";
import { type Action, type FormId, readValue } from "#messages/actions.ts";
import { ASK_LENGTH, askForm, findCard, othersButton } from "#messages/find-cards.ts";
import { answeredHostCard, YES } from "#messages/peer-visit-cards.ts";
import { note } from "#messages/praise-cards.ts";
import { emptyDraft } from "#messages/praise-form.ts";
import { whichPracticeCard } from "#messages/show-cards.ts";
import type { Card } from "#ports/card.ts";
import type { Reply } from "#ports/chat.ts";
import { answerVisit } from "#usecases/answer-visit.ts";
import { type AskEnd, askVisit, readVisitAsk } from "#usecases/ask-visit.ts";
import { findPractice } from "#usecases/find-practice.ts";
import { readVisitThanks } from "#usecases/send-visit-thanks.ts";
import { stopWaiting } from "#usecases/stop-waiting.ts";
import { waitForHost } from "#usecases/wait-for-host.ts";
import { lineProblem, type Submission, type Submit, textOf } from "./form-lines.ts";
import { showForm } from "./praise.ts";
import { findTyped, practiceIn } from "./show-presses.ts";
import { replace, say, show, type Talk } from "./talk.ts";

type Press = (talk: Talk, value: string) => Promise<Reply>;

/** The buttons of those who look for a practice, and of those who are asked. */
export const findPresses = {
  "find-practice": async (talk, value) => await find(talk, practiceIn(talk, value)),
  "wait-for-host": wait,
  "stop-waiting": endWait,
  "ask-visit": openAskForm,
  "answer-visit": answer,
  "thank-host": thankHost,
  "no-visit": async (talk, value) => {
    const { words } = talk.product;
    const practice = practiceIn(talk, value);
    const said = note(words.say("peer_not_happened", {}));
    const buttons = practice === undefined ? [] : [othersButton(words, practice)];
    return await Promise.resolve(replace({ ...said, buttons }));
  },
} as const satisfies Partial<Record<Action, Press>>;

/** The form of one line to a colleague. */
export const findSubmissions = { "ask-visit": submitAsk } as const satisfies Partial<
  Record<FormId, Submit>
>;

/** `/pl ask`, `/pl ask choice`. */
export async function ask(talk: Talk, rest: string): Promise<Reply> {
  const typed = rest.trim();
  const practice = findTyped(talk, typed);
  if (practice !== undefined) return await find(talk, practice);
  return show(whichPracticeCard(talk.product.words, "find-practice", typed));
}

async function find({ product, act }: Talk, practice: string | undefined): Promise<Reply> {
  const { words } = product;
  if (practice === undefined) return show(whichPracticeCard(words, "find-practice", ""));
  return show(findCard(words, await findPractice(product, act, practice)));
}

async function wait(talk: Talk, value: string): Promise<Reply> {
  const { product, act } = talk;
  const { words } = product;
  const practice = practiceIn(talk, value);
  if (practice === undefined) return say(words.say("old_button", {}));
  const waits = await waitForHost(product, act, practice);
  if (waits === "limit") return say(words.say("ask_wait_limit", { most: String(MOST_WAITS) }));
  if (waits === "stopped") return say(words.say("ask_stopped", {}));
  const practice_label = words.label("practice", practice);
  const days = String(WAIT_DAYS);
  return replace(note(words.say("ask_wait_set", { practice_label, days })));
}

async function endWait(talk: Talk, value: string): Promise<Reply> {
  const { product, act } = talk;
  const { words } = product;
  const practice = practiceIn(talk, value);
  if (practice === undefined) return say(words.say("old_button", {}));
  await stopWaiting(product, act, practice);
  const practice_label = words.label("practice", practice);
  return replace(note(words.say("ask_wait_stopped", { practice_label })));
}

async function openAskForm(talk: Talk, value: string): Promise<Reply> {
  const { product, act } = talk;
  const [, host] = readValue(value);
  const practice = practiceIn(talk, value);
  if (practice === undefined) return say(product.words.say("old_button", {}));
  const asked = await readVisitAsk(product, act, { practice, host: toId<PersonId>(host) });
  if (asked.kind !== "open") return show(endCard(talk, asked, practice));
  return { kind: "form", form: askForm(product.words, practice, asked.host) };
}

async function submitAsk(talk: Talk, { values, context }: Submission): Promise<Reply> {
  const { product, act } = talk;
  const [, host] = readValue(context);
  const practice = practiceIn(talk, context);
  if (practice === undefined) return say(product.words.say("old_button", {}));
  const line = textOf(values, "line");
  const problem = await lineProblem(talk, { text: line, most: ASK_LENGTH });
  if (problem !== undefined) return { kind: "errors", errors: { line: problem } };
  const asked = await askVisit(product, act, { practice, host: toId<PersonId>(host), line });
  if (asked.kind !== "asked") return show(endCard(talk, asked, practice));
  return say(product.words.say("ask_sent", { person: asked.person }));
}

/** Why nobody is asked just now, and who else there is. */
function endCard({ product: { words } }: Talk, { kind, person }: AskEnd, practice: string): Card {
  const reasons = {
    limit: () => words.say("ask_limit", { most: String(MOST_ASKS) }),
    pending: () => words.say("ask_pending", { person }),
    taken: () => words.say("ask_taken", { person }),
    gone: () =>
      words.say("ask_gone", { person, practice_label: words.label("practice", practice) }),
    unreachable: () => words.say("ask_unreachable", { person }),
    stopped: () => words.say("ask_stopped", {}),
  };
  const said = note(reasons[kind]());
  const hasOthers = kind === "taken" || kind === "gone" || kind === "unreachable";
  return hasOthers ? { ...said, buttons: [othersButton(words, practice)] } : said;
}

async function answer({ product, act }: Talk, value: string): Promise<Reply> {
  const { words } = product;
  const [id, said] = readValue(value);
  const yes = said === YES;
  const answered = await answerVisit(product, act, { id: toId<PeerVisitId>(id), yes });
  if (answered.kind === "settled") return say(words.say("peer_settled", {}));
  return replace(answeredHostCard(words, { ...answered, isAgreed: answered.kind === "agreed" }));
}

/** The form of thanks, with the colleague and the practice filled in. */
async function thankHost(talk: Talk, value: string): Promise<Reply> {
  const { product, act } = talk;
  const visit = await readVisitThanks(product, act, toId<PeerVisitId>(value));
  if (!visit) return say(product.words.say("old_button", {}));
  const { host, practice } = visit;
  return await showForm(talk, { ...emptyDraft, id: act.eventKey, who: [host], practice });
}
