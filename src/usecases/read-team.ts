import type { SiteId } from "#domain/ids.ts";
import { displayName, type Person, type Site } from "#domain/roster.ts";
import type { CallTask } from "#domain/wave.ts";
import type { AfterYes } from "#messages/team-cards.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { findLead } from "./wave-people.ts";

/** A few are enough: the newest that was not replaced is the one. */
const MOST_LINES = 20;

/** True for somebody on the roster who works at the school. */
export function isAtSchool(person: Person, site: SiteId): boolean {
  const here = person.homeSite === site || person.assignments.some(({ place }) => place === site);
  return person.active && here;
}

/** The people of a school's team who still work there. */
export function* readTeam({ tx }: Pick<Work, "tx">, site: Pick<Site, "id">) {
  const named = yield* tx.listening.listSchoolPeople(site.id, "team");
  const people = yield* tx.roster.listPeople(named.map(({ person }) => person));
  return people.filter((person) => isAtSchool(person, site.id));
}

/** A school's why line; "" for none. */
export function* readWhyLine({ tx }: Pick<Work, "tx">, site: SiteId): Steps<string> {
  const lines = yield* tx.listening.listWords({ kinds: ["why_line"], site, limit: MOST_LINES });
  return lines.find(({ retiredAt }) => !retiredAt)?.text ?? "";
}

/** Days that were taken back before the school picked one are no visit. */
function isFirstVisit({ reason, offered, picked, doneAt }: CallTask): boolean {
  return reason === "joined" && offered !== undefined && (picked !== undefined || !doneAt);
}

/** What a school does after its yes. */
export function* readAfterYes(work: Work, site: Site): Steps<AfterYes> {
  const tasks = yield* work.tx.waves.listSiteCallTasks(site.id);
  const visit = tasks.find(isFirstVisit);
  const lead = yield* findLead(work, site);
  return {
    site,
    team: yield* readTeam(work, site),
    whyLine: yield* readWhyLine(work, site.id),
    offered: visit?.offered ?? [],
    picked: visit?.picked,
    senderName: lead ? displayName(lead) : "",
  };
}
