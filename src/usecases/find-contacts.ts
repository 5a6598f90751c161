import type { Pitfall } from "#domain/content.ts";
import {
  type ContactRole,
  contactRoles,
  displayName,
  type Person,
  type Site,
} from "#domain/roster.ts";
import type { Steps } from "#ports/steps.ts";
import type { OwnWords } from "./own-words.ts";
import type { Work } from "./product.ts";
import { findLead } from "./wave-people.ts";

export interface HelpWanted {
  /** Undefined for a reader who works at no school. */
  readonly site: Site | undefined;
  readonly pitfalls: readonly Pitfall[];
  readonly own: OwnWords;
}

/**
 * Who can help with each pitfall, by its code: the first of its contacts that is set, as the district named
 * them or by their role; with none the school's PL lead.
 */
export function* readHelpContacts(
  work: Work,
  { site, pitfalls, own }: HelpWanted,
): Steps<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const { code, connection } of pitfalls) {
    const roles = contactRoles.filter((role) => connection.whoCanHelp.includes(role));
    const wanted = roles.toSorted((a, b) => placeOf(connection, a) - placeOf(connection, b));
    const person = yield* findFirst(work, { site, own, roles: wanted });
    names.set(code, person ? displayName(person) : "");
  }
  return names;
}

function placeOf({ whoCanHelp }: Pitfall["connection"], role: ContactRole): number {
  return whoCanHelp.indexOf(role);
}

interface Wanted extends Pick<HelpWanted, "site" | "own"> {
  readonly roles: readonly ContactRole[];
}

function* findFirst(work: Work, { site, own, roles }: Wanted): Steps<Person | undefined> {
  for (const role of roles) {
    const found =
      role === "pl_lead"
        ? yield* findOwnLead(work, site)
        : (own.contact(role) ?? (yield* findHolder(work, role, site)));
    if (found) return found;
  }
  return yield* findOwnLead(work, site);
}

function* findOwnLead(work: Work, site: Site | undefined): Steps<Person | undefined> {
  if (site) return yield* findLead(work, site);
  const { roster } = work.tx;
  const ofDistrict = yield* roster.listHolders("pl_lead", work.tx.district);
  return ofDistrict[0] ?? (yield* roster.listHolders("pl_lead"))[0];
}

/** A coach and an area lead help their own schools; everybody else the whole district. */
export function* findHolder(
  { tx }: Work,
  role: ContactRole,
  site: Site | undefined,
): Steps<Person | undefined> {
  const { roster } = tx;
  if (role === "area_lead") {
    return site?.cluster ? (yield* roster.listHolders(role, site.cluster))[0] : undefined;
  }
  const near = site ? yield* roster.listHolders(role, site.id) : [];
  if (near[0] || role === "coach") return near[0];
  return (yield* roster.listHolders(role))[0];
}
