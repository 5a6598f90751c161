import type { DistrictId } from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import { keepOutage } from "./note-beat.ts";
import type { Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { endHalt, readHalt } from "./sending-stop.ts";
import { type Backlog, settleBacklog } from "./settle-backlog.ts";
import { actorOf, COMMAND_LINE, writeAudit } from "./write-audit.ts";

/**
 * `/pl resume` by an IT admin: what is still in its week goes out once, in its hours and at the usual pace;
 * the rest is shown as expired, and what was missed is told as after an outage. Undefined if nothing was
 * stopped. Throws NOT_ALLOWED.
 */
export async function resumeSending(product: Product, act: Actor): Promise<Backlog | undefined> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, act, "resumeSending");
    return yield* resume(work, actorOf(act));
  });
}

/** The same from the server's command line. */
export async function resumeByCommand(
  product: Product,
  district: DistrictId,
): Promise<Backlog | undefined> {
  return await product.store.transaction(district, (tx) =>
    resume({ tx, product, now: product.clock.now() }, COMMAND_LINE),
  );
}

function* resume(work: Work, by: string): Steps<Backlog | undefined> {
  const { tx, now } = work;
  yield* tx.roster.guardDistrict();
  const halt = yield* readHalt(tx);
  if (!halt) return undefined;
  yield* endHalt(tx, { from: halt.since, until: now });
  tx.schedule.lookAgain();
  const backlog = yield* settleBacklog(work);
  yield* keepOutage(work, { from: halt.since, until: now, reason: "stopped" });
  const facts = { going: String(backlog.going), expired: String(backlog.over) };
  yield* writeAudit(work, { actor: by, action: "sending_resumed", subject: "district", facts });
  return backlog;
}
