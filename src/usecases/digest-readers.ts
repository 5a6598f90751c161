import { type PersonId, toId } from "#domain/ids.ts";
import type { Person } from "#domain/roster.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";

/** The setting that names district staff who read the weekly digest. */
const READERS = "digest_readers";

/** District staff whom a lead named for the weekly digest, while they are on the roster. */
export function* listNamedReaders({ tx }: Pick<Work, "tx">): Steps<readonly Person[]> {
  const people = yield* tx.roster.listPeople(yield* readIds({ tx }));
  return people.filter(({ active }) => active);
}

/** Names somebody, or takes the name back; false where nothing changes. */
export function* saveNamedReader(
  { tx }: Pick<Work, "tx">,
  { id }: Pick<Person, "id">,
  reads: boolean,
): Steps<boolean> {
  const ids = yield* readIds({ tx });
  if (ids.includes(id) === reads) return false;
  const others = ids.filter((each) => each !== id);
  yield* tx.roster.saveSetting(READERS, (reads ? [...others, id] : others).join("\n"));
  return true;
}

function* readIds({ tx }: Pick<Work, "tx">): Steps<readonly PersonId[]> {
  const kept = (yield* tx.roster.findSetting(READERS)) ?? "";
  return kept === "" ? [] : kept.split("\n").map((id) => toId<PersonId>(id));
}
