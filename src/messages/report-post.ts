import type { Expedition, Noticed } from "#domain/expedition.ts";
import { firstName, type Person } from "#domain/roster.ts";
import type { Card, Field } from "#ports/card.ts";
import { button } from "./actions.ts";
import { type PagesUrl, readingLink } from "./visit-links.ts";
import type { Words } from "./words.ts";

/** What a school reads of a visit. */
export interface VisitReport {
  readonly visit: Expedition;
  readonly school: string;
  readonly rooms: number;
  /** By look-for, all rooms together. */
  readonly noticed: readonly Noticed[];
  /** Look-fors that an earlier visit noticed. */
  readonly before: readonly string[];
  /** Lines on what students did or said; none where they would point at a room. */
  readonly notes: readonly string[];
  /** Who planned it. */
  readonly contact: string;
  /** The last day on which staff can say that something is not right. */
  readonly until: string | undefined;
  readonly pagesUrl: PagesUrl;
}

/** More lines than this are on the page. */
const MOST_NOTES = 6;
/** What was noticed before is told briefly. */
const MOST_BEFORE = 3;

/** To the staff of the school, before anybody else: what was seen and heard, and how to say it is not right. */
export function reportPost(words: Words, report: VisitReport): Card {
  const { visit, rooms, noticed, contact, until } = report;
  const isOpen = visit.state === "staff" && until !== undefined;
  const thanks = words.say("visit_thanks", {
    rooms: String(rooms),
    seen_count: String(noticed.length),
    summary_link: undefined,
    help_contact: contact,
  });
  return {
    title: titleOf(words, report),
    text: thanks,
    fields: reportFields(words, report),
    links: readingLink(words, report.pagesUrl, report.visit.id),
    ...(isOpen
      ? { buttons: [button(words.say("button_not_right", {}), "correct-expedition", [visit.id])] }
      : {}),
    context: isOpen
      ? words.say("report_until", { day: words.day(until) })
      : words.say("report_over", {}),
    fallback: thanks,
  };
}

/** To whoever planned it, before it is finished: what the staff will read. */
export function reportPreview(words: Words, report: VisitReport): Card {
  return {
    title: titleOf(words, report),
    text: words.say("report_preview", { school: report.school }),
    fields: reportFields(words, report),
    fallback: titleOf(words, report),
  };
}

/** To the school's principal, after its staff. */
export function principalReportCard(
  words: Words,
  report: VisitReport,
  person: Pick<Person, "givenName" | "familyName">,
): Card {
  const { visit, rooms, contact, school } = report;
  const text =
    visit.kind === "baseline"
      ? words.say("baseline_shared", {
          summary_link: undefined,
          rooms: String(rooms),
          sender_name: contact,
        })
      : words.say("report_again_principal", {
          principal_first: firstName(person),
          school,
          rooms: String(rooms),
        });
  return {
    title: titleOf(words, report),
    text,
    fields: reportFields(words, report),
    links: readingLink(words, report.pagesUrl, report.visit.id),
    context: words.say("report_next_district", {}),
    fallback: text,
  };
}

/** The same as plain text, to pass on where the school has no channel. */
export function reportAsText(words: Words, report: VisitReport): string {
  const fields = reportFields(words, report).map(({ label, value }) => `${label}\n${value}`);
  const thanks = words.say("visit_thanks", {
    rooms: String(report.rooms),
    seen_count: String(report.noticed.length),
    summary_link: undefined,
    help_contact: report.contact,
  });
  return [thanks, ...fields].join("\n\n");
}

function titleOf(words: Words, { visit, school }: VisitReport): string {
  const day = words.day(visit.day);
  const key = visit.kind === "baseline" ? "report_title_first" : "report_title_again";
  return words.say(key, { school, day });
}

/**
 * A first visit says what was seen and what was heard. A later one stands beside it: all that was noticed now,
 * and briefly what only an earlier visit came by.
 */
function reportFields(words: Words, report: VisitReport): readonly Field[] {
  const { visit, noticed, notes } = report;
  const pick = (without: Noticed["signal"]): readonly string[] =>
    noticed.filter(({ signal }) => signal !== without).map(({ lookFor }) => lookFor);
  const isLater = visit.kind === "follow_up";
  const lists: readonly (readonly [string, string])[] = [
    [words.say(isLater ? "report_also_seen" : "report_seen", {}), statements(words, pick("heard"))],
    [words.say(isLater ? "report_also_heard" : "report_heard", {}), statements(words, pick("saw"))],
    [words.say("visit_report_before", {}), isLater ? beforeWords(words, report) : ""],
  ];
  const fields = lists.map(([label, value]) => ({ label, value }));
  const said = notes.slice(0, MOST_NOTES).join("\n");
  return [...fields, { label: words.say("report_notes", {}), value: said }].filter(
    ({ value }) => value !== "",
  );
}

/** What nobody came by this time: a few, and how many more there are. */
function beforeWords(words: Words, { noticed, before }: VisitReport): string {
  const now = new Set(noticed.map(({ lookFor }) => lookFor));
  const lines = statements(
    words,
    before.filter((each) => !now.has(each)),
  ).split("\n");
  const more = lines.length - MOST_BEFORE;
  if (more <= 0) return lines.join("\n");
  const shown = lines.slice(0, MOST_BEFORE);
  return [...shown, words.say("report_before_more", { count: String(more) })].join("\n");
}

/** In the library's order. */
function statements(words: Words, ids: readonly string[]): string {
  return words.library.lookFors
    .filter(({ id }) => ids.includes(id))
    .map(({ statement }) => statement)
    .join("\n");
}
