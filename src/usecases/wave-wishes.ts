import type { PersonId } from "#domain/ids.ts";
import type { Person } from "#domain/roster.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";

/** That somebody wants no messages of waves, or none at all. */
export type WaveWish = "no_waves" | "nothing";

/** Those of these people who wish so. */
export function* readWaveWishes(
  { tx }: Work,
  people: readonly PersonId[],
): Steps<ReadonlyMap<PersonId, WaveWish>> {
  const wishes = new Map<PersonId, WaveWish>();
  for (const [id, { stoppedAt, wavesStoppedAt }] of yield* tx.roster.listPreferences(people)) {
    if (wavesStoppedAt !== undefined) wishes.set(id, "no_waves");
    else if (stoppedAt !== undefined) wishes.set(id, "nothing");
  }
  return wishes;
}

/** Why none of these is written to. Who has stopped all messages reads like somebody out of reach. */
export function* whyNobody(
  work: Work,
  people: readonly Person[],
): Steps<"stopped" | "no_account" | "no_principal"> {
  const wishes = yield* readWaveWishes(
    work,
    people.map(({ id }) => id),
  );
  if ([...wishes.values()].includes("no_waves")) return "stopped";
  return people.length > 0 ? "no_account" : "no_principal";
}

/** A "stop" is honoured for wave messages, and for everything. */
export function* withoutStopped(work: Work, people: readonly Person[]): Steps<Person[]> {
  const wishes = yield* readWaveWishes(
    work,
    people.map(({ id }) => id),
  );
  return people.filter(({ id }) => !wishes.has(id));
}
