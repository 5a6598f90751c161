import type { CallTaskId } from "#domain/ids.ts";
import { localDay, toInstant } from "#domain/local-time.ts";
import { displayName, type Person, type Site } from "#domain/roster.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import { isFarAhead, parseDay } from "#domain/typed-days.ts";
import { type BadVisitDay, isOnOffer, visitDayProblem } from "#domain/visit-days.ts";
import type { CallTask } from "#domain/wave.ts";
import { datesCard } from "#messages/visit-cards.ts";
import type { Words } from "#messages/words.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import type { Act, Product, Work } from "./product.ts";
import { updatePromise } from "./promise-task.ts";
import { readSchoolDaysAt } from "./school-time.ts";
import { findArrival, keyOf, sendDirect } from "./send-direct.ts";
import { findTask, holdTask } from "./take-task.ts";
import { findRecipients } from "./wave-people.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

export interface DatesToOffer {
  readonly task: CallTaskId;
  /** As typed. */
  readonly first: string;
  readonly second: string;
  /** A line that the guard has passed; "" for none. */
  readonly line: string;
}

/** What is wrong with the two days, by field; the day as it was read, where it was one. */
export interface DateProblem extends BadVisitDay {
  readonly day: string | undefined;
}

export type OfferEnd =
  | { readonly kind: "settled" }
  /** Somebody was faster, and the school has two days to pick from. */
  | { readonly kind: "other"; readonly person: string; readonly days: readonly string[] }
  | { readonly kind: "unreachable"; readonly school: string }
  /** The message would arrive only when the days are over: on that day, in words. */
  | { readonly kind: "too_soon"; readonly day: string };

export type Offered =
  | OfferEnd
  | {
      readonly kind: "problems";
      readonly first: DateProblem | undefined;
      readonly second: DateProblem | undefined;
      /** The local day at the school. */
      readonly today: string;
    }
  | {
      readonly kind: "offered";
      readonly school: string;
      readonly days: readonly string[];
      readonly at: Date;
      readonly zone: string;
    };

/** Whether dates can be offered for a task now: before the form opens. Throws NOT_ALLOWED. */
export async function startOffer(
  product: Product,
  act: Act,
  id: CallTaskId,
): Promise<OfferEnd | { readonly kind: "open"; readonly task: CallTask }> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const { task } = yield* findTask(work, act, { id, right: "startOffer" });
    if (!task) return { kind: "settled" };
    const site = yield* tx.roster.getSite(task.site);
    return (yield* findOffer(work, task, site)) ?? { kind: "open", task };
  });
}

/**
 * Two days for a visit, to everybody who answers for the school; the first lead's offer counts.
 * Throws NOT_ALLOWED.
 */
export async function offerDates(
  product: Product,
  act: Act,
  dates: DatesToOffer,
): Promise<Offered> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const held = yield* holdTask(work, act, { id: dates.task, right: "offerDates" });
    const { task, person } = held;
    if (!task) return { kind: "settled" };
    const site = yield* tx.roster.getSite(task.site);
    const before = yield* findOffer(work, task, site);
    if (before) return before;
    const today = localDay(work.now, site.zone);
    const read = readDates(dates, today, yield* readSchoolDaysAt(work, site.id));
    if (read.kind === "problems") return read;
    const { days } = read;
    const sending = { site, task, days, line: dates.line, lead: person, event: act.eventKey };
    const { at, lateOn } = yield* sendDates(work, sending, today);
    if (!at) return notSent(site, lateOn);
    yield* keepOffer(work, task, { days, person });
    const named = inWords(product.words, days, today);
    return { kind: "offered", school: site.name, days: named, at, zone: site.zone };
  });
}

/** Of two leads at once, the second hears of the first. */
function* findOffer(
  { tx, product, now }: Work,
  task: CallTask,
  site: Site,
): Steps<OfferEnd | undefined> {
  const today = localDay(now, site.zone);
  if (!isOnOffer(task, today)) return undefined;
  const person = displayName(yield* tx.roster.getPerson(task.lead));
  return { kind: "other", person, days: inWords(product.words, task.offered ?? [], today) };
}

function inWords(words: Words, days: readonly string[], today: string): readonly string[] {
  return days.map((day) => words.comingDay(day, today));
}

type ReadDates =
  | Extract<Offered, { kind: "problems" }>
  | { readonly kind: "days"; readonly days: readonly [string, string] };

function readDates(
  { first, second }: DatesToOffer,
  today: string,
  schoolDays: SchoolDays,
): ReadDates {
  const one = parseDay(first, today);
  const two = parseDay(second, today);
  const problemOf = (typed: string, day: string | undefined): DateProblem | undefined => {
    if (day && isFarAhead(typed, day, today)) return { problem: "far", good: undefined, day };
    const bad = visitDayProblem(day, today, schoolDays);
    return bad && { ...bad, day };
  };
  const problems = { first: problemOf(first, one), second: problemOf(second, two), today };
  if (!one || !two || problems.first || problems.second) return { kind: "problems", ...problems };
  if (one !== two) return { kind: "days", days: one < two ? [one, two] : [two, one] };
  const good = schoolDays.nextSchoolDay(one, { skipTesting: true });
  const again = { problem: "same_day", good, day: two } as const;
  return { kind: "problems", first: undefined, second: again, today };
}

interface Sending {
  readonly site: Site;
  readonly task: CallTask;
  readonly days: readonly [string, string];
  readonly line: string;
  readonly lead: Person;
  /** The same days may be offered again after "none of these". */
  readonly event: string;
}

interface SentDates {
  /** When the first of them hears of it; undefined where nobody can be written to in time. */
  readonly at?: Date | undefined;
  /** The day on which they would have heard, in words, where that is too late. */
  readonly lateOn?: string | undefined;
}

function* sendDates(work: Work, sending: Sending, today: string): Steps<SentDates> {
  const { tx, now } = work;
  const { site, task, days, line, lead } = sending;
  const card = (words: Words): Card =>
    datesCard(words, { task, school: site.name, lead, days, today, line });
  const asker = task.askedBy && (yield* tx.roster.findPerson(task.askedBy));
  const { people } = yield* findRecipients(work, site);
  const all = [...(asker?.active ? [asker] : []), ...people];
  const expiresAt = toInstant(`${days[1]}T00:00`, site.zone);
  const arrivals: Date[] = [];
  for (const person of new Map(all.map((each) => [each.id, each])).values()) {
    const message = {
      key: keyOf("dates", task.id, person.id, sending.event),
      kind: "lead_reply",
      person,
      card,
      place: site,
      after: now,
      group: visitGroup(task.id),
      expiresAt,
    } as const;
    const sentAt = yield* sendDirect(work, message);
    const { to, dueAt } = sentAt ? { to: true, dueAt: sentAt } : yield* findArrival(work, message);
    if (to && dueAt) arrivals.push(dueAt);
  }
  const [first] = arrivals.sort((a, b) => a.getTime() - b.getTime());
  // What a full week puts off beyond the days themselves reaches nobody.
  if (!first || first < expiresAt) return { at: first };
  return { lateOn: work.product.words.comingDay(localDay(first, site.zone), today) };
}

function notSent({ name }: Site, lateOn: string | undefined): OfferEnd {
  return lateOn ? { kind: "too_soon", day: lateOn } : { kind: "unreachable", school: name };
}

/** Every message about the dates that one task offers. */
export function visitGroup(task: CallTaskId): string {
  return `visit:${task}`;
}

interface Kept {
  readonly days: readonly string[];
  readonly person: Person;
}

/** Who offers has taken the task up, and has it from now on; the clock stops, for it is the school's turn. */
function* keepOffer(work: Work, task: CallTask, { days, person }: Kept): Steps<void> {
  const acknowledgedAt = task.acknowledgedAt ?? work.now;
  const stopped = { acknowledgedAt, ackBy: undefined, actBy: undefined };
  const offered = { ...task, ...stopped, lead: person.id, offered: days };
  yield* work.tx.waves.changeCallTask(offered);
  yield* updatePromise(work, offered, person);
  yield* writeAudit(work, {
    actor: actorOf({ person: person.id }),
    action: "dates_offered",
    subject: `site:${task.site}`,
    facts: { reason: task.reason, days: days.join(" ") },
  });
}
