import { localDay, weekKey } from "#domain/local-time.ts";
import { pauseOf } from "#domain/shout-out.ts";
import type { Address } from "#ports/chat.ts";
import type { SleepingMessage } from "#ports/outbox-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Place, Product, Work } from "./product.ts";
import { isWithinBudget, readPlace } from "./send-direct.ts";

/** How a conversation is reached from now on; undefined where it is not any more. */
export interface Reached {
  readonly conversation: Address["conversation"];
  readonly reach: string | undefined;
}

/** Keeps how a person on the roster or a linked channel is reached. */
export async function keepReach(
  { store }: Product,
  { district, platform, workspace }: Place,
  { conversation, reach }: Reached,
): Promise<void> {
  const address: Address = { platform, workspace, conversation };
  const before = await store.read(district, (tx) => tx.roster.findReach(address));
  if (before !== reach) {
    await store.transaction(district, (tx) => tx.roster.keepReach(address, reach));
  }
}

/**
 * Whoever is heard of again gets the most urgent of what was refused meanwhile, once and in its own
 * hours; the rest stays refused. Called when what they came for is done: they may have come to stop.
 */
export async function wakeMissed(
  product: Product,
  { district, platform, workspace }: Place,
  conversation: Address["conversation"],
): Promise<void> {
  const { store, clock } = product;
  const address: Address = { platform, workspace, conversation };
  const now = clock.now();
  const missed = await store.read(district, (tx) => tx.outbox.listSleeping(address, now));
  if (missed.length === 0) return;
  await store.transaction(district, (tx) => wake({ tx, product, now }, address));
}

function* wake(work: Work, address: Address): Steps<void> {
  const { tx, now } = work;
  const sleeping = yield* tx.outbox.listSleeping(address, now);
  for (const message of sleeping) {
    const week = yield* findWeek(work, message);
    if (week !== "none") {
      yield* tx.outbox.wake(address, { id: message.id, now, week });
      return;
    }
  }
}

/** Whose budget week it is sent in, undefined where none counts it; "none" if it may not go now. */
function* findWeek(
  { tx, ...work }: Work,
  { recipient, budgetOf }: SleepingMessage,
): Steps<string | undefined> {
  if (recipient === undefined) return undefined;
  yield* tx.roster.guardPerson(recipient);
  const preferences = yield* tx.roster.getPreferences(recipient);
  if (preferences.stoppedAt || pauseOf(preferences, work.now)) return "none";
  if (budgetOf === undefined) return undefined;
  const person = yield* tx.roster.getPerson(budgetOf);
  const { zone } = yield* readPlace({ tx, ...work }, person);
  const week = weekKey(localDay(work.now, zone));
  return (yield* isWithinBudget({ tx, ...work }, person, week)) ? week : "none";
}
