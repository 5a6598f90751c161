import type { DistrictFacts, PrincipalFacts, Repeats } from "#domain/digest-facts.ts";
import { findRepeats } from "#domain/digest-repeats.ts";
import type { OutboxKey } from "#domain/ids.ts";
import { localDay, weekKey } from "#domain/local-time.ts";
import { parseFacts } from "#domain/read-digest-facts.ts";
import type { Person } from "#domain/roster.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import type { DigestView } from "#messages/digest-card.ts";
import type { KeptDigest } from "#ports/deciding-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { type DigestScope, scopeKey } from "./digest-scope.ts";
import type { Week } from "./digest-seen.ts";
import { findGood } from "./find-good.ts";
import type { Work } from "./product.ts";
import type { Lately } from "./quote-shout-outs.ts";
import { readDistrictFacts } from "./read-district-facts.ts";
import { viewDigest } from "./view-digest.ts";

export interface Telling {
  /** The key of the message that tells it. */
  readonly key: OutboxKey;
  readonly scope: DigestScope;
  readonly week: Week;
  /** What the digests before this one quoted. */
  readonly lately: Lately;
  /** The reader's digest before this one, if what it said just so is left out; undefined for one that is asked for. */
  readonly before?: KeptDigest | undefined;
}

/**
 * Reads a lead's digest as it is now, keeps its figures, and gives it as it was kept. Undefined in a week in which
 * nothing happened and nobody is asked for anything.
 */
export function* keepDistrictDigest(work: Work, telling: Telling): Steps<DigestView | undefined> {
  const { tx, now } = work;
  const { key, scope, week, lately } = telling;
  const { zone } = yield* tx.roster.getDistrict();
  const { facts: read, isNews } = yield* readDistrictFacts(work, scope, week);
  const facts = { ...read, repeats: repeatsOf(read, telling) };
  const dealing = {
    week: weekKey(localDay(now, zone)),
    lately,
    sites: scope.clusters && scope.sites,
  };
  const quoted = yield* findGood(work, week, dealing);
  if (!isNews && quoted.length === 0) return undefined;
  const { reader } = scope;
  return yield* keepFacts(work, { key, reader, scope: scopeKey(scope), zone, facts, quoted });
}

/** What another scope said is no repetition. */
function repeatsOf(facts: DistrictFacts, { before, scope }: Telling): Repeats | undefined {
  const last = before?.scope === scopeKey(scope) ? parseFacts(before.facts) : undefined;
  return last?.kind === "district" ? findRepeats(facts, last) : undefined;
}

export interface Keeping {
  readonly key: OutboxKey;
  readonly reader: Person;
  readonly scope: string;
  readonly zone: string;
  readonly facts: DistrictFacts | PrincipalFacts;
  readonly quoted: readonly ShoutOut[];
}

/** Keeps figures and what is quoted, and gives the digest as it was kept: the first with this key stays. */
export function* keepFacts(work: Work, keeping: Keeping): Steps<DigestView | undefined> {
  const { tx, now } = work;
  const { key, reader, scope, zone, facts, quoted } = keeping;
  yield* tx.praise.addQuotes(
    key,
    quoted.map(({ id }) => id),
    now,
  );
  yield* tx.deciding.keepDigest({
    id: key,
    kind: facts.kind,
    scope,
    week: weekKey(localDay(now, zone)),
    at: now,
    facts: JSON.stringify(facts),
    reader: reader.id,
  });
  const kept = yield* tx.deciding.findDigest(key);
  return kept && (yield* viewDigest(work, kept));
}
