import type { Person, Site } from "#domain/roster.ts";
import type { CalendarDay } from "#domain/school-calendar.ts";
import type { Stored } from "./keep-stored.ts";

/** What is compared: the roster an import asks for. */
interface Wanted {
  readonly mode: "bulk" | "delta";
  readonly sites: readonly Site[];
  readonly people: readonly Person[];
  readonly removedPeople: readonly Person["id"][];
  readonly calendar?: readonly CalendarDay[] | undefined;
}

/** What is stored; closed sites are in it if the files name them. */
export interface StoredDistrict extends Stored {
  readonly calendar: readonly CalendarDay[];
}

/** What an import would change. */
export interface Difference {
  readonly newPeople: readonly Person[];
  readonly changedPeople: readonly Person[];
  /** Who is in the files no more. */
  readonly leavers: readonly Person["id"][];
  readonly newSites: readonly Site[];
  readonly changedSites: readonly Site[];
  /** Sites that are in the files no more. */
  readonly closedSites: readonly Site[];
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  readonly calendarChanged: boolean;
  /** Leavers, and people the files disable. */
  readonly endedPeople: readonly Person["id"][];
  /** Closed sites, and sites the files call inactive. */
  readonly endedSites: readonly Site[];
}

/** Compares what the files ask for with what is stored; the same files again give no difference. */
export function compareDistrict(wanted: Wanted, stored: StoredDistrict): Difference {
  return {
    ...comparePeople(wanted, stored),
    ...compareSites(wanted, stored),
    calendarChanged:
      wanted.calendar !== undefined && !isSameCalendar(stored.calendar, wanted.calendar),
  };
}

type OfPeople = "newPeople" | "changedPeople" | "leavers" | "endedPeople";

function comparePeople(wanted: Wanted, { people }: StoredDistrict): Pick<Difference, OfPeople> {
  const named = new Set(wanted.people.map(({ id }) => id));
  const missing = [...people.values()].filter(({ id, active }) => active && !named.has(id));
  const changedPeople = wanted.people.filter((person) => isChanged(people.get(person.id), person));
  const leavers =
    wanted.mode === "bulk"
      ? missing.map(({ id }) => id)
      : wanted.removedPeople.filter((id) => people.get(id)?.active);
  const disabled = changedPeople.filter(({ active }) => !active).map(({ id }) => id);
  return {
    newPeople: wanted.people.filter(({ id }) => !people.has(id)),
    changedPeople,
    leavers,
    endedPeople: [...leavers, ...disabled],
  };
}

type OfSites = "newSites" | "changedSites" | "closedSites" | "renamed" | "endedSites";

function compareSites(wanted: Wanted, { sites }: StoredDistrict): Pick<Difference, OfSites> {
  const stays = new Set(wanted.sites.map(({ id }) => id));
  const missing = [...sites.values()].filter(({ id, active }) => active && !stays.has(id));
  const closedSites = wanted.mode === "bulk" ? missing : [];
  const changedSites = wanted.sites.filter((site) => isChanged(sites.get(site.id), site));
  return {
    newSites: wanted.sites.filter(({ id }) => !sites.has(id)),
    changedSites,
    closedSites,
    renamed: wanted.sites.flatMap(({ id, name }) => {
      const before = sites.get(id)?.name;
      return before !== undefined && before !== name ? [{ from: before, to: name }] : [];
    }),
    endedSites: [...closedSites, ...changedSites.filter(({ active }) => !active)],
  };
}

function isChanged<T extends object>(before: T | undefined, after: T): boolean {
  return before !== undefined && canonical(before) !== canonical(after);
}

function isSameCalendar(a: readonly CalendarDay[], b: readonly CalendarDay[]): boolean {
  const lines = (days: readonly CalendarDay[]) => days.map(canonical).sort().join("\n");
  return lines(a) === lines(b);
}

/** The same text for the same content, whatever the order of the keys. */
function canonical(value: object): string {
  return JSON.stringify(value, (_key, each: unknown) => {
    if (typeof each !== "object" || each === null) return each;
    if (Array.isArray(each)) return each.map((one: unknown) => JSON.stringify(one)).sort();
    return Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
