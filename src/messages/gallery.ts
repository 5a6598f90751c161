import {
  type CallTaskId,
  type PersonId,
  type ShoutOutId,
  type SiteId,
  toId,
  type WaveId,
} from "#domain/ids.ts";
import { messageKinds } from "#domain/message-policy.ts";
import type { Person } from "#domain/roster.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import type { CallTask, Wave } from "#domain/wave.ts";
import type { Card, Form, Page } from "#ports/card.ts";
import { answerGallery, questionGallery } from "./answer-gallery.ts";
import { calendarForms, calendarGallery } from "./calendar-gallery.ts";
import { callForm } from "./call-cards.ts";
import { digestGallery } from "./digest-gallery.ts";
import { expeditionForms, expeditionGallery } from "./expedition-gallery.ts";
import { connectionForms, connectionGallery } from "./gallery-connections.ts";
import { helpCard } from "./help-card.ts";
import { homePage, type MyWeek } from "./home-cards.ts";
import { ideaGallery } from "./idea-gallery.ts";
import { invitationCard, reminderCard, type WaveFacts } from "./invitation-cards.ts";
import { afterYes, joinedForms, joinedGallery } from "./joined-gallery.ts";
import { leadForms, leadGallery } from "./lead-gallery.ts";
import { mineForms, mineGallery } from "./mine-gallery.ts";
import { openPageCard } from "./open-page-card.ts";
import { givenNote, shoutOutPost } from "./praise-cards.ts";
import { coachCard, emptyDraft, personOption, pickCard, praiseForm } from "./praise-form.ts";
import { servingGallery } from "./serving-gallery.ts";
import { showingForms, showingGallery } from "./showing-gallery.ts";
import { spreadForms, spreadGallery } from "./spread-gallery.ts";
import { thanksCard } from "./thanks-card.ts";
import { themeForms, themeGallery } from "./theme-gallery.ts";
import { waveCard, waveStatusCard } from "./wave-cards.ts";
import { wavePlanForms, wavePlanGallery } from "./wave-gallery.ts";
import { digestCard, nudgeCard } from "./weekly-cards.ts";
import type { Words } from "./words.ts";

const ana: Person = {
  id: toId<PersonId>("p1"),
  givenName: "Ana",
  familyName: "O'Brânză-Ruiz",
  active: true,
  assignments: [{ role: "principal", place: toId<SiteId>("s1") }],
};
const ben: Person = {
  ...ana,
  id: toId<PersonId>("p2"),
  givenName: "Ben",
  familyName: "<b>Cho</b>",
};

const wave: Wave = {
  id: toId<WaveId>("w1"),
  name: "Wave 1",
  state: "open",
  sender: ana.id,
  timeNeeded: "about two hours",
  startMonth: "October",
  nextWaveMonth: "January",
  windowDays: 26,
};

const facts: WaveFacts = {
  wave,
  site: { id: toId<SiteId>("s1"), name: "Lindenwood & Sons Elementary School" },
  sender: ana,
  districtShort: "Riverbend",
  replyBy: "2025-09-24",
  schoolsTotal: 87,
  schoolsIn: 14,
};

const shoutOut: ShoutOut = {
  id: toId<ShoutOutId>("so1"),
  giver: ana.id,
  receivers: [ben.id],
  text: "You gave *second period* two ways to practice <!channel> and let them pick.",
  helped: "They got started right away.",
  practice: "choice",
  value: "trust",
  share: "site",
  at: new Date("2025-08-18T13:30:00Z"),
  week: "2025-W34",
};

const task: CallTask = {
  id: toId<CallTaskId>("c1"),
  wave: wave.id,
  site: toId<SiteId>("s1"),
  lead: ana.id,
  reason: "no_answer",
  words: "",
  createdOn: "2025-09-02",
};

const scene = { site: facts.site, waveName: wave.name, ana, ben };

const leadOf = (person: Person): Person => ({
  ...person,
  assignments: [{ role: "pl_lead", place: toId<SiteId>("s1") }],
});

/** One of every card the product can send, with awkward names and texts, for adapters to render. */
export function cardGallery(words: Words): Readonly<Record<string, Card>> {
  return {
    ...waveGallery(words),
    ...praiseGallery(words),
    ...weeklyGallery(words),
    ...joinedGallery(words, scene),
    ...calendarGallery(words),
    ...themeGallery(words),
    ...servingGallery(words),
    ...expeditionGallery(words),
    ...showingGallery(words, scene),
  };
}

function waveGallery(words: Words): Readonly<Record<string, Card>> {
  const counts = { yes: 14, not_yet: 34, no: 6, question: 1, stop: 1, silent: 31 };
  const answer = { school: "Lindenwood", kind: "not_yet", by: "Ana", inTheWay: "A grant" } as const;
  return {
    invitation: invitationCard(words, facts, ana),
    reminder_1: reminderCard(words, facts, { principal: ana, number: 1 }),
    reminder_2: reminderCard(words, facts, { principal: ana, number: 2 }),
    reminder_3: reminderCard(words, facts, { principal: ana, number: 3 }),
    wave_card: waveCard(words, wave, counts),
    ...wavePlanGallery(words, wave),
    wave_status: waveStatusCard(words, wave, { answers: [answer], total: 87 }),
    ...leadGallery(words, { wave, task, school: facts.site.name }),
    ...answerGallery(words, { facts, by: ana, task }),
    ...connections(words),
  };
}

function connections(words: Words): Readonly<Record<string, Card>> {
  return connectionGallery(words, { task: { ...task, actBy: "2025-09-05" }, facts, ben });
}

function praiseGallery(words: Words): Readonly<Record<string, Card>> {
  const draft = { ...emptyDraft, typed: "Ana", saw: "Great job!" };
  const options = [personOption(words, ben, "Lindenwood")];
  return {
    shout_out: shoutOutPost(words, shoutOut, { giver: ana, receivers: [ben] }),
    thanks: thanksCard(words, [{ shoutOut, giver: ana }]),
    thanks_twice: thanksCard(words, [
      { shoutOut, giver: ana },
      { shoutOut, giver: ben },
    ]),
    given: givenNote(words, { id: shoutOut.id, lines: ["Posted."], suggested: "choice" }),
    ...mineGallery(words, shoutOut),
    ...ideaGallery(words, shoutOut.at),
    ...spreadGallery(words, { shoutOut, giver: ana }),
    pick: pickCard(words, draft, { options, reason: "nobody", others: [] }),
    pick_again: pickCard(words, draft, { options: [], reason: "unavailable", others: ["Ben"] }),
    coach: coachCard(words, draft, words.library.coachLines.too_short ?? ""),
    help: helpCard(words, { person: ana, delegate: true, fresh: true }),
    help_lead: helpCard(words, { person: leadOf(ana), delegate: false, fresh: true }),
    open_page: openPageCard(words, {
      url: `https://bot.example.org/sign-in/rbps/${"aZ09_-".repeat(7)}x`,
      number: "042",
    }),
  };
}

function weeklyGallery(words: Words): Readonly<Record<string, Card>> {
  const nudges = words.library.nudges.map((nudge): [string, Card] => [
    `nudge_${nudge.id}`,
    nudgeCard(words, nudge, {
      asked: nudge.audience === "principal",
      materials: nudge.practice === "content" ? ["Story*line* ELA", "<!here> Math"] : [],
      isFocus: nudge.audience === "principal",
    }),
  ]);
  const line = { giver: "Ana", receiver: "Ben", praise_text: shoutOut.text, school: "Lindenwood" };
  const sections = { good_found: [line, line], other_school: [line] };
  const said = { saidWhenEmpty: new Set(["do_this_week"]), empty: {} };
  return {
    ...Object.fromEntries(nudges),
    roundup: digestCard(words, words.library.roundup, { subject: {}, sections, ...said }),
    ...digestGallery(words, shoutOut),
  };
}

/** The bot's own page at its longest, and at its shortest. */
export function pageGallery(words: Words): Readonly<Record<string, Page>> {
  const now = shoutOut.at;
  const counts = { yes: 14, not_yet: 34, no: 6, question: 1, stop: 1, silent: 31 };
  const trouble = { name: "Ben <b>Cho</b>", state: "unknown", day: "2025-08-18" } as const;
  const troubled = messageKinds.map((kind) => ({ ...trouble, kind, reason: "Slack & <!here>." }));
  const quiet: MyWeek = {
    me: ben,
    now,
    zone: "America/New_York",
    preferences: { thanks: "private", stoppedAt: now },
    pausedUntil: undefined,
    nextNudgeAt: undefined,
    thanksAt: undefined,
    thanks: [],
    schools: [],
    joined: [],
    lead: undefined,
  };
  const full: MyWeek = {
    ...quiet,
    me: leadOf(ana),
    preferences: { thanks: "public", nudgesAskedAt: now },
    nextNudgeAt: new Date(now.getTime() + 86_400_000),
    thanksAt: now,
    thanks: [{ giver: "Ben <b>Cho</b>", text: shoutOut.text }],
    schools: [
      { facts, answer: undefined },
      { facts, answer: "not_yet", quietUntil: "March" },
    ],
    joined: [afterYes(scene)],
    lead: { waves: [{ wave, counts }], troubled },
  };
  return { home: homePage(words, full), home_quiet: homePage(words, quiet) };
}

/** One of every form. */
export function formGallery(words: Words): Readonly<Record<string, Form>> {
  const chosen = [personOption(words, ben, "Lindenwood")];
  return {
    praise: praiseForm(words, emptyDraft, { chosen: [] }),
    praise_coached: praiseForm(words, { ...emptyDraft, coached: true }, { chosen, note: "Nice." }),
    ...connectionForms(words, { task, facts, ben }),
    ...questionGallery(words, { facts, by: ana, task }),
    ...wavePlanForms(words, wave),
    ...expeditionForms(words),
    ...joinedForms(words, scene),
    ...calendarForms(words),
    ...themeForms(words),
    ...leadForms(words),
    ...showingForms(words, scene),
    ...spreadForms(words, { shoutOut, giver: ana }),
    ...mineForms(words, shoutOut),
    call: callForm(words, {
      school: facts.site.name,
      context: "c1|2025-09-02",
      again: { week: "2025-09-09", weeks: "2025-09-16", month: "2025-09-30" },
    }),
  };
}
