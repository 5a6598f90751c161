import { type PersonId, toId } from "#domain/ids.ts";
import type { KeptDigest } from "#ports/deciding-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";

const at = new Date("2025-08-18T11:30:00Z");

/** What was made for somebody, about a school or for an area lead about its cluster, as if they had led it once. */
export function ownDigest(
  reader: PersonId,
  { district, school }: { readonly district: string; readonly school: string },
): KeptDigest {
  const isArea = reader.endsWith("area_lead");
  const cluster = `${district}-${school === "far" ? "away" : "near"}`;
  const name = isArea ? cluster : `${district}-${school}`;
  const facts = { kind: "principal", site: name, since: at.toISOString(), coming: [], waiting: [] };
  return {
    id: `digest:${name}:${reader}`,
    kind: "principal",
    scope: `${isArea ? "cluster" : "site"}:${name}`,
    week: "2025-W34",
    at,
    facts: JSON.stringify(facts),
    reader,
  };
}

interface Everybody {
  readonly actors: readonly string[];
  readonly schools: readonly string[];
}

/** One for everybody about every school. */
export function* fillDigests(
  { deciding }: Transaction,
  district: string,
  { actors, schools }: Everybody,
): Steps<void> {
  for (const role of actors) {
    const reader = toId<PersonId>(`${district}-${role}`);
    for (const school of schools)
      yield* deciding.keepDigest(ownDigest(reader, { district, school }));
  }
}
