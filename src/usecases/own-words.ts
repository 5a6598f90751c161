import { type PersonId, toId } from "#domain/ids.ts";
import type { ContactRole, Person } from "#domain/roster.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";

/** What a district says in its own words, where it said it; else the library's. */
export interface OwnWords {
  /** How the district calls one of its core values; "" for one it does not have. */
  valueLabel(id: string): string;
  /** Whom the district named for a contact role; undefined where it named nobody who still works there. */
  contact(role: ContactRole): Person | undefined;
  /** "" where nobody wrote it down. */
  readonly mission: string;
}

const VALUE = "value:";
const CONTACT = "contact:";

/** The district's profile, read once for as many schools as needed. */
export function* readOwnWords({ tx, product }: Pick<Work, "tx" | "product">): Steps<OwnWords> {
  const said = yield* tx.listening.listDistrictWords();
  const named = [...said].filter(([key]) => key.startsWith(CONTACT));
  const ids = named.map(([, person]) => toId<PersonId>(person));
  const people = yield* tx.roster.listPeople([...new Set(ids)]);
  const byId = new Map<string, Person>(people.map((person) => [person.id, person]));
  return {
    valueLabel: (id) => said.get(`${VALUE}${id}`) || product.words.label("value", id),
    contact: (role) => {
      const person = byId.get(said.get(`${CONTACT}${role}`) ?? "");
      return person?.active ? person : undefined;
    },
    mission: said.get("mission") ?? "",
  };
}
