import type { CalendarLabel } from "#domain/calendar-review.ts";
import { hostOfFeed } from "#domain/feed-address.ts";
import { localDay } from "#domain/local-time.ts";
import type { Site } from "#domain/roster.ts";
import type { CalendarDay } from "#domain/school-calendar.ts";
import type { Card, Field, Form, FormField } from "#ports/card.ts";
import type { CalendarFeed } from "#ports/serving-rows.ts";
import { button, type FormId } from "./actions.ts";
import { meaningOptions, sayKind, sayLabel, sayMeaning } from "./calendar-labels.ts";
import type { Words } from "./words.ts";

/** A form holds no more questions than somebody answers at once. */
const MOST_ASKED = 6;
/** More days than these are counted. */
const MOST_DAYS = 6;
const MOST_NAMES = 5;

/** What the card of the calendar tells. */
export interface CalendarFacts {
  readonly today: string;
  readonly zone: string;
  readonly now: Date;
  readonly year: string;
  readonly labels: readonly CalendarLabel[];
  readonly confirmed: { readonly by: string; readonly at: Date } | undefined;
  readonly feeds: readonly FeedFacts[];
  readonly coming: readonly CalendarDay[];
  readonly schools: readonly Pick<Site, "name">[];
}

export interface FeedFacts extends CalendarFeed {
  readonly school: string | undefined;
  readonly goodAt: Date | undefined;
}

/** "2025" and "2026": how a school year is called. */
export function yearNames(year: string) {
  return { year, next: String(Number(year) + 1) };
}

/** `/pl calendar`: where it comes from, what comes next, and how its words were understood. */
export function calendarCard(words: Words, facts: CalendarFacts): Card {
  const { labels } = facts;
  const title = words.say("calendar_title", yearNames(facts.year));
  if (labels.length === 0 && facts.feeds.length === 0) {
    const text = words.say("calendar_none", {});
    return { title, text, fallback: text };
  }
  const text = sayConfirmed(words, facts);
  const fields = [
    { label: words.say("calendar_words", {}), value: understood(words, labels) },
    { label: words.say("calendar_coming", {}), value: comingLines(words, facts) },
    { label: words.say("calendar_source", {}), value: sourceLines(words, facts) },
  ];
  const asks = toLookAt(labels).length > 0;
  const look = button(words.say("button_look_calendar", {}), "look-calendar");
  const confirm = button(words.say("button_confirm_calendar", {}), "confirm-calendar");
  const buttons = [...(asks ? [look] : []), ...(facts.confirmed && !asks ? [] : [confirm])];
  return { title, text, fields, buttons, fallback: `${title}. ${text}` };
}

/** What a person should look at: doubtful words, and what is new since the calendar was confirmed. */
function toLookAt(labels: readonly CalendarLabel[]): readonly CalendarLabel[] {
  return labels.filter(({ doubtful, fresh }) => doubtful || fresh);
}

function sayConfirmed(words: Words, { confirmed, zone }: CalendarFacts): string {
  if (!confirmed) return words.say("calendar_unconfirmed", {});
  const day = words.day(localDay(confirmed.at, zone));
  return words.say("calendar_confirmed", { person: confirmed.by, day });
}

/** "12 kinds of days, 3 to look at", and those. */
function understood(words: Words, labels: readonly CalendarLabel[]): string {
  const asked = toLookAt(labels);
  const count = String(labels.length);
  if (asked.length === 0) return words.say("calendar_count_fine", { count });
  const lines = asked
    .slice(0, MOST_ASKED)
    .map((each) =>
      words.say("calendar_doubt", { label: sayLabel(words, each), kind: sayMeaning(words, each) }),
    );
  return [
    words.say("calendar_count", { count, doubtful: String(asked.length) }),
    ...lines,
    ...moreThan(words, asked.length, MOST_ASKED),
  ].join("\n");
}

function moreThan(words: Words, count: number, most: number): readonly string[] {
  return count > most ? [words.say("calendar_more", { count: String(count - most) })] : [];
}

function comingLines(words: Words, { coming, today }: CalendarFacts): string {
  if (coming.length === 0) return words.say("calendar_coming_none", {});
  return coming.map((day) => dayLine(words, day, today)).join("\n");
}

/** One day of a calendar with what it means. */
export function dayLine(words: Words, { day, label, kind }: CalendarDay, today: string): string {
  const said = sayKind(words, kind);
  const named = words.comingDay(day, today);
  if (label === "") return words.say("calendar_doubt", { label: named, kind: said });
  return words.say("calendar_line", { day: named, label, kind: said });
}

function sourceLines(words: Words, facts: CalendarFacts): string {
  const { feeds, schools } = facts;
  const own = words.list(schools.slice(0, MOST_NAMES).map(({ name }) => name));
  return [
    ...(feeds.some(({ site }) => site === undefined) ? [] : [words.say("calendar_from_file", {})]),
    ...feeds.map((feed) => sayFeed(words, feed, facts)),
    ...(schools.length > 0 ? [words.say("calendar_own", { names: own })] : []),
    ...moreThan(words, schools.length, MOST_NAMES),
  ].join("\n");
}

type Here = Pick<CalendarFacts, "now" | "zone">;

/** Where a feed lies, when it was looked at, what is wrong with it, and what changed last. */
export function sayFeed(words: Words, feed: FeedFacts, { now, zone }: Here): string {
  const { checkedAt, changedAt, goodAt, problem, school } = feed;
  const host = hostOfFeed(feed.url);
  const when = checkedAt ? words.when(checkedAt, now, zone) : words.say("calendar_never", {});
  const from =
    school === undefined
      ? words.say("calendar_from", { host, when })
      : words.say("calendar_from_school", { school, host, when });
  const good = goodAt && words.say("calendar_good", { day: words.day(localDay(goodAt, zone)) });
  const trouble = problem === undefined ? [] : [sayProblem(words, problem), good ?? ""];
  const counts = { added: String(feed.added.length), removed: String(feed.removed.length) };
  const day = changedAt && words.day(localDay(changedAt, zone));
  const change = day ? [words.say("calendar_changed_on", { day, ...counts })] : [];
  return [from, ...trouble, ...change].filter((line) => line !== "").join(" ");
}

/** Why a calendar is not in use, in words. */
function sayProblem(words: Words, problem: string): string {
  if (problem === "empty") return words.say("calendar_problem_empty", {});
  if (problem === "removes_much") return words.say("calendar_problem_removes", {});
  if (problem === "OUTBOUND_TOO_LARGE" || problem === "OUTBOUND_TOO_SLOW")
    return words.say("calendar_problem_large", {});
  if (problem.startsWith("OUTBOUND")) return words.say("calendar_problem_outside", {});
  return words.say("calendar_problem_unreadable", {});
}

/** A choice for each kind of day that a person should look at; the context names them in order. */
export function calendarForm(words: Words, labels: readonly CalendarLabel[]): Form {
  const asked = toLookAt(labels).slice(0, MOST_ASKED);
  return {
    id: "calendar" satisfies FormId,
    title: words.say("calendar_form_title", {}),
    submit: words.say("calendar_form_submit", {}),
    context: asked.map(({ key }) => key).join("|"),
    note: words.say("calendar_form_note", {}),
    fields: asked.map((label, index) => toField(words, label, index)),
  };
}

function toField(words: Words, label: CalendarLabel, index: number): FormField {
  const names = words.list(label.days.slice(0, MOST_DAYS).map((day) => words.fullDay(day)));
  return {
    type: "choice",
    name: `label_${index}`,
    label: sayLabel(words, label),
    help: words.say("calendar_form_days", { names }),
    required: true,
    options: meaningOptions(words, label),
    value: label.mixed ? "mixed" : label.kind,
  };
}

/** Whose calendar, and what came and went. */
export interface ChangeFacts {
  /** "" for the district's. */
  readonly school: string;
  readonly added: readonly CalendarDay[];
  readonly removed: readonly CalendarDay[];
}

/** To PL leads: a feed brought another calendar. */
export function calendarChangedCard(words: Words, facts: ChangeFacts): Card {
  const { school, added, removed } = facts;
  const text = school
    ? words.say("calendar_changed_school", { school })
    : words.say("calendar_changed_district", {});
  const field = (label: string, days: readonly CalendarDay[]): readonly Field[] =>
    days.length === 0 ? [] : [{ label, value: dayLines(words, days) }];
  return {
    title: words.say("calendar_changed_title", {}),
    text,
    fields: [
      ...field(words.say("calendar_came", {}), added),
      ...field(words.say("calendar_went", {}), removed),
    ],
    context: words.say("calendar_changed_context", {}),
    fallback: text,
  };
}

function dayLines(words: Words, days: readonly CalendarDay[]): string {
  const lines = days.slice(0, MOST_DAYS).map((day) => dayLine(words, day, day.day));
  return [...lines, ...moreThan(words, days.length, MOST_DAYS)].join("\n");
}

/** To PL leads: a feed could not be read for days. */
export function calendarLostCard(
  words: Words,
  { school, day }: { readonly school: string; readonly day: string },
): Card {
  const since = words.day(day);
  const text = school
    ? words.say("calendar_lost_school", { school, day: since })
    : words.say("calendar_lost_district", { day: since });
  const context = words.say("calendar_lost_context", {});
  return { title: words.say("calendar_lost_title", {}), text, context, fallback: text };
}

/** To PL leads: a calendar came that is not believed. */
export function calendarRefusedCard(
  words: Words,
  { school, why }: { readonly school: string; readonly why: string },
): Card {
  const reason = sayProblem(words, why);
  const text = school
    ? words.say("calendar_refused_school", { school, reason })
    : words.say("calendar_refused_district", { reason });
  return { title: words.say("calendar_refused_title", {}), text, fallback: text };
}

/** Once a year, to PL leads: was the calendar understood? */
export function calendarCheckCard(
  words: Words,
  { year, count, doubtful }: { year: string; count: number; doubtful: number },
): Card {
  const asked = words.say("calendar_check_text", { ...yearNames(year), count: String(count) });
  const more = words.say("calendar_check_doubtful", { doubtful: String(doubtful) });
  const look = button(words.say("button_look_calendar", {}), "look-calendar");
  return {
    title: words.say("calendar_check_title", {}),
    text: doubtful > 0 ? `${asked} ${more}` : asked,
    buttons: [
      ...(doubtful > 0 ? [look] : []),
      button(words.say("button_confirm_calendar", {}), "confirm-calendar"),
    ],
    fallback: asked,
  };
}
