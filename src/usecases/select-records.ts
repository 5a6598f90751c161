import { ProductError } from "#domain/errors.ts";
import { type DistrictId, type SiteId, toId } from "#domain/ids.ts";
import { fold } from "#domain/names.ts";
import { isDay, isRecordType, type RecordFilter, type RecordType } from "#domain/records.ts";
import type { Person } from "#domain/roster.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import { chooseDistrict } from "./link-workspace.ts";
import type { Product } from "./product.ts";

/** Which records somebody asks for, as it was typed. */
export interface RecordAsk {
  readonly district?: string | undefined;
  readonly person?: string | undefined;
  readonly site?: string | undefined;
  readonly type?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** Which records that means. */
export interface Selection {
  readonly district: DistrictId;
  /** Undefined for every type. */
  readonly type: RecordType | undefined;
  readonly filter: RecordFilter;
  readonly person: Person | undefined;
}

/**
 * Finds what was asked for. Throws DISTRICT_UNCLEAR, and FLAG_INVALID, PERSON_NOT_FOUND or
 * SITE_NOT_FOUND, naming the option.
 */
export async function selectRecords(product: Product, ask: RecordAsk): Promise<Selection> {
  const { store } = product;
  const district = chooseDistrict(await store.listDistricts(), ask.district);
  const type = readType(ask.type);
  const [fromDay, untilDay] = [readDay("--from", ask.from), readDay("--until", ask.until)];
  if (fromDay !== undefined && untilDay !== undefined && untilDay < fromDay) {
    throw new ProductError("FLAG_INVALID", `--until: ${untilDay} is before ${fromDay}.`);
  }
  return await store.read(district, function* (tx) {
    const person = ask.person === undefined ? undefined : yield* findOne(tx, ask.person);
    const site = ask.site === undefined ? undefined : yield* findSite(tx, ask.site);
    return { district, type, person, filter: { person: person?.id, site, fromDay, untilDay } };
  });
}

function readType(typed: string | undefined): RecordType | undefined {
  if (typed === undefined || isRecordType(typed)) return typed;
  throw new ProductError("FLAG_INVALID", `--type: there is no type "${typed}".`);
}

function readDay(option: string, typed: string | undefined): string | undefined {
  if (typed === undefined || isDay(typed)) return typed;
  throw new ProductError("FLAG_INVALID", `${option}: "${typed}" is not a day.`);
}

/** Whoever has left is found too: their records may still be there. */
function* findOne({ records }: Transaction, named: string): Steps<Person> {
  const found = yield* records.findNamed(named);
  const [only, another] = found;
  if (only && !another) return only;
  if (!only) {
    throw new ProductError("PERSON_NOT_FOUND", `--person: nobody has the id or e-mail "${named}".`);
  }
  const ids = found.map(({ id }) => id).join(", ");
  throw new ProductError("FLAG_INVALID", `--person: "${named}" may be ${ids}.`);
}

/** By id, closed schools too; or by the name of an open one. */
function* findSite({ roster }: Transaction, named: string): Steps<SiteId> {
  const sites = yield* roster.listSites();
  const called = sites.filter(({ id, name }) => id === named || fold(name) === fold(named));
  const [only, another] = called;
  if (only && !another) return only.id;
  const closed = yield* roster.findSite(toId<SiteId>(named));
  if (closed) return closed.id;
  throw new ProductError("SITE_NOT_FOUND", `--site: no one school has the id or name "${named}".`);
}
