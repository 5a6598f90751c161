import type { Correction, Deciding, Expedition } from "#domain/expedition.ts";
import type { Button, Card, Field } from "#ports/card.ts";
import { button } from "./actions.ts";
import { correctionButtons } from "./correction-cards.ts";
import { reportPreview, type VisitReport } from "./report-post.ts";
import { type PagesUrl, readingLink, recorderButton, recorderLink } from "./visit-links.ts";
import type { Words } from "./words.ts";

/** The value of a button that asked before. */
export const SURE = "sure";
/** So many visits have a button of their own in the list. */
const MOST_BUTTONS = 4;

/** One line of somebody's visits. */
export interface ListedVisit {
  readonly visit: Expedition;
  readonly school: string;
  /** The local day at the school. */
  readonly today: string;
  /** False where the calendar has changed since it was planned. */
  readonly isSchoolDay: boolean;
  readonly isRecorded: boolean;
  /** True where the reader is on it. */
  readonly isOn: boolean;
  /** True where staff say that something is not right, and the reader may decide. */
  readonly isQuestioned: boolean;
}

export interface VisitsShown {
  readonly visits: readonly ListedVisit[];
  readonly mayPlan: boolean;
  readonly pagesUrl: PagesUrl;
}

/** Somebody's visits: what is to do now first. */
export function visitsCard(words: Words, { visits, mayPlan, pagesUrl }: VisitsShown): Card {
  const empty = words.say(mayPlan ? "expedition_none" : "expedition_not_yours", {});
  const text = visits.length === 0 ? empty : visits.map((each) => lineOf(words, each)).join("\n");
  const [first] = visits;
  const now = first && isNow(first) ? first.visit.id : undefined;
  const plan = button(words.say("button_expedition_plan", {}), "plan-expedition");
  return {
    title: words.say("expedition_title", {}),
    text,
    links: now ? recorderLink(words, pagesUrl, now) : [],
    buttons: [
      ...(now ? recorderButton(words, pagesUrl, now) : []),
      ...visits.slice(0, MOST_BUTTONS - (now ? 1 : 0)).map((each) => buttonOf(words, each)),
      ...(mayPlan ? [plan] : []),
    ],
    context: now && pagesUrl !== undefined ? words.say("expedition_page_better", {}) : undefined,
    fallback: text,
  };
}

function isNow({ visit, today, isOn, isSchoolDay }: ListedVisit): boolean {
  if (visit.day === today && !isSchoolDay) return false;
  return isOn && visit.state === "planned" && visit.day <= today;
}

function lineOf(words: Words, listed: ListedVisit): string {
  const { visit, school, today } = listed;
  const said = { school, day: words.day(visit.day) };
  if (listed.isQuestioned) return words.say("expedition_line_question", { school });
  if (visit.state === "staff") return words.say("expedition_line_staff", said);
  if (visit.state === "principal") return words.say("expedition_line_principal", said);
  if (visit.day === today && listed.isSchoolDay)
    return words.say("expedition_line_today", { school });
  if (visit.day < today) return words.say("expedition_line_finish", said);
  return words.say(listed.isSchoolDay ? "expedition_line_planned" : "expedition_line_closed", said);
}

function buttonOf(words: Words, listed: ListedVisit): Button {
  const { visit, school } = listed;
  const isFresh = isNow(listed) && !listed.isRecorded;
  const [key, action] = isFresh
    ? (["button_expedition_record_at", "record-expedition"] as const)
    : (["button_expedition_open_at", "open-expedition"] as const);
  return button(words.say(key, { school }), action, [visit.id]);
}

/** Never who says so. */
interface OpenToDecide extends Pick<Correction, "id" | "text"> {
  readonly deciding: Deciding;
}

/** One visit, as those on it and the leads see it. */
export interface VisitShown {
  readonly visit: Expedition;
  readonly school: string;
  readonly today: string;
  /** False where the calendar has changed since it was planned. */
  readonly isSchoolDay: boolean;
  readonly visitors: readonly string[];
  /** True for those who visit: they alone write down what they notice. */
  readonly isOn: boolean;
  /** Whose rooms are left out; for those who visit. */
  readonly skips: readonly string[];
  readonly rooms: number;
  /** How many look-fors were noticed: which ones the school reads first. */
  readonly noticed: number;
  readonly mayLead: boolean;
  /** What staff say is not right, for those who decide. */
  readonly open: OpenToDecide | undefined;
  readonly pagesUrl: PagesUrl;
}

/** One visit, and what can be done with it now. */
export function visitCard(words: Words, shown: VisitShown): Card {
  const { visit, school, today, open, isOn, pagesUrl } = shown;
  const isHere = visit.state === "planned" && visit.day <= today;
  const text = stateWords(words, shown);
  const buttons = open
    ? correctionButtons(words, open.id, open.deciding)
    : visitButtons(words, shown, isHere);
  const isOver = visit.state !== "planned" && visit.state !== "cancelled";
  const link = isOver ? readingLink : recorderLink;
  return {
    title: words.say("expedition_card_title", { school, day: words.day(visit.day) }),
    text,
    fields: visitFields(words, shown),
    links: isOver || (isHere && isOn) ? link(words, pagesUrl, visit.id) : [],
    buttons,
    fallback: text,
  };
}

/** No school on its day, which is not over. */
function isClosed({ visit, today, isSchoolDay }: VisitShown): boolean {
  return visit.day >= today && !isSchoolDay;
}

function plannedWords(words: Words, shown: VisitShown): string {
  const { visit, today } = shown;
  if (isClosed(shown)) return words.say("expedition_state_closed", { day: words.day(visit.day) });
  return words.say(visit.day > today ? "expedition_state_planned" : "expedition_state_now", {});
}

function stateWords(words: Words, shown: VisitShown): string {
  const { visit, school, open } = shown;
  if (open) return words.say("correction_says", { text: open.text });
  const next = visit.nextOn === undefined ? undefined : words.day(visit.nextOn);
  switch (visit.state) {
    case "planned":
      return plannedWords(words, shown);
    case "staff":
      return words.say("expedition_state_staff", { school, day: next });
    case "principal":
      return words.say("expedition_state_principal", { school, day: next });
    case "shared":
      return words.say("expedition_state_shared", {});
    case "cancelled":
      return words.say("expedition_state_cancelled", {});
  }
}

function visitFields(words: Words, shown: VisitShown): readonly Field[] {
  const { visitors, skips, rooms, noticed } = shown;
  const recorded = { rooms: String(rooms), count: String(noticed) };
  const fields = [
    { label: words.say("expedition_visitors", {}), value: words.list(visitors) },
    { label: words.say("expedition_skips", {}), value: words.list(skips) },
    {
      label: words.say("expedition_recorded", {}),
      value: rooms > 0 ? words.say("expedition_recorded_text", recorded) : "",
    },
  ];
  return fields.filter(({ value }) => value !== "");
}

function visitButtons(words: Words, shown: VisitShown, isHere: boolean): readonly Button[] {
  const { visit, mayLead, isOn, rooms, pagesUrl } = shown;
  if (visit.state !== "planned") return [];
  const of = [visit.id];
  return [
    ...(isHere && isOn
      ? [button(words.say("button_expedition_record", {}), "record-expedition", of)]
      : []),
    ...(isHere && isOn ? recorderButton(words, pagesUrl, visit.id) : []),
    ...(isHere && rooms > 0 ? [finishButton(words, visit)] : []),
    ...(mayLead ? [button(words.say("button_expedition_move", {}), "move-expedition", of)] : []),
    ...(mayLead ? [button(words.say("button_expedition_off", {}), "cancel-expedition", of)] : []),
  ];
}

function finishButton(words: Words, { id }: Pick<Expedition, "id">): Button {
  return button(words.say("button_expedition_finish", {}), "finish-expedition", [id]);
}

export interface RecordedNow {
  readonly visit: Expedition;
  readonly school: string;
  readonly rooms: number;
  readonly noticed: number;
  readonly pagesUrl: PagesUrl;
}

/** To whoever wrote it down: what is kept, and what can follow. */
export function recordedCard(words: Words, { visit, school, rooms, ...more }: RecordedNow): Card {
  const count = String(more.noticed);
  const text = words.say("record_kept", { school, rooms: String(rooms), count });
  const counts = button(words.say("button_count_rooms", {}), "count-rooms", [visit.id]);
  return {
    text,
    links: recorderLink(words, more.pagesUrl, visit.id),
    buttons: [
      ...(more.noticed > 0 ? [counts] : []),
      button(words.say("button_expedition_change", {}), "record-expedition", [visit.id]),
      finishButton(words, visit),
    ],
    context: words.say("record_kept_context", {}),
    fallback: text,
  };
}

/** What the staff will read, or that a lead who was not there cannot read it yet; and a second press. */
export function finishCard(
  words: Words,
  { visit, school }: Pick<VisitShown, "visit" | "school">,
  report: VisitReport | undefined,
): Card {
  const blind = words.say("finish_blind", { school });
  const card = report
    ? reportPreview(words, report)
    : { title: words.say("finish_title", { school }), text: blind, fallback: blind };
  const sure = button(words.say("button_expedition_finish", {}), "finish-expedition", [
    visit.id,
    SURE,
  ]);
  const change = button(words.say("button_expedition_change", {}), "record-expedition", [visit.id]);
  return {
    ...card,
    buttons: report ? [sure, change] : [sure],
    context: words.say("finish_context", {}),
  };
}

/** Asks before a visit is called off. */
export function callOffCard(
  words: Words,
  { visit, school }: Pick<VisitShown, "visit" | "school">,
): Card {
  const text = words.say("expedition_off_sure", { school, day: words.day(visit.day) });
  const off = button(words.say("button_expedition_off", {}), "cancel-expedition", [visit.id, SURE]);
  const open = button(words.say("button_expedition_keep", {}), "open-expedition", [visit.id]);
  return { text, buttons: [off, open], fallback: text };
}
