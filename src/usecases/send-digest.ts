import type { OutboxKey, PersonId } from "#domain/ids.ts";
import { addDays, localDay, localTime, mondayOf, toInstant, weekKey } from "#domain/local-time.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import { weeklySend } from "#domain/send-key.ts";
import { nextSendMoment } from "#domain/windows.ts";
import { keptDigestCard } from "#messages/digest-card.ts";
import { withIdea } from "#messages/idea-cards.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { listNamedReaders } from "./digest-readers.ts";
import { type DigestScope, districtScope, findDigestScope } from "./digest-scope.ts";
import { ideaOfDigest } from "./idea-inside.ts";
import { keepDistrictDigest } from "./keep-digest.ts";
import { workFor } from "./languages.ts";
import type { Work } from "./product.ts";
import { type Lately, readLately } from "./quote-shout-outs.ts";
import { nextDigest, readSchoolDays } from "./school-time.ts";
import { keyOf, sendDirect, supersedeKey } from "./send-direct.ts";

/** No platform redelivers an event after this long. */
const REMEMBERED_MS = 30 * 24 * 60 * 60 * 1000;
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
/** What the digests of so long quoted comes after what they did not: three of them, and a day. */
const LATE_MS = 3 * WEEK_MS + 24 * 60 * 60 * 1000;
/** How the keys of weekly digests begin; one that somebody asks for has another. */
const DIGEST_KEYS = "digest:";
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
  const lately = yield* readQuotedLately(work);
  for (const scope of yield* listScopes(work)) {
    yield* sendTo(work, scope, { after, zone: district.zone, lately });
  }
}

/** What the digests of the last weeks quoted. */
export function* readQuotedLately(work: Work): Steps<Lately> {
  return yield* readLately(work, DIGEST_KEYS, new Date(work.now.getTime() - LATE_MS));
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
  /** What the digests before this one quoted. */
  readonly lately: Lately;
}

function* sendTo(work: Work, scope: DigestScope, sending: Sending): Steps<void> {
  const { tx, now } = work;
  const { after, zone, lately } = sending;
  const { reader } = scope;
  const theirs = yield* workFor(work, reader.id);
  const day = localDay(after, zone);
  const supersedes = supersedeKey("digest", reader.id);
  const last = yield* tx.outbox.findLatest(supersedes);
  const before = last && (yield* tx.deciding.findDigest(last.key));
  const since = before?.at ?? (yield* sentAt(work, last?.key)) ?? new Date(now.getTime() - WEEK_MS);
  const key = keyOf("digest", weekKey(day), reader.id);
  const week = { since, until: now };
  const view = yield* keepDistrictDigest(theirs, { key, scope, week, lately, before });
  if (!view) return;
  const idea = yield* ideaOfDigest(theirs, reader);
  yield* sendDirect(work, {
    key,
    kind: "digest",
    send: weeklySend("digest", day),
    person: reader,
    card: (words) => withIdea(words, keptDigestCard(theirs.product.words, view), idea),
    place: { zone },
    after,
    supersedes,
    // Another week has a digest of its own.
    expiresAt: toInstant(`${addDays(mondayOf(day), 7)}T00:00`, zone),
  });
}

/** When the last digest was sent whose figures are not kept any more. */
function* sentAt({ tx }: Work, key: OutboxKey | undefined): Steps<Date | undefined> {
  return key === undefined ? undefined : (yield* tx.outbox.find(key))?.dueAt;
}

/** What each reader reads: leads, and whom a lead named for it. */
function* listScopes(work: Work): Steps<readonly DigestScope[]> {
  const { tx } = work;
  const leads = yield* tx.roster.listHolders("pl_lead");
  const areaLeads = yield* tx.roster.listHolders("area_lead");
  const scopes = new Map<PersonId, DigestScope>();
  for (const person of [...leads, ...areaLeads]) {
    const scope = scopes.has(person.id) ? undefined : yield* findDigestScope(work, person);
    if (scope) scopes.set(person.id, scope);
  }
  for (const person of yield* listNamedReaders(work)) {
    if (!scopes.has(person.id)) scopes.set(person.id, yield* districtScope(work, person));
  }
  return [...scopes.values()];
}
