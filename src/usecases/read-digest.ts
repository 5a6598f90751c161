import { ProductError } from "#domain/errors.ts";
import { type ClusterId, type SiteId, toId } from "#domain/ids.ts";
import { may } from "#domain/rights.ts";
import { holds, type Person } from "#domain/roster.ts";
import type { DigestView } from "#messages/digest-card.ts";
import type { KeptDigest } from "#ports/deciding-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { auditPage } from "./audit-page.ts";
import { listNamedReaders } from "./digest-readers.ts";
import { districtScope, findDigestScope, scopeKey } from "./digest-scope.ts";
import { type MyPages, readPages } from "./list-my-pages.ts";
import type { Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { viewDigest } from "./view-digest.ts";

export interface DigestPage {
  readonly pages: MyPages;
  readonly view: DigestView;
}

/**
 * One digest as it was kept, for whom it was made and while they may still see what it is about. Throws NOT_ALLOWED, and
 * for what is not there just the same.
 */
export async function readDigest(product: Product, actor: Actor, id: string): Promise<DigestPage> {
  const now = product.clock.now();
  return await product.store.transaction(actor.district, function* (tx) {
    const work: Work = { tx, product, now };
    const kept = yield* tx.deciding.findDigest(id);
    const me = yield* requireReader(work, actor, kept);
    const view = kept?.reader === me.id ? yield* viewDigest(work, kept) : undefined;
    if (!view) throw new ProductError("NOT_ALLOWED", "There is no such digest for this person.");
    yield* auditPage(work, actor, "page:digest");
    return { pages: yield* readPages(work, me), view };
  });
}

function* requireReader(work: Work, actor: Actor, kept: KeptDigest | undefined): Steps<Person> {
  const [kind, names = ""] = (kept?.scope ?? "").split(":");
  const site = kind === "site" ? toId<SiteId>(names) : undefined;
  const clusters = kind === "cluster" ? names.split(",").map((each) => toId<ClusterId>(each)) : [];
  const named = kind === "district" ? yield* listNamedReaders(work) : [];
  const owners = named.map((person) => person.id);
  const [cluster] = clusters;
  const me = yield* requireRight(work, actor, { right: "readDigest", site, cluster, owners });
  if (clusters.every((each) => may(me, "readDigest", { cluster: each }))) return me;
  throw new ProductError("NOT_ALLOWED", "Some of its schools are somebody else's by now.");
}

/** The id of the newest digest that somebody may open; undefined where there is none. Throws NOT_ALLOWED. */
export async function findLatestDigest(
  product: Product,
  actor: Actor,
): Promise<string | undefined> {
  return await product.store.read(actor.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const me = yield* requireRight(work, actor, "findLatestDigest");
    const found: KeptDigest[] = [];
    for (const scope of yield* listScopes(work, me)) {
      found.push(...(yield* tx.deciding.listDigests(scope, 1, me.id)));
    }
    return found.toSorted((a, b) => b.at.getTime() - a.at.getTime())[0]?.id;
  });
}

/** Everything that somebody's digests may be about today. */
function* listScopes(work: Work, me: Person): Steps<readonly string[]> {
  const { tx } = work;
  const led = yield* findDigestScope(work, me);
  const isNamed = (yield* listNamedReaders(work)).some(({ id }) => id === me.id);
  const named = isNamed ? yield* districtScope(work, me) : undefined;
  const sites = (yield* tx.roster.listSites()).filter(({ id }) => holds(me, "principal", id));
  return [
    ...[led, named].flatMap((scope) => (scope ? [scopeKey(scope)] : [])),
    ...sites.map(({ id }) => `site:${id}`),
  ];
}
