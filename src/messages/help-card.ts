import { holds, type Person } from "#domain/roster.ts";
import type { Card, Field } from "#ports/card.ts";
import type { TextKey } from "./slots.ts";
import type { Words } from "./words.ts";

/** How many of the library's questions the help answers: how to start, who volunteers, why now. */
const MOST_ANSWERS = 3;

/** Who asks for help. */
export interface HelpReader {
  readonly person: Person;
  /** True for somebody whom a school named to answer in its principal's place. */
  readonly delegate: boolean;
  /** True while no wave was opened: a lead is told the first steps. */
  readonly fresh: boolean;
}

/** The questions everybody asks, answered first; then what this person can do, by what they want. */
export function helpCard(words: Words, reader: HelpReader): Card {
  const answers = words.library.helpAnswers
    .slice(0, MOST_ANSWERS)
    .flatMap(({ question, answer }) => [question, answer]);
  const fields = groupsFor(reader).map(([label, lines]) => toField(words, label, lines));
  return {
    title: words.say("help_title", {}),
    text: [...answers, words.say("help_more", {})].join("\n"),
    fields,
    fallback: [words.say("help_title", {}), words.say("help_more", {})].join(". "),
  };
}

/** Texts without placeholders: every line of help is one. */
type HelpKey = Extract<TextKey, `help_${string}`>;
type Group = readonly [label: HelpKey, lines: readonly HelpKey[]];

function groupsFor({ person, delegate, fresh }: HelpReader): readonly Group[] {
  const speaks = holds(person, "principal") || delegate;
  const answers = speaks || holds(person, "area_lead");
  const lead = holds(person, "pl_lead");
  return [
    ...(lead && fresh ? [firstSteps] : []),
    ...everybodys,
    ...(answers ? [answering] : []),
    ...(speaks ? [joined] : []),
    ...leading(person),
    ...(answers || lead ? [pages] : []),
    ...settingUp(person, answers),
  ];
}

const firstSteps: Group = ["help_group_first", ["help_step_1", "help_step_2", "help_step_3"]];
const everybodys: readonly Group[] = [
  ["help_group_thank", ["help_praise", "help_mine"]],
  ["help_group_messages", ["help_start", "help_status"]],
  ["help_group_who", ["help_profile"]],
];
const answering: Group = [
  "help_group_answer",
  ["help_answer", "help_snooze", "help_come_back", "help_delegate"],
];
const joined: Group = ["help_group_joined", ["help_team", "help_why_line", "help_thanks"]];
const pages: Group = ["help_group_pages", ["help_dashboard"]];

function leading(person: Person): readonly Group[] {
  const lead = holds(person, "pl_lead");
  const seen: readonly Group[] = [
    ["help_group_schools", ["help_school", "help_why"]],
    ["help_group_calls", ["help_calls", "help_called"]],
  ];
  if (!lead) return holds(person, "area_lead") ? seen : [];
  return [
    ["help_group_waves", ["help_waves", "help_wave", "help_wave_new"]],
    ...seen,
    ["help_group_words", ["help_stories", "help_thanked", "help_contact"]],
  ];
}

function settingUp(person: Person, answers: boolean): readonly Group[] {
  const connects = holds(person, "pl_lead") || holds(person, "it_admin");
  if (!answers && !connects) return [];
  return [["help_group_set_up", ["help_channel", ...(connects ? (["help_match"] as const) : [])]]];
}

function toField(words: Words, label: HelpKey, lines: readonly HelpKey[]): Field {
  const value = lines.map((line) => words.say(line, {})).join("\n");
  return { label: words.say(label, {}), value };
}
