import type { Clock } from "#domain/call-urgency.ts";
import { displayName, type Person } from "#domain/roster.ts";
import type { CallTask } from "#domain/wave.ts";
import type { Button, Card, Form, Option } from "#ports/card.ts";
import { button, type FormId } from "./actions.ts";
import { offerLineButton } from "./promise-cards.ts";
import type { Words } from "./words.ts";

export interface CallLine {
  readonly task: CallTask;
  readonly school: string;
  readonly waveName: string;
  readonly principals: readonly Person[];
  readonly waitedDays: number;
  readonly clock: Clock;
  /** Whether the reader may log it. */
  readonly mayLog: boolean;
}

export interface CallList {
  /** More lines than this are counted. */
  readonly most: number;
  /** What came of what the reader did, above the list. */
  readonly said?: string | undefined;
  /** Schools that wait for other leads, where nobody is on the own list. */
  readonly elsewhere?: number | undefined;
}

/** So many lines fit into a notification. */
const MOST_TOLD = 3;
/** Slack shows five buttons in a row; the command does the rest. */
const MOST_CALL_BUTTONS = 5;
const MOST_OFFER_BUTTONS = 3;
/** Who waits for two dates. */
const PROMISED: ReadonlySet<string> = new Set(["joined", "return_requested"]);

/** Schools that should hear from a person, the most urgent first, with a way to log the first five. */
export function callsCard(
  words: Words,
  lines: readonly CallLine[],
  { most, said, elsewhere = 0 }: CallList,
): Card {
  const title = words.say("calls_title", {});
  const shown = lines.slice(0, most);
  const rest = lines.length - shown.length;
  const list = shown.map((line) => callLine(words, line));
  const intro = lines.length > 0 ? words.say("calls_text", {}) : emptyWords(words, elsewhere);
  const text = [said, intro, ...list].filter((each) => each !== undefined).join("\n");
  if (lines.length === 0) return { title, text, fallback: said ?? intro };
  const more = rest > 0 ? words.say("calls_more", { count: String(rest) }) : "";
  return {
    title,
    text,
    buttons: [...logButtons(words, shown), ...offerButtons(words, shown)],
    context: [more, howWords(words, lines)].join(" ").trim(),
    fallback: said ?? list.slice(0, MOST_TOLD).join(" "),
  };
}

function emptyWords(words: Words, elsewhere: number): string {
  if (elsewhere === 0) return words.say("calls_empty", {});
  return words.say("calls_elsewhere", { count: String(elsewhere) });
}

/** Logging by name is for those who may log what they see. */
function howWords(words: Words, lines: readonly CallLine[]): string {
  const how = words.say("calls_how", {});
  const mayLog = lines.every((line) => line.mayLog);
  return mayLog ? `${words.say("calls_log_how", {})} ${how}` : how;
}

function callLine(words: Words, line: CallLine): string {
  const { task, school, waveName, principals } = line;
  // What else a lead should know of a school that is in; a question's words are between two people.
  const more = task.reason === "joined" ? task.words : "";
  const text = words.say(`calls_${task.reason}`, {
    school,
    wave_name: waveName,
    waits: waitWords(words, line),
    names: words.list(principals.map(displayName)) || "–",
  });
  return [text, more].join(" ").trim();
}

/** "Waiting 3 school days. Overdue since Monday, September 1." */
export function waitWords(
  words: Words,
  { waitedDays, clock }: Pick<CallLine, "waitedDays" | "clock">,
): string {
  return [daysWaited(words, waitedDays), clockWords(words, clock)].join(" ").trim();
}

function daysWaited(words: Words, days: number): string {
  if (days === 0) return words.say("call_waits_new", {});
  if (days === 1) return words.say("call_waits_one", {});
  return words.say("call_waits", { days: String(days) });
}

/** "" where no clock runs. */
function clockWords(words: Words, clock: Clock): string {
  switch (clock.kind) {
    case "none":
      return "";
    case "due_today":
      return words.say("call_due_today", {});
    case "due":
      return words.say("call_due", { day: words.day(clock.day) });
    case "overdue":
      return words.say("call_overdue", { day: words.day(clock.since) });
  }
}

/** One for each school, of its most urgent task. */
function logButtons(words: Words, lines: readonly CallLine[]): readonly Button[] {
  const first = new Map<string, CallLine>();
  for (const line of lines) {
    if (line.mayLog && !first.has(line.task.site)) first.set(line.task.site, line);
  }
  return [...first.values()]
    .slice(0, MOST_CALL_BUTTONS)
    .map(({ task, school }) =>
      button(words.say("button_log_call", { school }), "open-call", [task.id]),
    );
}

/** For schools that were promised two dates; while they have two to pick from, the press says so. */
function offerButtons(words: Words, lines: readonly CallLine[]): readonly Button[] {
  return lines
    .filter(({ task, mayLog }) => mayLog && PROMISED.has(task.reason))
    .slice(0, MOST_OFFER_BUTTONS)
    .map(({ task, school }) => offerLineButton(words, task, school));
}

/** What was said in a call, in one line. */
export const CALL_LENGTH = 200;

export interface CallForm {
  readonly school: string;
  /** Comes back with the form: the task. */
  readonly context: string;
  /** Days on which the school may be called again: next week, in two weeks, next month. */
  readonly again: { readonly week: string; readonly weeks: string; readonly month: string };
}

/** The value of "no further call". */
export const DONE = "done";

/** Logs a call: one line if there is something to say, and whether it is done. */
export function callForm(words: Words, { school, context, again }: CallForm): Form {
  return {
    id: "call" satisfies FormId,
    title: words.say("call_form_title", {}),
    submit: words.say("call_form_submit", {}),
    context,
    note: words.say("call_form_note", { school }),
    fields: [
      {
        name: "line",
        label: words.say("call_field_line", {}),
        help: words.say("call_help_line", {}),
        required: false,
        type: "text",
        multiline: false,
        maxLength: CALL_LENGTH,
      },
      {
        name: "next",
        label: words.say("call_field_next", {}),
        required: true,
        type: "choice",
        value: DONE,
        options: nextOptions(words, again),
      },
      {
        name: "day",
        label: words.say("call_field_day", {}),
        help: words.say("call_help_day", {}),
        required: false,
        type: "text",
        multiline: false,
        maxLength: 30,
      },
    ],
  };
}

/** Done, or a day; over a break two of them are the same day, and said once. */
function nextOptions(words: Words, { week, weeks, month }: CallForm["again"]): readonly Option[] {
  const days = new Map<string, string>([
    [month, words.say("call_next_month", { day: words.day(month) })],
    [weeks, words.say("call_next_weeks", { day: words.day(weeks) })],
    [week, words.say("call_next_week", { day: words.day(week) })],
  ]);
  const again = [...days].map(([value, label]) => ({ value, label })).toReversed();
  return [{ value: DONE, label: words.say("call_next_done", {}) }, ...again];
}
