import type { DistrictId, PersonId } from "#domain/ids.ts";
import { fold } from "#domain/names.ts";
import type { Site } from "#domain/roster.ts";
import type { Product } from "./product.ts";

export interface AnswersFrame {
  readonly district: DistrictId;
  /** The district's own zone. */
  readonly zone: string;
  /** By id, and by folded name where only one school has it. */
  readonly sites: ReadonlyMap<string, Pick<Site, "id" | "zone">>;
  /** By id, and by e-mail in lower case where only one person has it. */
  readonly people: ReadonlyMap<string, PersonId>;
  readonly pitfalls: ReadonlySet<string>;
  readonly now: Date;
}

/** What the rows of a district's own list are read against. */
export async function readAnswersFrame(
  { store, words, clock }: Product,
  district: DistrictId,
): Promise<AnswersFrame> {
  return await store.read(district, function* (tx) {
    const sites = yield* tx.roster.listSites();
    const people = yield* tx.roster.listEverybody();
    const mails = people.map(({ id, email = "" }) => [email.toLowerCase(), id] as const);
    const { zone } = yield* tx.roster.getDistrict();
    return {
      district,
      zone,
      sites: new Map<string, Site>([
        ...unique(sites.map((site) => [fold(site.name), site])),
        ...sites.map((site) => [site.id, site] as const),
      ]),
      people: new Map<string, PersonId>([
        ...unique(mails),
        ...people.map(({ id }) => [id, id] as const),
      ]),
      pitfalls: new Set(words.library.pitfalls.map(({ code }) => code)),
      now: clock.now(),
    };
  });
}

type Pairs<T> = readonly (readonly [string, T])[];

/** Without the keys that several have, and the empty one. */
function unique<T>(pairs: Pairs<T>): Pairs<T> {
  const counts = new Map<string, number>();
  for (const [key] of pairs) counts.set(key, (counts.get(key) ?? 0) + 1);
  return pairs.filter(([key]) => key !== "" && counts.get(key) === 1);
}
