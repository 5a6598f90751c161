import type { Decision } from "#domain/listening.ts";
import type { AnswerKind, CallTask } from "#domain/wave.ts";
import type { Card, Field } from "#ports/card.ts";
import { button } from "./actions.ts";
import { type CallLine, waitWords } from "./call-cards.ts";
import { sayDecision } from "./why-card.ts";
import type { Words } from "./words.ts";

/** Something that happened with a school, on its local day. */
export type StoryEntry = { readonly on: string } & (
  | { readonly what: "asked"; readonly waveName: string; readonly again: boolean }
  | {
      readonly what: "answered";
      readonly kind: AnswerKind;
      /** Undefined for somebody whose name is not kept any more. */
      readonly by: string | undefined;
      readonly platform: string;
      readonly waveName: string;
      /** Labels of what is in the way. */
      readonly inTheWay: readonly string[];
      /** The school's own words; "" for none, or none for this reader. */
      readonly own: string;
    }
  | { readonly what: "sent"; readonly decision: Decision }
  | { readonly what: "called"; readonly by: string | undefined; readonly line: string }
  | { readonly what: "asked_back" }
  | {
      readonly what: "dates";
      readonly days: readonly string[];
      readonly picked?: string | undefined;
    }
  | { readonly what: "joined"; readonly waveName: string }
);

/** Everything about one school that a reader may see. */
export interface SchoolStory {
  readonly school: string;
  /** The local day at the school. */
  readonly today: string;
  readonly joined: { readonly waveName: string; readonly on: string } | undefined;
  /** What it stands by in its newest wave; undefined for nothing, or nothing for this reader. */
  readonly standing: AnswerKind | undefined;
  /** "2026-02". */
  readonly snoozedUntil: string | undefined;
  readonly principals: readonly string[];
  readonly delegates: readonly string[];
  readonly team: readonly string[];
  /** "" for none. */
  readonly whyLine: string;
  /** What support starts from, a sentence a line. */
  readonly support?: readonly string[] | undefined;
  /** What a person has still to do. */
  readonly open: readonly CallLine[];
  /** The newest first. */
  readonly entries: readonly StoryEntry[];
  /** Why things were sent or not, the newest first. */
  readonly decisions: readonly (Decision & { readonly on: string })[];
}

/** More than this is history: the page has it. */
const MOST_ENTRIES = 14;

/** One school's whole story, the newest first. */
export function storyCard(words: Words, story: SchoolStory): Card {
  const { school, entries, open } = story;
  const standing = standingWords(words, story);
  const shown = entries.slice(0, MOST_ENTRIES);
  const rest = entries.length - shown.length;
  const lines = shown.map((entry) =>
    words.say("history_line", { day: words.day(entry.on), text: entryWords(words, entry) }),
  );
  const loggable = open.find(({ mayLog }) => mayLog);
  return {
    title: school,
    text: [standing, ...lines].join("\n"),
    fields: storyFields(words, story),
    buttons: [
      ...(loggable
        ? [button(words.say("button_log_call", { school }), "open-call", [loggable.task.id])]
        : []),
      button(words.say("button_page", {}), "open-page"),
    ],
    context: rest > 0 ? words.say("history_more", { count: String(rest) }) : undefined,
    fallback: standing,
  };
}

/** Where the school stands, in one sentence. */
function standingWords(words: Words, { joined, standing, entries }: SchoolStory): string {
  if (joined) {
    const day = words.day(joined.on);
    return words.say("history_joined", { wave_name: joined.waveName, day });
  }
  if (standing) {
    return words.say("history_standing", {
      answer: words.library.pollAnswers[standing] ?? standing,
    });
  }
  const isAsked = entries.some(({ what }) => what === "asked");
  return words.say(isAsked ? "history_silent" : "history_not_asked", {});
}

function storyFields(words: Words, story: SchoolStory): readonly Field[] {
  const { principals, delegates, team, whyLine, open, snoozedUntil, today } = story;
  const tasks = open.map((line) => taskWords(words, line));
  const fields = [
    { label: words.say("history_principals", {}), value: words.list(principals) },
    { label: words.say("history_delegates", {}), value: words.list(delegates) },
    { label: words.say("history_team", {}), value: words.list(team) },
    { label: words.say("history_why_line", {}), value: whyLine },
    { label: words.say("history_support", {}), value: (story.support ?? []).join("\n") },
    {
      label: words.say("history_snoozed", {}),
      value: snoozedUntil === undefined ? "" : words.month(snoozedUntil, today),
    },
    { label: words.say("history_open", {}), value: tasks.join("\n") },
  ];
  return fields.filter(({ value }) => value !== "");
}

function taskWords(words: Words, line: CallLine): string {
  const reason = words.say(`call_reason_${line.task.reason}`, {});
  return `${reason}. ${waitWords(words, line)}`;
}

type Told<What> = Extract<StoryEntry, { what: What }>;

/** What happened, in one sentence. */
function entryWords(words: Words, entry: StoryEntry): string {
  switch (entry.what) {
    case "asked":
      return words.say(entry.again ? "history_asked_again" : "history_asked", {
        wave_name: entry.waveName,
      });
    case "answered":
      return answerWords(words, entry);
    case "sent":
      return sayDecision(words, entry.decision, entry.on);
    case "called":
      return words.say("history_called", { person: entry.by, text: entry.line || undefined });
    case "asked_back":
      return words.say("history_asked_back", {});
    case "dates":
      return datesWords(words, entry);
    case "joined":
      return words.say("history_entry_joined", { wave_name: entry.waveName });
  }
}

function answerWords(words: Words, entry: Told<"answered">): string {
  const { kind, by, platform, inTheWay, own } = entry;
  return words.say("history_answered", {
    answer: words.library.pollAnswers[kind] ?? kind,
    person: by,
    platform: platformWords(words, platform),
    names: inTheWay.length > 0 ? inTheWay.join("; ") : undefined,
    text: own === "" ? undefined : own,
  });
}

/** Undefined for what was said nowhere in chat. */
function platformWords(words: Words, platform: string): string | undefined {
  if (platform === "slack") return words.say("history_on_slack", {});
  if (platform === "teams") return words.say("history_on_teams", {});
  return platform === "local" ? words.say("history_on_local", {}) : undefined;
}

function datesWords(words: Words, { days, picked }: Told<"dates">): string {
  const named = words.list(days.map((day) => words.day(day)));
  return words.say("history_dates", { days_text: named, day: picked && words.day(picked) });
}

/** Reasons of tasks that the school itself gave: its principals may read them. */
export const ASKED_BY_SCHOOL: readonly CallTask["reason"][] = [
  "question",
  "return_requested",
  "call_me",
];
