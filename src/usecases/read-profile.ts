import { contactRoles, type Person } from "#domain/roster.ts";
import type { ProfileFacts, RoleContact } from "#messages/profile-cards.ts";
import type { Steps } from "#ports/steps.ts";
import { readOwnWords } from "./own-words.ts";
import type { Work } from "./product.ts";

/** The local days on which the leads were asked, and one of them last answered. */
export const ASKED_ON = "asked_on";
export const LOOKED_ON = "looked_on";

/** The district in its own words, with the library's where it said nothing. */
export function* readProfile(work: Work): Steps<ProfileFacts> {
  const { tx, product } = work;
  const own = yield* readOwnWords(work);
  const said = yield* tx.listening.listDistrictWords();
  const contacts: RoleContact[] = [];
  for (const role of contactRoles) {
    const named = own.contact(role);
    const people: readonly Person[] = named ? [named] : yield* tx.roster.listHolders(role);
    if (people.length > 0) contacts.push({ role, people });
  }
  return {
    district: (yield* tx.roster.getDistrict()).shortName,
    mission: own.mission,
    vision: said.get("vision") ?? "",
    values: product.words.library.values.map(({ id }) => ({ id, label: own.valueLabel(id) })),
    contacts,
    lookedOn: said.get(LOOKED_ON),
  };
}
