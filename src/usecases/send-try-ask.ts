import { type TryId, toId } from "#domain/ids.ts";
import { addDays, DAY_MS, localDay, toInstant } from "#domain/local-time.ts";
import type { Person } from "#domain/roster.ts";
import type { Try } from "#domain/try.ts";
import { nextSendMoment } from "#domain/windows.ts";
import { tryAskCard } from "#messages/try-cards.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { personalNudgeId } from "./plan-slot.ts";
import type { Work } from "./product.ts";
import { readSchoolDaysAt } from "./school-time.ts";
import { keyOf, readPlace, sendDirect } from "./send-direct.ts";

/** Two school weeks: time enough for a small thing to show. */
const SCHOOL_DAYS = 10;
/** Where the calendar ends before that. */
const DAYS = 14;
/** A question that found no room in so long is left out. */
const WORTH_MS = 21 * DAY_MS;
const HOUR_MS = 60 * 60 * 1000;
/** Whoever does not answer is asked once more, and never again. */
const MOST_ASKS = 2;

/** The schedule row, and the outbox group, of the question about one try. */
export function tryAskId(id: TryId): string {
  return `try-ask:${id}`;
}

interface Asking {
  readonly one: Try;
  /** 1 for the first question about it. */
  readonly time: number;
  /** Since when two school weeks are counted. */
  readonly since: Date;
}

/** Plans when somebody is asked how it went. */
export function* planTryAsk(work: Work, person: Person, { one, time, since }: Asking): Steps<void> {
  const { tx } = work;
  const place = yield* readPlace(work, person);
  const schoolDays = yield* readSchoolDaysAt(work, person.homeSite);
  const today = localDay(since, place.zone);
  const day = schoolDays.addSchoolDays(today, SCHOOL_DAYS) ?? addDays(today, DAYS);
  const morning = toInstant(`${day}T00:00`, place.zone);
  const moment = nextSendMoment({ kind: "try_ask", site: place, schoolDays, after: morning });
  const row = { id: tryAskId(one.id), campaign: "try_ask", subject: `${one.id}|${time}` } as const;
  yield* tx.schedule.save({ ...row, nextAt: moment ?? morning });
}

/** How did it go? Once after two school weeks, and once more; whoever has ended it, or left, is not asked. */
export function* sendTryAsk(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx } = work;
  if (!(yield* tx.schedule.advance(scheduled, undefined))) return;
  const [id = "", number = "1"] = scheduled.subject.split("|");
  const one = yield* tx.serving.findTry(toId<TryId>(id));
  const person = one && (yield* tx.roster.findPerson(one.person));
  if (!one || one.endedAt || !person?.active) return;
  const time = Number(number);
  const isLast = time >= MOST_ASKS;
  const at = yield* sendDirect(work, {
    key: keyOf("try-ask", one.id, number),
    kind: "try_ask",
    person,
    card: (words) => tryAskCard(words, one, isLast),
    place: yield* readPlace(work, person),
    after: yield* awayFromIdea(work, person),
    expiresAt: new Date(scheduled.nextAt.getTime() + WORTH_MS),
    group: tryAskId(one.id),
  });
  if (!at) return;
  yield* tx.serving.saveTry({ ...one, askedAt: at });
  if (!isLast) yield* planTryAsk(work, person, { one, time: time + 1, since: at });
}

/** Not in the hour in which their own idea comes: two messages at once are one too many. */
function* awayFromIdea({ tx, now }: Work, person: Person): Steps<Date> {
  const soon = new Date(now.getTime() + HOUR_MS);
  const idea = (yield* tx.schedule.find(personalNudgeId(person.id)))?.nextAt;
  if (idea && idea <= soon) return new Date(idea.getTime() + HOUR_MS);
  const today = localDay(now, "UTC");
  const sent = yield* tx.praise.listNudgesSent(`person:${person.id}`, addDays(today, -1));
  return sent.some(({ day }) => day === today) ? soon : now;
}
