import type { CommandLine } from "#compose";
import type { Hold } from "#domain/records.ts";
import { listHolds, placeHold, releaseHold } from "#usecases/hold-records.ts";
import { type RecordAsk, selectRecords } from "#usecases/select-records.ts";
import { print } from "./print.ts";

export interface HoldFlags extends RecordAsk {
  readonly reason: string;
  readonly by: string;
  readonly json: boolean;
}

/** Places a hold and prints its id. Throws what selecting throws. */
export async function runHold({ product }: CommandLine, flags: HoldFlags): Promise<void> {
  const selection = await selectRecords(product, flags);
  const said = { reason: flags.reason, placedBy: flags.by };
  const id = await placeHold(product, selection, said);
  const { type, filter } = selection;
  print(flags.json, { id, type, ...filter }, [
    `Held: ${describe({ ...filter, type })}.`,
    `End it with: groundswell records release ${id}`,
  ]);
}

/** Ends a hold. Throws HOLD_NOT_FOUND and DISTRICT_UNCLEAR. */
export async function release(
  { product }: CommandLine,
  id: string,
  flags: Pick<RecordAsk, "district">,
): Promise<void> {
  const { district } = await selectRecords(product, flags);
  await releaseHold(product, district, id);
  print(false, {}, [`The hold ${id} is released: the timers count again.`]);
}

/** Prints every hold of a district. */
export async function listAllHolds(
  { product }: CommandLine,
  flags: Pick<RecordAsk, "district"> & { readonly json: boolean },
): Promise<void> {
  const { district } = await selectRecords(product, flags);
  const holds = await listHolds(product, district);
  print(flags.json, holds, holds.length > 0 ? holds.map(toLine) : ["There is no hold."]);
}

function toLine(hold: Hold): string {
  const { id, reason, placedBy, placedAt, releasedAt } = hold;
  const end = releasedAt ? `, released ${releasedAt.toISOString()}` : "";
  return `${id}  ${describe(hold)}  ${placedAt.toISOString()} by ${placedBy}: ${reason}${end}`;
}

function describe({ type, person, site, fromDay, untilDay }: Omit<Partial<Hold>, "id">): string {
  const limits = [
    type,
    person && `person ${person}`,
    site && `site ${site}`,
    fromDay && `from ${fromDay}`,
    untilDay && `until ${untilDay}`,
  ];
  const given = limits.filter((limit) => limit !== undefined);
  return given.length > 0 ? given.join(", ") : "everything";
}
