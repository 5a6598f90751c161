import type { DistrictId } from "#domain/ids.ts";
import type { Finding } from "#ports/chat.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import type { Product } from "#usecases/product.ts";
import { checkClock, toSize } from "./doctor-machine.ts";
import { fine, fix, note } from "./findings.ts";

const OVERDUE_MS = 15 * 60_000;

/** The database was opened, so it is whole and up to date: what else is to be said of it. */
export async function checkDatabase(product: Product): Promise<readonly Finding[]> {
  const { store, clock } = product;
  const districts = await store.listDistricts();
  const seen = await Promise.all(
    districts.map(async (district) => await store.read(district, newestOf)),
  );
  const times = seen.flatMap((at) => (at ? [at.getTime()] : []));
  const newest = times.length > 0 ? new Date(Math.max(...times)) : undefined;
  const bytes = await store.health.readBytes();
  return [
    fine(`The database is whole and holds ${toSize(bytes)}.`),
    await checkMigrations(product),
    checkClock(clock.now(), newest),
    await checkWaiting(product),
    ...(await Promise.all(districts.map(async (each) => await checkAudit(product, each)))),
  ];
}

/** When something was last done, sent or written down. */
function* newestOf({ events, audit }: Transaction): Steps<Date | undefined> {
  const lastAt = yield* events.lastAt();
  const [entry] = yield* audit.list(1);
  const times = [lastAt, entry?.at].flatMap((at) => (at ? [at.getTime()] : []));
  return times.length > 0 ? new Date(Math.max(...times)) : undefined;
}

async function checkMigrations({ store }: Product): Promise<Finding> {
  const { applied, wanted } = await store.health.countMigrations();
  if (applied >= wanted) return fine(`All ${wanted} migrations are applied.`);
  const what = `${wanted - applied} of ${wanted} migrations are missing.`;
  return fix(what, "Start Groundswell once: it applies them, and keeps a copy of the file first.");
}

/** What should have left long ago says that nothing is running. */
async function checkWaiting({ store, clock }: Product): Promise<Finding> {
  const { open } = await store.health.readPulse();
  const oldest = Math.min(...open.map(({ oldestDueAt }) => oldestDueAt.getTime()));
  if (clock.now().getTime() - oldest < OVERDUE_MS || open.length === 0) {
    return fine("No message waits longer than it should.");
  }
  const since = new Date(oldest).toISOString();
  return note(
    `A message waits since ${since}.`,
    "See that Groundswell runs, and look for not_delivered in its log.",
  );
}

async function checkAudit({ store }: Product, district: DistrictId): Promise<Finding> {
  const [fault, { name }] = await store.read(district, function* ({ audit, roster }) {
    return [yield* audit.findFault(), yield* roster.getDistrict()] as const;
  });
  if (!fault) return fine(`The audit log of ${name} is unbroken.`);
  return fix(
    `The audit log of ${name} is ${fault.fault} at entry ${fault.number}.`,
    "Keep a copy of the database as it is, find out who could write to it, then restore a backup.",
  );
}
