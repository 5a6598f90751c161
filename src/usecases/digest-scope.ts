import type { ClusterId, SiteId } from "#domain/ids.ts";
import { may } from "#domain/rights.ts";
import { holds, type Person, type Site } from "#domain/roster.ts";
import type { KeptDigest } from "#ports/deciding-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";

/** What one reader's digest is about. */
export interface DigestScope {
  readonly reader: Person;
  /** Undefined for the whole district. */
  readonly clusters: readonly ClusterId[] | undefined;
  readonly sites: ReadonlyMap<SiteId, Site>;
}

/** The whole district for a PL lead, the own clusters for an area lead; undefined for everybody else. */
export function* findDigestScope({ tx }: Work, reader: Person): Steps<DigestScope | undefined> {
  const all = yield* tx.roster.listSites();
  if (may(reader, "readThisWeek")) {
    return { reader, clusters: undefined, sites: byId(all) };
  }
  const clusters = (yield* tx.roster.listClusters())
    .map(({ id }) => id)
    .filter((id) => holds(reader, "area_lead", id))
    .sort();
  if (clusters.length === 0) return undefined;
  const own = all.filter(({ cluster }) => cluster !== undefined && clusters.includes(cluster));
  return { reader, clusters, sites: byId(own) };
}

/** The district as somebody reads it who was named for it: no calls, as those are the leads' own. */
export function* districtScope({ tx }: Work, reader: Person): Steps<DigestScope> {
  return { reader, clusters: undefined, sites: byId(yield* tx.roster.listSites()) };
}

function byId(sites: readonly Site[]): DigestScope["sites"] {
  return new Map(sites.map((site) => [site.id, site]));
}

/** As a kept digest names what it is about. */
export function scopeKey({ clusters }: Pick<DigestScope, "clusters">): KeptDigest["scope"] {
  return clusters === undefined ? "district" : `cluster:${clusters.join(",")}`;
}

/** What is looked at of the answers: who stopped the messages has given none. */
export function lookingAt({ sites }: Pick<DigestScope, "sites">) {
  return { sites, sees: (answer: string) => answer !== "stop" };
}
