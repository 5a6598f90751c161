import type { DistrictId } from "#domain/ids.ts";
import type { Finding } from "#ports/chat.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import type { Product } from "#usecases/product.ts";
import { readHalt } from "#usecases/sending-stop.ts";
import { readOverdue } from "#usecases/watch-schedules.ts";
import { fine, note } from "./findings.ts";

/** Whether all sending is stopped, and what should have run and has not. */
export async function checkSending({ store, clock }: Product): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const district of await store.listDistricts()) {
    found.push(await store.read(district, (tx) => look(tx, district, clock.now())));
  }
  return found;
}

function* look(tx: Transaction, district: DistrictId, now: Date): Steps<Finding> {
  const { name } = yield* tx.roster.getDistrict();
  const halt = yield* readHalt(tx);
  if (halt) {
    const since = halt.since.toISOString();
    const todo = `When it should go on: /pl resume, or groundswell resume --district ${district}.`;
    return note(`All sending of ${name} is stopped since ${since}.`, todo);
  }
  const overdue = yield* readOverdue({ tx, now });
  if (overdue.length === 0) return fine(`Everything planned for ${name} has run.`);
  const names = overdue.map(({ campaign, since }) => `${campaign} since ${since.toISOString()}`);
  const todo = "See that Groundswell runs, and look for campaign_failed in its log.";
  return note(`Overdue in ${name}: ${names.join(", ")}.`, todo);
}
