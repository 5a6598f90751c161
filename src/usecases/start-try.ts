import type { NudgeText } from "#domain/content.ts";
import { type TryId, toId } from "#domain/ids.ts";
import { isBlank, oneLine } from "#domain/plain-text.ts";
import type { Person } from "#domain/roster.ts";
import { suggestPractice } from "#domain/suggest-practice.ts";
import type { Try } from "#domain/try.ts";
import { MOST_TRIES, TRY_LENGTH } from "#messages/try-cards.ts";
import type { Steps } from "#ports/steps.ts";
import { freeTextProblem } from "./free-text.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { planTryAsk } from "./send-try-ask.ts";

/** An idea of the library, or something in one's own words. */
export type WantedTry = { readonly nudge: string } | { readonly text: string };

export type StartedTry =
  | { readonly kind: "started" | "already"; readonly one: Try }
  /** So many are open: one of them ends first. */
  | { readonly kind: "most"; readonly most: number }
  /** Nothing was kept; why, in words. */
  | { readonly kind: "problem"; readonly text: string }
  /** The library has no such idea any more, or nothing was written. */
  | { readonly kind: "nothing" };

/** `/pl try`, or the button of an idea: notes what I try, for nobody's eyes but mine. */
export async function startTry(product: Product, act: Act, wanted: WantedTry): Promise<StartedTry> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const me = yield* requireRight(work, act, "startTry");
    yield* tx.roster.guardPerson(me.id);
    const what = yield* readWanted(work, wanted);
    if (!("practice" in what)) return what;
    const open = (yield* tx.serving.listTries(me.id)).filter(({ endedAt }) => !endedAt);
    const same = open.find(({ nudge, text }) => nudge === what.nudge && text === what.text);
    if (same) return { kind: "already", one: same };
    if (open.length >= MOST_TRIES) return { kind: "most", most: MOST_TRIES };
    return { kind: "started", one: yield* keep(work, me, what) };
  });
}

type What = Pick<Try, "nudge" | "text" | "practice">;
type Refused = Extract<StartedTry, { kind: "nothing" | "problem" }>;

function* readWanted(work: Work, wanted: WantedTry): Steps<What | Refused> {
  const { library } = work.product.words;
  if ("nudge" in wanted) {
    const found = library.nudges.find(({ id }: NudgeText) => id === wanted.nudge);
    if (!found) return { kind: "nothing" };
    return { nudge: found.id, text: "", practice: found.practice };
  }
  if (isBlank(wanted.text)) return { kind: "nothing" };
  const problem = yield* freeTextProblem(work, wanted.text, TRY_LENGTH);
  if (problem !== undefined) return { kind: "problem", text: problem };
  const text = oneLine(wanted.text, "");
  return { nudge: undefined, text, practice: suggestPractice(text) ?? "" };
}

function* keep(work: Work, me: Person, what: What): Steps<Try> {
  const { tx, product, now } = work;
  const id = toId<TryId>(product.random.id());
  const one: Try = { id, person: me.id, ...what, startedAt: now };
  yield* tx.serving.saveTry(one);
  yield* planTryAsk(work, me, { one, time: 1, since: now });
  return one;
}
