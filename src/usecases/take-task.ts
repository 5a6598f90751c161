import type { CallTaskId } from "#domain/ids.ts";
import { displayName, type Person } from "#domain/roster.ts";
import type { CallTask } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import type { Act, Actor, Product, Work } from "./product.ts";
import { updatePromise } from "./promise-task.ts";
import { requireRight, type Wanted } from "./require-right.ts";

export type Taken =
  | { readonly kind: "taken"; readonly school: string; readonly day: string | undefined }
  | { readonly kind: "other"; readonly person: string }
  | { readonly kind: "settled" };

/** "I'm on it": the first lead who says so has the task from now on. Throws NOT_ALLOWED. */
export async function takeTask(product: Product, act: Act, id: CallTaskId): Promise<Taken> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const { task, person } = yield* holdTask(work, act, { id, right: "takeTask" });
    if (!task) return { kind: "settled" };
    if (task.acknowledgedAt && task.lead !== person.id) {
      return { kind: "other", person: displayName(yield* tx.roster.getPerson(task.lead)) };
    }
    const taken = { ...task, lead: person.id, acknowledgedAt: task.acknowledgedAt ?? work.now };
    yield* tx.waves.changeCallTask(taken);
    yield* updatePromise(work, taken, person);
    const { name } = yield* tx.roster.getSite(task.site);
    return { kind: "taken", school: name, day: task.actBy && product.words.day(task.actBy) };
  });
}

export interface AskedTask extends Pick<Wanted, "right"> {
  readonly id: CallTaskId;
}

export interface HeldTask {
  /** Undefined for one that is done or not there. */
  readonly task: CallTask | undefined;
  readonly person: Person;
}

/** An open task and who may act on it, with nobody else beside: of two at once the second waits. */
export function* holdTask(
  work: Work,
  actor: Pick<Actor, "person">,
  asked: AskedTask,
): Steps<HeldTask> {
  const { waves } = work.tx;
  const { task, person } = yield* findTask(work, actor, asked);
  if (!task) return { task, person };
  yield* waves.guardInvitation(task.wave, task.site);
  const held = yield* waves.findCallTask(task.id);
  return { task: held?.doneAt ? undefined : held, person };
}

/** The same to look at it only. Throws NOT_ALLOWED. */
export function* findTask(
  work: Work,
  actor: Pick<Actor, "person">,
  { id, right }: AskedTask,
): Steps<HeldTask> {
  const found = yield* work.tx.waves.findCallTask(id);
  // A task that is not there is nobody's: what exists elsewhere cannot be found out here.
  const owners = found ? [found.lead] : [];
  const person = yield* requireRight(work, actor, { right, owners });
  return { task: found?.doneAt ? undefined : found, person };
}
