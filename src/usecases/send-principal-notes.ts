import { chooseRoundup } from "#domain/choose-roundup.ts";
import type { PrincipalFacts } from "#domain/digest-facts.ts";
import { untold } from "#domain/digest-repeats.ts";
import { type PersonId, type SiteId, toId } from "#domain/ids.ts";
import { addDays, localDay, mondayOf, toInstant, weekKey } from "#domain/local-time.ts";
import { parseFacts } from "#domain/read-digest-facts.ts";
import type { Person, Site } from "#domain/roster.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import { weeklySend } from "#domain/send-key.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import { placeOf } from "#domain/windows.ts";
import { keptDigestCard } from "#messages/digest-card.ts";
import { mostLines } from "#messages/weekly-cards.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { toldSince } from "./after-restore.ts";
import type { Week } from "./digest-seen.ts";
import { keepFacts } from "./keep-digest.ts";
import { workFor } from "./languages.ts";
import { listGoodAt } from "./list-good-at.ts";
import { pickNoteIdea } from "./pick-note-idea.ts";
import { noteId } from "./plan-note.ts";
import type { Work } from "./product.ts";
import { holdStill, listWelcome } from "./quote-shout-outs.ts";
import { readSchoolFacts, type SchoolFacts, soonest } from "./read-principal-facts.ts";
import { nextNote, readSchoolDaysAt } from "./school-time.ts";
import { findArrival, keyOf, sendDirect, supersedeKey } from "./send-direct.ts";

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
/** How the keys of notes begin; a digest that somebody asks for has another. */
const NOTE_KEYS = "principal-note:";
/** More than the notes in which one day can be ahead, with some digests in between. */
const DIGESTS_BACK = 12;

/** Monday, as staff hours begin: the two-minute note to each principal of a school that joined. */
export function* sendPrincipalNotes(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx, now } = work;
  const site = yield* tx.roster.findSite(toId<SiteId>(scheduled.subject));
  const schoolDays = site && (yield* readSchoolDaysAt(work, site.id));
  const nextAt = site && schoolDays && nextNote({ site, schoolDays }, now);
  if (!(yield* tx.schedule.advance(scheduled, nextAt)) || !site || !schoolDays) return;
  const day = localDay(now, site.zone);
  // A note of another week is old news.
  const inTime = mondayOf(localDay(scheduled.nextAt, site.zone)) === mondayOf(day);
  if (!inTime || !site.active || !(yield* tx.waves.isJoined(site.id))) return;
  const school = yield* readSchoolFacts(work, site);
  for (const person of yield* tx.roster.listHolders("principal", site.id)) {
    yield* tellNote(work, person, { site, schoolDays, day, school, scheduled });
  }
}

interface Telling {
  readonly site: Site;
  readonly schoolDays: SchoolDays;
  readonly day: string;
  readonly school: SchoolFacts;
  readonly scheduled: Scheduled;
}

/** Nothing is used up for somebody whom the note does not reach in its week. */
function* tellNote(work: Work, person: Person, telling: Telling): Steps<void> {
  const { site, schoolDays, day, school } = telling;
  const theirs = yield* workFor(work, person.id);
  const message = messageTo(work, person, telling);
  const { to, dueAt } = yield* findArrival(work, message);
  if (!to || !dueAt || dueAt >= message.expiresAt) return;
  const since = yield* readSince(work, person, telling);
  const quoted = yield* chooseGood(theirs, site, { since, until: work.now });
  const fresh = soonest(untold(school, yield* listTold(work, person, site)));
  // A week with a report to read asks for nothing else: the idea comes another week.
  const isLong = fresh.waiting.some(({ kind }) => kind === "report");
  const where = { day, schoolDays, site: site.id };
  const idea = isLong ? undefined : yield* pickNoteIdea(theirs, person, where);
  const lines = quoted.length + fresh.coming.length + fresh.waiting.length;
  if (lines === 0 && idea === undefined) return;
  const view = yield* keepFacts(theirs, {
    key: message.key,
    reader: person,
    scope: `site:${site.id}`,
    zone: site.zone,
    facts: { kind: "principal", site: site.id, since: since.toISOString(), idea, ...fresh },
    quoted,
  });
  if (!view) return;
  yield* sendDirect(work, { ...message, card: () => keptDigestCard(theirs.product.words, view) });
}

/** Once a week; another week has a note of its own. */
function messageTo({ now }: Work, person: Person, { site, day }: Telling) {
  return {
    key: keyOf("principal-note", site.id, weekKey(day), person.id),
    kind: "principal_note",
    send: weeklySend("principal_note", day),
    person,
    place: placeOf(site),
    after: now,
    supersedes: noteSeries(site.id, person.id),
    group: noteId(site.id),
    expiresAt: toInstant(`${addDays(mondayOf(day), 5)}T00:00`, site.zone),
  } as const;
}

/** The notes of one school to one principal: a newer one replaces what waits. */
function noteSeries(site: SiteId, person: PersonId): string {
  return supersedeKey(noteId(site), person);
}

/** What the notes before told: a day that comes is in as many of them. */
function* listTold({ tx }: Work, person: Person, site: Site): Steps<readonly PrincipalFacts[]> {
  const kept = yield* tx.deciding.listDigests(`site:${site.id}`, DIGESTS_BACK, person.id);
  const notes = kept
    .filter(({ id }) => id.startsWith(NOTE_KEYS))
    .map(({ facts }) => parseFacts(facts));
  return notes.filter((facts) => facts?.kind === "principal");
}

/** The instant up to which the last note told. */
function* readSince(work: Work, person: Person, telling: Telling): Steps<Date> {
  const { tx, now } = work;
  const { site, schoolDays, scheduled } = telling;
  const last = yield* tx.outbox.findLatest(noteSeries(site.id, person.id));
  const kept = last && (yield* tx.deciding.findDigest(last.key));
  return yield* toldSince(tx, {
    since: kept?.at ?? new Date(now.getTime() - WEEK_MS),
    dueAt: scheduled.nextAt,
    next: (after) => nextNote({ site, schoolDays }, after),
  });
}

/** A mix of what was posted at the school, as everybody in it lets it be read there. */
export function* chooseGood(work: Work, site: Site, week: Week): Steps<readonly ShoutOut[]> {
  const here = { school: site.id };
  const posts = yield* listWelcome(work, yield* listGoodAt(work, site, week), here);
  const chosen = chooseRoundup({
    posts,
    most: mostLines(work.product.words.library.principalNote, "good_found"),
    week: weekKey(localDay(work.now, site.zone)),
    isLate: () => false,
    kindsOf: ({ practice }) => [practice],
  });
  return yield* holdStill(work, chosen, here);
}
