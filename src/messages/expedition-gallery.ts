import type { Expedition } from "#domain/expedition.ts";
import {
  type CorrectionId,
  type ExpeditionId,
  type PersonId,
  type SiteId,
  toId,
} from "#domain/ids.ts";
import type { Card, Form } from "#ports/card.ts";
import { changeFoundForm, correctForm, correctionCard } from "./correction-cards.ts";
import { visitsCard } from "./expedition-cards.ts";
import { planForm, recordForm } from "./expedition-forms.ts";
import { answererNoticeCard, headsUpCard } from "./heads-up-cards.ts";
import { reportPost } from "./report-post.ts";
import type { Words } from "./words.ts";

const id = toId<ExpeditionId>("v1");
const visit: Expedition = {
  id,
  site: toId<SiteId>("s1"),
  day: "2025-10-06",
  kind: "baseline",
  state: "staff",
  plannedBy: toId<PersonId>("p1"),
  plannedAt: new Date("2025-09-22T13:30:00Z"),
  visitors: [],
};
const school = "Lindenwood & Sons Elementary School";
const line = "One said *why* <!channel> she chose it.";
const correction = {
  id: toId<CorrectionId>("c1"),
  expedition: id,
  person: toId<PersonId>("p2"),
  text: line,
  at: new Date("2025-10-07T13:30:00Z"),
};

/** What a school reads before and after a visit, and what those on it see. */
export function expeditionGallery(words: Words): Readonly<Record<string, Card>> {
  const notice = { id, day: visit.day, school, contact: "Ana", visitors: ["Ana", "Ben"] };
  const today = { school, today: visit.day, isSchoolDay: true, isRecorded: false, isOn: true };
  const planned = { ...visit, state: "planned" as const };
  return {
    visits: visitsCard(words, {
      visits: [{ ...today, visit: planned, isQuestioned: false }],
      mayPlan: true,
      pagesUrl: "https://bot.example.org",
    }),
    heads_up: headsUpCard(words, { ...notice, hasChannel: true, movedFrom: "2025-10-01" }),
    heads_up_answerer: answererNoticeCard(words, { ...notice, hasChannel: false }),
    visit_report: reportPost(words, {
      visit,
      school,
      rooms: 7,
      noticed: words.library.lookFors.map((each) => ({
        lookFor: each.id,
        signal: "both",
        rooms: 2,
      })),
      before: [],
      notes: [line],
      contact: "Ana",
      until: "2025-10-08",
      pagesUrl: "https://bot.example.org",
    }),
    correction: correctionCard(words, { correction, school, day: visit.day, deciding: "notes" }),
  };
}

/** The forms of a visit. */
export function expeditionForms(words: Words): Readonly<Record<string, Form>> {
  const lookFors = words.library.lookFors.map((each) => each.id);
  return {
    plan_visit: planForm(words, id, [{ id: visit.site, name: school }]),
    record_visit: recordForm(words, { expedition: id, mine: undefined }),
    correct_visit: correctForm(words, { id: correction.id, expedition: id }),
    change_found: changeFoundForm(words, {
      correction,
      lookFors,
      notes: [{ lookFor: "L01", note: line }],
    }),
  };
}
