import type { CallTaskId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import { displayName, type Person } from "#domain/roster.ts";
import type { CallTask } from "#domain/wave.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import { planCallAgain } from "./call-tasks.ts";
import { MOST_IN_NOTE, toCallsCard } from "./list-calls.ts";
import { findCallWord, noteCall } from "./note-call.ts";
import type { Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";

/** What came of logging a call, with the rest of the list. */
export interface LoggedCall {
  readonly card: Card;
  /** "late" where somebody was faster: the card says who; "gone" where there is no such task. */
  readonly outcome: "logged" | "late" | "gone";
}

export interface MadeCall {
  readonly task: CallTaskId;
  /** What was said, in one line that the guard has passed; "" for nothing. */
  readonly line: string;
  /** A later local day on which to call again; undefined where it is done. */
  readonly againOn?: string | undefined;
  /** The day that the task waited for when it was looked at, "" for none; undefined for whoever did not see. */
  readonly seenAgainOn?: string | undefined;
}

/** Logs the call that a task asks for: done, or again on a day. Throws NOT_ALLOWED. */
export async function logCall(product: Product, act: Actor, made: MadeCall): Promise<LoggedCall> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const found = yield* tx.waves.findCallTask(made.task);
    // A task that is not there is nobody's: what exists elsewhere cannot be found out here.
    const owners = found ? [found.lead] : [];
    const person = yield* requireRight(work, act, { right: "logCall", owners });
    if (found) yield* tx.waves.guardInvitation(found.wave, found.site);
    // Read again behind the guard: of two leads at once, the second hears of the first.
    const task = found && (yield* tx.waves.findCallTask(made.task));
    if (!task) return { card: yield* restOf(work, person), outcome: "gone" };
    if (isLate(task, made)) {
      return { card: yield* restOf(work, person, yield* sayDone(work, task)), outcome: "late" };
    }
    const said = yield* logTask(work, { person, task, made });
    return { card: yield* restOf(work, person, said), outcome: "logged" };
  });
}

/** Somebody logged it since it was looked at: it is done, or waits for another day. */
function isLate({ doneAt, againOn = "" }: CallTask, { seenAgainOn }: MadeCall): boolean {
  return doneAt !== undefined || (seenAgainOn !== undefined && seenAgainOn !== againOn);
}

interface Logging {
  readonly person: Person;
  readonly task: CallTask;
  readonly made: MadeCall;
}

function* logTask(work: Work, { person, task, made }: Logging): Steps<string> {
  const { tx, product, now } = work;
  const { words } = product;
  const site = yield* tx.roster.getSite(task.site);
  const { line, againOn } = made;
  yield* noteCall(work, { site, by: person, line, task, isDone: againOn === undefined });
  if (againOn === undefined) return words.say("call_logged", { school: site.name });
  // Whoever was promised an answer is promised that day now.
  const actBy = task.actBy && againOn;
  yield* tx.waves.changeCallTask({ ...task, againOn, actBy, acknowledgedAt: now });
  yield* planCallAgain(work, task.lead, againOn);
  const day = product.words.comingDay(againOn, localDay(now, site.zone));
  return words.say("call_again_on", { school: site.name, day });
}

function* restOf(work: Work, person: Person, said?: string): Steps<Card> {
  return yield* toCallsCard(work, person, { most: MOST_IN_NOTE, said });
}

/** Who was faster, where it is known. */
export function* sayDone(work: Work, task: CallTask): Steps<string> {
  const { tx, product } = work;
  const word = yield* findCallWord(work, task);
  const by = word && (yield* tx.roster.findPerson(word.writer));
  const site = yield* tx.roster.getSite(task.site);
  if (!word || !by) return product.words.say("call_done_already", { school: site.name });
  const day = product.words.day(localDay(word.at, site.zone));
  return product.words.say("call_done_by", { school: site.name, person: displayName(by), day });
}
