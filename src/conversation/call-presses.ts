import { type CallTaskId, toId } from "#domain/ids.ts";
import type { SiteLookup } from "#domain/site-names.ts";
import { isFarAhead, parseDay } from "#domain/typed-days.ts";
import { readValue } from "#messages/actions.ts";
import { CALL_LENGTH, callForm, DONE } from "#messages/call-cards.ts";
import { nameList } from "#messages/name-list.ts";
import type { Reply } from "#ports/chat.ts";
import { logCall } from "#usecases/log-call.ts";
import { logSchoolCall } from "#usecases/log-school-call.ts";
import { readCallForm } from "#usecases/read-call-form.ts";
import { lineProblem, type Submission, textOf } from "./form-lines.ts";
import { replace, say, show, type Talk } from "./talk.ts";

/** The buttons of the call list. */
export const callPresses = {
  /** Of cards that are older than the form: done, without a line. */
  "log-call": async ({ product, act }: Talk, value: string): Promise<Reply> =>
    replace((await logCall(product, act, { task: toId<CallTaskId>(value), line: "" })).card),
  "open-call": async ({ product, act }: Talk, value: string): Promise<Reply> => {
    const { words } = product;
    const found = await readCallForm(product, act, toId<CallTaskId>(value));
    if (found.kind === "gone") return say(words.say("old_button", {}));
    if (found.kind === "done") return say(found.text);
    return { kind: "form", form: callForm(words, found.form) };
  },
};

/** The form of a call. */
export const callSubmissions = { call: submitCall };

async function submitCall(talk: Talk, { values, context }: Submission): Promise<Reply> {
  const { product, act } = talk;
  const [task, today, seenAgainOn] = readValue(context);
  const text = textOf(values, "line");
  const problem = await lineProblem(talk, { text, most: CALL_LENGTH });
  if (problem) return { kind: "errors", errors: { line: problem } };
  const typed = textOf(values, "day");
  const next = textOf(values, "next");
  const day = typed === "" ? next : (parseDay(typed, today) ?? "");
  const isDone = typed === "" && (next === DONE || next === "");
  const badDay = isDone ? undefined : dayProblem(talk, { typed, day, today });
  if (badDay !== undefined) return { kind: "errors", errors: { day: badDay } };
  const againOn = isDone ? undefined : day;
  const made = { task: toId<CallTaskId>(task), line: text, againOn, seenAgainOn };
  return show((await logCall(product, act, made)).card);
}

interface AgainOn {
  readonly typed: string;
  /** As it was read; "" where it is no day. */
  readonly day: string;
  readonly today: string;
}

function dayProblem(
  { product: { words } }: Talk,
  { typed, day, today }: AgainOn,
): string | undefined {
  if (day === "") return words.say("call_day_unclear", {});
  if (day <= today) return words.say("call_day_past", {});
  return isFarAhead(typed, day, today) ? words.say("day_far", {}) : undefined;
}

const CALLED = /^([^:]*):?\s*(.*)$/s;

/** `/pl called Oak Hill: they start in March`. */
export async function called(talk: Talk, rest: string): Promise<Reply> {
  const { product, act } = talk;
  const { words } = product;
  const [, typed = "", text = ""] = CALLED.exec(rest) ?? [];
  const school = typed.trim();
  if (school === "") return say(words.say("called_usage", {}));
  const line = text.trim();
  const problem = await lineProblem(talk, { text: line, most: CALL_LENGTH });
  if (problem) return say(problem);
  const logged = await logSchoolCall(product, act, { school, line });
  if (logged.kind !== "logged") return say(whichSchool(talk, logged, school));
  return say(words.say("call_logged", { school: logged.school }));
}

/** Which schools a typed name may mean. */
export function whichSchool(
  { product: { words } }: Talk,
  found: Exclude<SiteLookup, { kind: "one" }>,
  name: string,
): string {
  if (found.kind === "several") {
    return words.say("school_several", { names: nameList(words, found.names) });
  }
  if (found.near.length === 0) return words.say("school_unknown", { name });
  return words.say("school_near", { name, names: words.list(found.near) });
}
