import { formatDay, localDay, mondayOf, weekKey } from "#domain/local-time.ts";
import type { Person } from "#domain/roster.ts";
import { digestCard } from "#messages/weekly-cards.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { digestSections } from "./digest-sections.ts";
import type { Work } from "./product.ts";
import { nextDigest, readSchoolDays } from "./school-time.ts";
import { keyOf, sendDirect } from "./send-direct.ts";
import { weeklyPrompt } from "./send-roundup.ts";

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** Monday 7:30: the district's week, the same for every lead. */
export function* sendDigest(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx, product, now } = work;
  const district = yield* tx.roster.getDistrict();
  const schoolDays = yield* readSchoolDays(work);
  const nextAt = nextDigest(district, schoolDays, now);
  if (!(yield* tx.schedule.advance(scheduled, nextAt))) return;
  const day = localDay(now, district.zone);
  if (mondayOf(day) !== mondayOf(localDay(scheduled.nextAt, district.zone))) return;
  const week = { since: new Date(now.getTime() - WEEK_MS), until: now };
  const facts = {
    subject: { week_of: formatDay(mondayOf(day)) },
    sections: yield* digestSections(work, week),
    saidWhenEmpty: new Set(["do_this_week"]),
    empty: { weekly_prompt: weeklyPrompt(product, day) },
  };
  const card = digestCard(product.words, product.words.library.digest, facts);
  for (const person of yield* listReaders(work)) {
    yield* sendDirect(work, {
      key: keyOf("digest", weekKey(day), person.id),
      kind: "digest",
      person,
      card,
      place: { zone: district.zone },
      schoolDays,
      after: now,
    });
  }
}

function* listReaders({ tx }: Work): Steps<readonly Person[]> {
  const leads = yield* tx.roster.listHolders("pl_lead");
  const areaLeads = yield* tx.roster.listHolders("area_lead");
  const readers = new Map([...leads, ...areaLeads].map((person) => [person.id, person]));
  return [...readers.values()];
}
