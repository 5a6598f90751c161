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
import { answerKinds, type CallTask, type Wave } from "#domain/wave.ts";
import type { Card, Form, Page } from "#ports/card.ts";
import { connectionCard } from "./connection-card.ts";
import { helpCard } from "./help-card.ts";
import { homePage, type MyWeek } from "./home-cards.ts";
import {
  answeredCard,
  invitationCard,
  pitfallForm,
  questionForm,
  reminderCard,
  type WaveFacts,
} from "./invitation-cards.ts";
import { openPageCard } from "./open-page-card.ts";
import { givenNote, mineCard, shoutOutPost, thanksCard } from "./praise-cards.ts";
import { coachCard, emptyDraft, personOption, pickCard, praiseForm } from "./praise-form.ts";
import {
  callsCard,
  dryRunCard,
  questionCard,
  waveCard,
  waveListCard,
  waveStatusCard,
} from "./wave-cards.ts";
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
  replyBy: "Wednesday, September 24",
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

/** One of every card the product can send, with awkward names and texts, for adapters to render. */
export function cardGallery(words: Words): Readonly<Record<string, Card>> {
  return { ...waveGallery(words), ...praiseGallery(words), ...weeklyGallery(words) };
}

function waveGallery(words: Words): Readonly<Record<string, Card>> {
  const dryRun = {
    wave,
    schoolCount: 87,
    replyBy: facts.replyBy,
    arrivals: [{ when: "now", schools: ["Lindenwood", "Riverside"] }],
    vacancies: [{ school: "Waterford", person: "Constance McAllister" }],
    unreachable: ["Quarry Program"],
  };
  const counts = { yes: 14, not_yet: 34, no: 6, question: 1, stop: 1, silent: 31 };
  const line = { task, school: facts.site.name, waveName: wave.name, principals: [ana] };
  const question = {
    school: "Lindenwood",
    person: "Ana",
    waveName: "Wave 1",
    text: "When?",
    task: "c1",
  };
  const answer = { school: "Lindenwood", kind: "not_yet", by: "Ana", inTheWay: "A grant" } as const;
  const answered = answerKinds.map((kind): [string, Card] => [
    `answered_${kind}`,
    answeredCard(words, facts, { kind, by: ana, pitfalls: [] }),
  ]);
  return {
    invitation: invitationCard(words, facts, ana),
    reminder_1: reminderCard(words, facts, { principal: ana, number: 1 }),
    reminder_2: reminderCard(words, facts, { principal: ana, number: 2 }),
    reminder_3: reminderCard(words, facts, { principal: ana, number: 3 }),
    dry_run: dryRunCard(words, dryRun),
    wave_card: waveCard(words, wave, counts),
    wave_list: waveListCard(words, [wave]),
    wave_status: waveStatusCard(words, wave, { answers: [answer], total: 87 }),
    calls: callsCard(words, [line], 5),
    question: questionCard(words, question),
    ...Object.fromEntries(answered),
    ...connections(words),
  };
}

function connections(words: Words): Readonly<Record<string, Card>> {
  const contact = { school: facts.site.name, senderName: "Ana", helpContact: () => "Ben Cho" };
  const cards = words.library.pitfalls.flatMap((pitfall): [string, Card][] => {
    const card = connectionCard(words, [pitfall], contact);
    return card ? [[`connection_${pitfall.code}`, card]] : [];
  });
  return Object.fromEntries(cards);
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
    given: givenNote(words, ["Posted."], shoutOut.id),
    mine: mineCard(words, { me: ana.id, list: [shoutOut], nameOf: () => "Ben" }),
    pick: pickCard(words, draft, { options, reason: "nobody", others: [] }),
    pick_again: pickCard(words, draft, { options: [], reason: "unavailable", others: ["Ben"] }),
    coach: coachCard(words, draft, words.library.coachLines.too_short ?? ""),
    help: helpCard(words, ana),
    open_page: openPageCard(words, {
      url: `https://bot.example.org/sign-in/rbps/${"aZ09_-".repeat(7)}x`,
      number: "042",
    }),
  };
}

function weeklyGallery(words: Words): Readonly<Record<string, Card>> {
  const nudges = words.library.nudges.map((nudge): [string, Card] => [
    `nudge_${nudge.id}`,
    nudgeCard(words, nudge, nudge.audience === "principal"),
  ]);
  const line = { giver: "Ana", receiver: "Ben", praise_text: shoutOut.text, school: "Lindenwood" };
  const sections = { good_found: [line, line] };
  const said = { saidWhenEmpty: new Set(["do_this_week"]), empty: {} };
  return {
    ...Object.fromEntries(nudges),
    roundup: digestCard(words, words.library.roundup, { subject: {}, sections, ...said }),
    digest: digestCard(words, words.library.digest, {
      subject: { week_of: "Monday, August 25" },
      sections,
      ...said,
    }),
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
    lead: undefined,
  };
  const full: MyWeek = {
    ...quiet,
    me: { ...ana, assignments: [{ role: "pl_lead", place: toId<SiteId>("s1") }] },
    preferences: { thanks: "public", nudgesAskedAt: now },
    nextNudgeAt: new Date(now.getTime() + 86_400_000),
    thanksAt: now,
    thanks: [{ giver: "Ben <b>Cho</b>", text: shoutOut.text }],
    schools: [
      { facts, answer: undefined },
      { facts, answer: "not_yet" },
    ],
    lead: { waves: [{ wave, counts }], troubled },
  };
  return { home: homePage(words, full), home_quiet: homePage(words, quiet) };
}

/** One of every form. */
export function formGallery(words: Words): Readonly<Record<string, Form>> {
  const context = `${wave.id}|s1`;
  const chosen = [personOption(words, ben, "Lindenwood")];
  return {
    praise: praiseForm(words, emptyDraft, { chosen: [] }),
    praise_coached: praiseForm(words, { ...emptyDraft, coached: true }, { chosen, note: "Nice." }),
    pitfalls: pitfallForm(words, ana, context),
    question: questionForm(words, ana, context),
  };
}
