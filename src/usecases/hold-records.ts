import { ProductError } from "#domain/errors.ts";
import type { DistrictId } from "#domain/ids.ts";
import type { Hold } from "#domain/records.ts";
import { factsOf, subjectOf } from "./erasing.ts";
import type { Product } from "./product.ts";
import type { Selection } from "./select-records.ts";
import { COMMAND_LINE, writeAudit } from "./write-audit.ts";

/** Keeps what the selection means until it is released, whatever its time is; gives the hold's id. */
export async function placeHold(
  { store, clock, random }: Product,
  { district, filter, type }: Selection,
  said: Pick<Hold, "reason" | "placedBy">,
): Promise<string> {
  const placedAt = clock.now();
  const id = random.id();
  await store.transaction(district, function* (tx) {
    yield* tx.records.addHold({ ...filter, id, type, ...said, placedAt });
    const facts = { hold: id, ...(type === undefined ? {} : { type }), ...factsOf(filter) };
    const about = { actor: COMMAND_LINE, subject: subjectOf(filter), facts };
    yield* writeAudit({ tx, now: placedAt }, { ...about, action: "hold_placed" });
  });
  return id;
}

/** From now on the timers count again. Throws HOLD_NOT_FOUND. */
export async function releaseHold(
  { store, clock }: Product,
  district: DistrictId,
  id: string,
): Promise<void> {
  const now = clock.now();
  await store.transaction(district, function* (tx) {
    if (!(yield* tx.records.releaseHold(id, now))) {
      throw new ProductError("HOLD_NOT_FOUND", `There is no hold "${id}" to release.`);
    }
    const said = { actor: COMMAND_LINE, action: "hold_released", subject: `hold:${id}` } as const;
    yield* writeAudit({ tx, now }, said);
  });
}

/** The newest first, released ones too. */
export async function listHolds(
  { store }: Product,
  district: DistrictId,
): Promise<readonly Hold[]> {
  return await store.read(district, (tx) => tx.records.listHolds());
}
