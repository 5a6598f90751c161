import { type OutboxKey, toId } from "#domain/ids.ts";
import { localDay, weekKey } from "#domain/local-time.ts";
import { messagePolicy } from "#domain/message-policy.ts";
import { isLost, maySendAgain, nextTry } from "#domain/send-again.ts";
import { readSend } from "#domain/send-key.ts";
import { pauseOf } from "#domain/shout-out.ts";
import { nextSendMoment } from "#domain/windows.ts";
import type { Address } from "#ports/chat.ts";
import type { QueuedMessage } from "#ports/outbox-rows.ts";
import type { SentMessage } from "#ports/send-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Actor, Product, Work } from "./product.ts";
import { redrawSummary } from "./redraw-summaries.ts";
import { requireRight } from "./require-right.ts";
import { readSchoolDaysAt } from "./school-time.ts";
import { channelAddress, isWithinBudget } from "./send-direct.ts";
import { readHalt } from "./sending-stop.ts";
import { stillHolds } from "./still-holds.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

/** How many go out again, and how many do not. */
export type SentAgain =
  | { readonly kind: "halted" }
  | { readonly kind: "sent"; readonly count: number; readonly left: number };

/**
 * The button: what was refused, given up or too late goes out once more, while it still makes sense, in its
 * hours and the budget of its reader. Pressed twice, or by two leads, it goes once. Throws NOT_ALLOWED.
 */
export async function sendAgain(product: Product, act: Actor, send: string): Promise<SentAgain> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, act, "sendAgain");
    if (yield* readHalt(tx)) return { kind: "halted" };
    const lost = yield* listToSendAgain(work, yield* tx.outbox.listSend(send));
    let count = 0;
    for (const message of lost) if (yield* sendOne(work, message)) count++;
    const left = lost.length - count;
    if (count > 0) {
      const facts = { send, count: String(count) };
      yield* writeAudit(work, {
        actor: actorOf(act),
        action: "sent_again",
        subject: "district",
        facts,
      });
    }
    return { kind: "sent", count, left };
  });
}

/** Of one occasion, what was lost and would still make sense today. */
export function* listToSendAgain(
  work: Work,
  sent: readonly SentMessage[],
): Steps<readonly SentMessage[]> {
  const { zone } = yield* work.tx.roster.getDistrict();
  const today = localDay(work.now, zone);
  const found: SentMessage[] = [];
  for (const message of sent) {
    const day = localDay(message.dueAt, zone);
    const occasion = readSend(message.send ?? "");
    const week = "week" in occasion ? occasion.week : undefined;
    if (!maySendAgain({ ...message, day, week }, today)) continue;
    if (yield* stillHolds(work, message)) found.push(message);
  }
  return found;
}

function* sendOne(work: Work, { key }: SentMessage): Steps<boolean> {
  const { tx } = work;
  // Its reader may be heard of in this moment, and get it.
  yield* tx.outbox.guardMessage(key);
  const state = (yield* tx.outbox.find(key))?.state;
  if (state === undefined || !isLost(state)) return false;
  const before = yield* tx.outbox.findQueued(key);
  const again = before && (yield* prepare(work, before));
  if (!before || !again) return false;
  if (!(yield* tx.outbox.queue(again))) return false;
  yield* tx.outbox.leaveAsleep(key);
  const quoted = yield* tx.praise.listQuoted(before.key);
  if (quoted.length === 0) return true;
  yield* tx.praise.addQuotes(
    again.key,
    quoted.map(({ id }) => id),
    work.now,
  );
  // What was hidden since is not told now.
  yield* redrawSummary(work, again.key);
  return true;
}

/** As it was queued, to where its reader is now, in the next window; undefined where there is none. */
function* prepare(work: Work, before: QueuedMessage): Steps<QueuedMessage | undefined> {
  const { delivery, kind, place, expiresAt } = before;
  if (delivery.do !== "post") return undefined;
  const to = yield* findAddress(work, before, delivery.to);
  const schoolDays = yield* readSchoolDaysAt(work, place?.site);
  const dueAt = place
    ? nextSendMoment({ kind, site: place, schoolDays, after: work.now })
    : work.now;
  if (!to || !dueAt) return undefined;
  if (expiresAt && expiresAt <= dueAt) return undefined;
  const week = yield* findRoom(work, before, dueAt);
  if (week === "full") return undefined;
  return {
    ...before,
    key: toId<OutboxKey>(nextTry(before.key)),
    delivery: { ...delivery, to },
    dueAt,
    week,
  };
}

/** People who have stopped, paused or left get nothing; a school's channel may be another one by now. */
function* findAddress(
  { tx, now }: Work,
  { recipient }: QueuedMessage,
  before: Address,
): Steps<Address | undefined> {
  if (recipient === undefined) {
    const channels = yield* tx.roster.listChannels();
    const channel = channels.find(({ id }) => id === before.conversation.id);
    return channel && channelAddress((yield* tx.roster.findChannel(channel.site)) ?? channel);
  }
  const [person] = yield* tx.roster.listPeople([recipient]);
  yield* tx.roster.guardPerson(recipient);
  const preferences = yield* tx.roster.getPreferences(recipient);
  const { stoppedAt, wavesStoppedAt } = preferences;
  const isQuiet = stoppedAt ?? wavesStoppedAt ?? pauseOf(preferences, now);
  if (!person?.active || isQuiet) return undefined;
  return yield* tx.roster.findAddress(recipient);
}

/** The week it counts in now, undefined where no budget counts it; "full" where there is no room. */
function* findRoom(
  work: Work,
  { kind, budgetOf, place }: QueuedMessage,
  dueAt: Date,
): Steps<string | undefined> {
  if (budgetOf === undefined || !messagePolicy[kind].inBudget) return undefined;
  const [person] = yield* work.tx.roster.listPeople([budgetOf]);
  const { zone } = place ?? (yield* work.tx.roster.getDistrict());
  const week = weekKey(localDay(dueAt, zone));
  return person && (yield* isWithinBudget(work, person, week)) ? week : "full";
}
