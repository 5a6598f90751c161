import { localDay } from "#domain/local-time.ts";
import { holds, type Person } from "#domain/roster.ts";
import type { Preferences } from "#domain/shout-out.ts";
import type { AnswerKind, Wave } from "#domain/wave.ts";
import type { Button, Card, Field, Page } from "#ports/card.ts";
import { button } from "./actions.ts";
import { ownAnswerCard } from "./answered-card.ts";
import { type AskedChannel, asksFields } from "./ask-cards.ts";
import { type HaltFacts, haltedCard, haltedFields } from "./halt-cards.ts";
import { helpCard } from "./help-card.ts";
import { invitationCard, type WaveFacts } from "./invitation-cards.ts";
import { type OfficeFacts, officeCard } from "./office-card.ts";
import { type PauseLine, pauseFields } from "./pause-cards.ts";
import { type Reinviting, reinvitationCard } from "./reinvitation-card.ts";
import { type AfterYes, teamCard } from "./team-cards.ts";
import { type TroubleLine, troubleCard } from "./trouble-card.ts";
import { type AnswerCounts, waveCard } from "./wave-cards.ts";
import type { Words } from "./words.ts";

/** One person's settings, and what is coming: shown to that person alone. */
export interface MyWeek {
  readonly me: Person;
  readonly now: Date;
  readonly zone: string;
  readonly preferences: Preferences;
  readonly pausedUntil: Date | undefined;
  readonly nextNudgeAt: Date | undefined;
  /** When the thank-you arrives that waits. */
  readonly thanksAt: Date | undefined;
  readonly thanks: readonly { readonly giver: string; readonly text: string }[];
  /** Schools with an open question, for their principals. */
  readonly schools: readonly SchoolFacts[];
  /** Schools that said yes, for who speaks for them. */
  readonly joined: readonly AfterYes[];
  readonly asks?: readonly AskedChannel[] | undefined;
  /** Undefined for everybody but leads. */
  readonly lead: LeadFacts | undefined;
  /** For whoever may end them. */
  readonly pauses?: readonly PauseLine[] | undefined;
  /** How it runs, for IT admins. */
  readonly office?: OfficeFacts | undefined;
  /** While all sending is stopped, for leads and IT admins. */
  readonly halted?: HaltFacts | undefined;
}

export interface SchoolFacts {
  readonly facts: WaveFacts;
  readonly answer: AnswerKind | undefined;
  /** The month, in words, that the school asked to be left alone until. */
  readonly quietUntil?: string | undefined;
  /** What it said before, where it is asked again. */
  readonly again?: Reinviting | undefined;
}

export interface LeadFacts {
  readonly waves: readonly { readonly wave: Wave; readonly counts: AnswerCounts }[];
  readonly troubled: readonly TroubleLine[];
}

/** The bot's own page: what matters first, help last. */
export function homePage(words: Words, week: MyWeek): Page {
  const { me, schools, joined, lead } = week;
  const answers = schools.length > 0 || joined.length > 0;
  const help = helpCard(words, { person: me, delegate: answers, fresh: false });
  return {
    cards: [
      ...(week.halted ? [haltedCard(words, week.halted)] : []),
      ...(week.office ? [officeCard(words, week.office)] : []),
      weekCard(words, week),
      ...schools.map((school) => schoolCard(words, school, me)),
      ...joined.map((school) => teamCard(words, school)),
      ...(lead?.waves.map(({ wave, counts }) => waveCard(words, wave, counts)) ?? []),
      ...(lead ? [troubleCard(words, lead.troubled)] : []),
      settingsCard(words, week),
      help,
    ],
    fallback: words.say("home_fallback", {}),
  };
}

function weekCard(words: Words, week: MyWeek): Card {
  const { thanksAt, nextNudgeAt, thanks, now, zone } = week;
  const when = (at: Date) => words.when(at, now, zone);
  const waits = thanksAt && words.say("home_thanks_wait", { when: when(thanksAt) });
  const next = nextNudgeAt && words.say("status_nudge_next", { when: when(nextNudgeAt) });
  const idea = next && `${words.say("status_nudge", {})}: ${next}`;
  const lines = [waits, idea, ...thanks.map((one) => words.say("mine_received", one))].filter(
    (line) => line !== undefined,
  );
  const text = lines.length > 0 ? lines.join("\n") : words.say("home_week_empty", {});
  return {
    title: words.say("home_week", {}),
    text,
    buttons: weekButtons(words, week.me),
    fallback: text,
  };
}

/** Pages are for those who answer for a school or lead. */
function weekButtons(words: Words, me: Person): readonly Button[] {
  const praise = button(words.say("button_praise", {}), "open-praise");
  const hasPage = PAGE_ROLES.some((role) => holds(me, role));
  const page = hasPage ? [button(words.say("button_page", {}), "open-page")] : [];
  return [{ ...praise, style: "primary" }, ...page];
}

const PAGE_ROLES = ["principal", "area_lead", "pl_lead"] as const;

function schoolCard(words: Words, school: SchoolFacts, me: Person): Card {
  const { facts, answer, again } = school;
  const asked = again ? reinvitationCard(words, facts, again) : invitationCard(words, facts, me);
  const card = answer ? ownAnswerCard(words, facts, answer) : asked;
  return { ...card, text: [card.text, ...quietWords(words, school)].join("\n") };
}

function quietWords(words: Words, { quietUntil: month }: SchoolFacts): readonly string[] {
  return month === undefined ? [] : [words.say("status_quiet", { month })];
}

function settingsCard(words: Words, week: MyWeek): Card {
  const fields = settingsFields(words, week);
  return {
    title: words.say("home_settings", {}),
    text: "",
    fields,
    buttons: settingsButtons(words, week),
    fallback: fields.map(({ label, value }) => `${label}: ${value}`).join(" "),
  };
}

function settingsFields(words: Words, week: MyWeek): readonly Field[] {
  return [
    ...haltedFields(words, week.halted),
    ...pauseFields(words, week.pauses ?? []),
    { label: words.say("status_messages", {}), value: messagesLine(words, week) },
    { label: words.say("status_nudge", {}), value: nudgeLine(words, week) },
    {
      label: words.say("status_thanks", {}),
      value: words.say(`status_thanks_${week.preferences.thanks}`, {}),
    },
    {
      label: words.say("status_who_sees", {}),
      value: words.say("status_who_sees_text", {}),
    },
  ];
}

function messagesLine(words: Words, { preferences, pausedUntil, zone }: MyWeek): string {
  if (preferences.stoppedAt) return words.say("status_stopped", {});
  if (pausedUntil) {
    return words.say("status_paused", { day: words.day(localDay(pausedUntil, zone)) });
  }
  return preferences.wavesStoppedAt
    ? words.say("status_waves_stopped", {})
    : words.say("status_on", {});
}

function nudgeLine(words: Words, { preferences, nextNudgeAt, now, zone }: MyWeek): string {
  if (preferences.digestOnlyAt) return words.say("status_nudge_inside", {});
  if (!nextNudgeAt) return words.say("status_nudge_none", {});
  return words.say("status_nudge_next", { when: words.when(nextNudgeAt, now, zone) });
}

function settingsButtons(words: Words, { preferences, pausedUntil }: MyWeek): readonly Button[] {
  const start = (key: "button_start" | "button_start_again" | "button_end_pause") =>
    button(words.say(key, {}), "start-messages");
  const stop = button(words.say("button_stop", {}), "stop-messages");
  const thanks =
    preferences.thanks === "private"
      ? button(words.say("button_public", {}), "thank-in-public")
      : button(words.say("button_private", {}), "thank-in-private");
  if (preferences.stoppedAt) return [start("button_start_again"), thanks];
  if (pausedUntil) return [start("button_end_pause"), stop, thanks];
  const pause = button(words.say("button_pause", {}), "pause-messages");
  const asked = preferences.nudgesAskedAt !== undefined;
  return [...(asked ? [] : [start("button_start")]), pause, stop, thanks];
}

/** `/pl status`: settings in words, the own school's answer, and for leads the waves. */
export function statusCard(words: Words, week: MyWeek): Card {
  const fields = [
    ...settingsFields(words, week),
    ...asksFields(words, week.asks ?? []),
    ...week.schools.map((school) => schoolField(words, school)),
    ...(week.lead ? leadFields(words, week.lead) : []),
  ];
  return {
    title: words.say("status_title", {}),
    text: "",
    fields,
    fallback: fields.map(({ label, value }) => `${label}: ${value}`).join(" "),
  };
}

function schoolField(words: Words, school: SchoolFacts): Field {
  const { facts, answer } = school;
  const label = words.library.pollAnswers[answer ?? ""] ?? answer;
  const value = answer
    ? words.say("status_answered", { answer: label })
    : words.say("status_asked", { wave_name: facts.wave.name });
  return { label: facts.site.name, value: [value, ...quietWords(words, school)].join(" ") };
}

function leadFields(words: Words, { waves, troubled }: LeadFacts): readonly Field[] {
  const open = waves.map(({ wave, counts }) => waveCard(words, wave, counts).fallback);
  const trouble = troubleCard(words, troubled);
  return [
    {
      label: words.say("wave_list_title", {}),
      value: open.length > 0 ? open.join("\n") : words.say("status_waves_none", {}),
    },
    {
      label: words.say("trouble_title", {}),
      value: [trouble.text, trouble.context ?? ""].join("\n").trim(),
    },
  ];
}
