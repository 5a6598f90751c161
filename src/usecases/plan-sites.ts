import type { Person, Site } from "#domain/roster.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import type { Wave } from "#domain/wave.ts";
import { nextSendMoment } from "#domain/windows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { findRecipients } from "./wave-people.ts";

/** What opening a wave would do for one site. */
export interface SitePlan {
  readonly site: Site;
  readonly recipients: readonly Person[];
  readonly vacancy: boolean;
  /** When the invitation arrives; undefined if nobody can be written to. */
  readonly at: Date | undefined;
}

/** Who is written to for each site of the wave, and when. */
export function* planSites(
  work: Work,
  wave: Wave,
  schoolDays: SchoolDays,
): Steps<readonly SitePlan[]> {
  const { tx, now } = work;
  const plans: SitePlan[] = [];
  for (const { site: id } of yield* tx.waves.listInvitations(wave.id)) {
    const site = yield* tx.roster.getSite(id);
    if (!site.active) continue;
    const { people, vacancy } = yield* findRecipients(work, site);
    const recipients = yield* withoutStopped(work, people);
    const next = nextSendMoment({ kind: "invitation", site, schoolDays, after: now });
    plans.push({ site, recipients, vacancy, at: recipients.length > 0 ? next : undefined });
  }
  return plans;
}

/** A "stop" is honoured for wave messages, and for everything. */
export function* withoutStopped({ tx }: Work, people: readonly Person[]): Steps<Person[]> {
  const willing: Person[] = [];
  for (const person of people) {
    const { stoppedAt, wavesStoppedAt } = yield* tx.roster.getPreferences(person.id);
    if (stoppedAt === undefined && wavesStoppedAt === undefined) willing.push(person);
  }
  return willing;
}

/** The day on which a wave that opens now would close. */
export function closingDay(wave: Wave, schoolDays: SchoolDays, today: string): string {
  return schoolDays.addSchoolDays(today, wave.windowDays) ?? today;
}
