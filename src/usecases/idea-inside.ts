import { localDay } from "#domain/local-time.ts";
import { holds, type Person, type Site } from "#domain/roster.ts";
import { pauseOf } from "#domain/shout-out.ts";
import { lineWords } from "#messages/idea-cards.ts";
import type { Line } from "#messages/weekly-cards.ts";
import type { Words } from "#messages/words.ts";
import type { Steps } from "#ports/steps.ts";
import { readPersonWeek, readSiteWeek } from "./nudge-week.ts";
import { findOfWeek, type Picked, pickNudge, textIn } from "./pick-nudge.ts";
import { audienceOf } from "./plan-slot.ts";
import type { Work } from "./product.ts";

/** The idea inside the digest of somebody who chose so; it is used up as one that comes by itself. */
export function* ideaOfDigest(work: Work, person: Person): Steps<Picked | undefined> {
  const preferences = yield* work.tx.roster.getPreferences(person.id);
  const { digestOnlyAt, stoppedAt } = preferences;
  if (!digestOnlyAt || stoppedAt || pauseOf(preferences, work.now)) return undefined;
  const { site, schoolDays } = yield* readPersonWeek(work, person);
  const day = localDay(work.now, site.zone);
  const subject = `person:${person.id}`;
  const audience = audienceOf(person);
  return yield* pickNudge(work, { subject, day, schoolDays, audience, site: person.homeSite });
}

/** They read their ideas elsewhere: in the Monday note, and in the digest. */
const OTHERS = ["principal", "area_lead", "pl_lead"] as const;

/**
 * The idea at the end of a school's Friday roundup: the week's own where the school reads it there, else the
 * one its channel had, where somebody at the school reads it there alone. Only for schools that joined.
 */
export function* ideaOfRoundup(work: Work, site: Site, day: string): Steps<Picked | undefined> {
  if (!(yield* work.tx.waves.isJoined(site.id))) return undefined;
  const whose = { subject: `site:${site.id}`, day, site: site.id };
  const { schoolDays, choices } = yield* readSiteWeek(work, site);
  if (choices.inRoundup) {
    return yield* pickNudge(work, { ...whose, schoolDays, choices, audience: "teacher" });
  }
  const readers = yield* work.tx.roster.listDigestReaders(site.id);
  const readsHere = readers.some((person) => !OTHERS.some((role) => holds(person, role)));
  return readsHere ? yield* findOfWeek(work, whose) : undefined;
}

/** An idea as one line of a digest, a note or a roundup. */
export function ideaLine(words: Words, { nudge, notes }: Picked): Line {
  const text = textIn(words, nudge);
  return { nudge_title: text.title, try_this: lineWords(words, text, notes) };
}
