import { localDay, localTime, mondayOf, weekKey } from "#domain/local-time.ts";
import { holds, type Person } from "#domain/roster.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import { nextSendMoment } from "#domain/windows.ts";
import { digestCard } from "#messages/weekly-cards.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { digestSections } from "./digest-sections.ts";
import { findGood } from "./find-good.ts";
import { workFor } from "./languages.ts";
import type { Work } from "./product.ts";
import { type Lately, readLately, toLines } from "./quote-shout-outs.ts";
import { nextDigest, readSchoolDays } from "./school-time.ts";
import { keyOf, sendDirect, supersedeKey } from "./send-direct.ts";
import { weeklyPrompt } from "./send-roundup.ts";

/** No platform redelivers an event after this long. */
const REMEMBERED_MS = 30 * 24 * 60 * 60 * 1000;
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
/** What the digests of so long quoted comes after what they did not: three of them, and a day. */
const LATE_MS = 3 * WEEK_MS + 24 * 60 * 60 * 1000;
/** The district's morning: a digest that is late waits for office hours. */
const MORNING = ["07:30", "08:00"] as const;

/** Monday 7:30: the district's week since the last digest, for each lead. */
export function* sendDigest(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx, now } = work;
  const district = yield* tx.roster.getDistrict();
  const schoolDays = yield* readSchoolDays(work);
  const nextAt = nextDigest(district, schoolDays, now);
  if (!(yield* tx.schedule.advance(scheduled, nextAt))) return;
  yield* tx.events.forgetBefore(new Date(now.getTime() - REMEMBERED_MS));
  const after = sendTime(now, district.zone, schoolDays);
  const week = mondayOf(localDay(scheduled.nextAt, district.zone));
  // A digest of another week is old news: the next one says it all.
  if (!after || mondayOf(localDay(after, district.zone)) !== week) return;
  const lately = yield* readLately(work, "digest:", new Date(now.getTime() - LATE_MS));
  for (const person of yield* listReaders(work)) {
    yield* sendTo(work, person, { after, zone: district.zone, schoolDays, lately });
  }
}

/** Now, in the morning or in office hours; else the next office hour. */
function sendTime(now: Date, zone: string, schoolDays: SchoolDays): Date | undefined {
  const time = localTime(now, zone);
  const [from, until] = MORNING;
  if (time >= from && time < until && schoolDays.isSchoolDay(localDay(now, zone))) return now;
  return nextSendMoment({ kind: "call_task", site: { zone }, schoolDays, after: now });
}

interface Sending {
  readonly after: Date;
  readonly zone: string;
  readonly schoolDays: SchoolDays;
  /** What the digests before this one quoted. */
  readonly lately: Lately;
}

function* sendTo(work: Work, person: Person, sending: Sending): Steps<void> {
  const { tx, now } = work;
  const { after, zone, schoolDays, lately } = sending;
  const theirs = yield* workFor(work, person.id);
  const { words } = theirs.product;
  const day = localDay(after, zone);
  const supersedes = supersedeKey("digest", person.id);
  const last = yield* tx.outbox.findLatest(supersedes);
  const since = last?.dueAt ?? new Date(now.getTime() - WEEK_MS);
  const week = { since, until: now };
  const quoted = yield* findGood(theirs, week, { week: weekKey(day), lately });
  const good_found = yield* toLines(theirs, quoted);
  const card = digestCard(words, words.library.digest, {
    subject: { week_of: words.day(mondayOf(day)) },
    sections: { ...(yield* digestSections(theirs, week, person)), good_found },
    saidWhenEmpty: new Set(["do_this_week"]),
    saidWhenCut: new Set(["call_list"]),
    empty: { weekly_prompt: weeklyPrompt(theirs.product, day) },
  });
  const key = keyOf("digest", weekKey(day), person.id);
  const ids = quoted.map(({ id }) => id);
  yield* tx.praise.addQuotes(key, ids, now);
  yield* sendDirect(work, {
    key,
    kind: "digest",
    person,
    card: () => card,
    place: { zone },
    schoolDays,
    after,
    supersedes,
  });
}

function* listReaders({ tx }: Work): Steps<readonly Person[]> {
  const leads = yield* tx.roster.listHolders("pl_lead");
  const areaLeads = yield* tx.roster.listHolders("area_lead");
  const others = areaLeads.filter((person) => !holds(person, "pl_lead"));
  const readers = new Map([...leads, ...others].map((person) => [person.id, person]));
  return [...readers.values()];
}
