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
  const area = holds(person, "area_lead");
  const answers = speaks || area;
  const lead = holds(person, "pl_lead");
  return [
    ...(lead && fresh ? [firstSteps] : []),
    ...everybodys,
    ...(answers ? [answering(area || holds(person, "principal") || lead)] : []),
    ...(speaks ? [joined] : []),
    ...leading(person),
    ...(answers || lead ? [pages] : []),
    ...pausing(person),
    ...settingUp(person),
  ];
}

const firstSteps: Group = ["help_group_first", ["help_step_1", "help_step_2", "help_step_3"]];
const everybodys: readonly Group[] = [
  ["help_group_thank", ["help_praise", "help_groups", "help_mine", "help_own_words"]],
  ["help_group_ideas", ["help_try", "help_examples", "help_when"]],
  ["help_group_visit", ["help_ask", "help_show"]],
  ["help_group_messages", ["help_start", "help_status", "help_language"]],
  ["help_group_who", ["help_profile", "help_changed"]],
];
const joined: Group = ["help_group_joined", ["help_team", "help_why_line", "help_thanks"]];
const pages: Group = ["help_group_pages", ["help_dashboard"]];

/** Whoever was named to answer names nobody else. */
function answering(names: boolean): Group {
  const answer: readonly HelpKey[] = ["help_answer", "help_snooze", "help_come_back"];
  return ["help_group_answer", names ? [...answer, "help_delegate"] : answer];
}

function leading(person: Person): readonly Group[] {
  const lead = holds(person, "pl_lead");
  const area = holds(person, "area_lead");
  if (!lead && !area) return looking(person);
  const schools: Group = [
    "help_group_schools",
    ["help_school", "help_why", "help_look", "help_expedition", "help_map", "help_themes"],
  ];
  if (!lead) {
    const overview: Group = [
      "help_group_overview",
      ["help_waves", "help_wave_parts", "help_digest"],
    ];
    return [overview, schools, ["help_group_calls", ["help_calls"]]];
  }
  return [
    ["help_group_waves", ["help_waves", "help_wave", "help_wave_new", "help_digest"]],
    schools,
    ["help_group_calls", ["help_calls", "help_called"]],
    [
      "help_group_words",
      ["help_stories", "help_thanked", "help_training", "help_contact", "help_wording"],
    ],
  ];
}

/** Who leads nothing: an IT admin sees counts, a principal the own school. */
function looking(person: Person): readonly Group[] {
  const own: readonly Group[] = [
    ["help_group_schools", ["help_own_school", "help_look_own", "help_map", "help_note"]],
  ];
  const counts: readonly Group[] = [["help_group_overview", ["help_waves"]]];
  return [...(holds(person, "it_admin") ? counts : []), ...(holds(person, "principal") ? own : [])];
}

/** Who may keep a school, or everything, quiet; a PL lead looks at what went out. */
function pausing(person: Person): readonly Group[] {
  const lead = holds(person, "pl_lead");
  const pausesSchool = lead || holds(person, "principal") || holds(person, "area_lead");
  const lines: readonly HelpKey[] = [
    ...(pausesSchool ? (["help_pause_school"] as const) : []),
    ...(lead ? (["help_pause_district", "help_sent"] as const) : []),
    ...(holds(person, "it_admin") ? (["help_halt"] as const) : []),
  ];
  return lines.length > 0 ? [["help_group_pause", lines]] : [];
}

/** Who links a channel: a school's principal, and leads; who answers in a principal's place does not. */
function settingUp(person: Person): readonly Group[] {
  const matches = holds(person, "pl_lead") || holds(person, "it_admin");
  if (matches)
    return [["help_group_set_up", ["help_channel", "help_asks", "help_match", "help_calendar"]]];
  const links = holds(person, "principal") || holds(person, "area_lead");
  return links ? [["help_group_set_up", ["help_channel", "help_asks"]]] : [];
}

function toField(words: Words, label: HelpKey, lines: readonly HelpKey[]): Field {
  const value = lines.map((line) => words.say(line, {})).join("\n");
  return { label: words.say(label, {}), value };
}
