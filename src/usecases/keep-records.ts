import { ProductError } from "#domain/errors.ts";
import type { DistrictId } from "#domain/ids.ts";
import { DAY_MS } from "#domain/local-time.ts";
import {
  isTimedClass,
  type KeptDays,
  mayKeep,
  retentionClasses,
  type TimedClass,
} from "#domain/retention.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import { toPlannedLeaver } from "./planned-leaver.ts";
import type { Product } from "./product.ts";
import { COMMAND_LINE, writeAudit } from "./write-audit.ts";

/** How long each timed class is kept in this district. */
export function* readKeptDays({ roster }: Pick<Transaction, "roster">): Steps<KeptDays> {
  const read = function* (name: TimedClass): Steps<number> {
    const days = Number(yield* roster.findSetting(settingOf(name)));
    return mayKeep(name, days) ? days : retentionClasses[name].days;
  };
  return {
    praise: yield* read("praise"),
    answers: yield* read("answers"),
    delivery_log: yield* read("delivery_log"),
    audit: yield* read("audit"),
    roster: yield* read("roster"),
  };
}

function settingOf(name: TimedClass): string {
  return `keep_${name}`;
}

/** Sets how many days a class is kept from now on. Throws RETENTION_UNCLEAR. */
export async function keepRecords(
  product: Product,
  district: DistrictId,
  wished: { readonly name: string; readonly days: string },
): Promise<void> {
  const name = readClass(wished.name);
  const days = Number(wished.days);
  if (!mayKeep(name, days)) {
    const { least } = retentionClasses[name];
    const what = `"${wished.days}" is not a number of days from ${least} up for ${name}.`;
    throw new ProductError("RETENTION_UNCLEAR", what);
  }
  const now = product.clock.now();
  await product.store.transaction(district, function* (tx) {
    const before = (yield* readKeptDays(tx))[name];
    yield* tx.roster.saveSetting(settingOf(name), String(days));
    if (name === "roster") yield* moveLeavers(tx, days - before);
    const facts = { days: String(days), before: String(before) };
    const subject = `class:${name}`;
    yield* writeAudit(
      { tx, now },
      { actor: COMMAND_LINE, action: "retention_changed", subject, facts },
    );
  });
}

function readClass(name: string): TimedClass {
  if (isTimedClass(name)) return name;
  const what = `"${name}" is no class whose days can be set.`;
  throw new ProductError("RETENTION_UNCLEAR", what);
}

/** Whoever left has a day of their own: it moves along. */
function* moveLeavers({ records, schedule }: Transaction, days: number): Steps<void> {
  for (const { person, nextAt } of yield* records.listLeavers()) {
    const moved = new Date(nextAt.getTime() + days * DAY_MS);
    yield* schedule.save(toPlannedLeaver(person, moved));
  }
}

/** A class as it is kept in a district. */
export interface ShownClass {
  readonly name: string;
  readonly what: string;
  readonly from: string;
  /** Undefined where no timer ends it. */
  readonly days: number | undefined;
}

/** Every class, with the days that count in this district. */
export async function listClasses(
  { store }: Product,
  district: DistrictId,
): Promise<readonly ShownClass[]> {
  const kept = await store.read(district, readKeptDays);
  return Object.entries(retentionClasses).map(([name, { what, from }]) => ({
    name,
    what,
    from,
    days: isTimedClass(name) ? kept[name] : undefined,
  }));
}
