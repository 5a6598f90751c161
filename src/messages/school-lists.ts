import type { Card } from "#ports/card.ts";
import { button } from "./actions.ts";
import { type CallLine, waitWords } from "./call-cards.ts";
import type { Words } from "./words.ts";

/** The lists behind a wave's counts. */
export const waveParts = ["silent", "notyet", "calls"] as const;
export type WavePart = (typeof waveParts)[number];

/** One school on a list, under its cluster. */
export interface SchoolLine {
  readonly school: string;
  /** Undefined for schools of no cluster. */
  readonly cluster: string | undefined;
  readonly text: string;
}

export interface SchoolList {
  readonly part: WavePart;
  readonly waveName: string;
  readonly lines: readonly SchoolLine[];
  /** What is in the way by signature program, where enough schools share it. */
  readonly programs: readonly ProgramLine[];
}

export interface ProgramLine {
  readonly program: string;
  readonly label: string;
  readonly schools: number;
}

/** More schools than a card holds on a phone. */
const MOST_LINES = 90;

/** The schools behind one of a wave's counts, by cluster and name, in no order of merit. */
export function schoolListCard(words: Words, list: SchoolList): Card {
  const { part, waveName, lines, programs } = list;
  const title = words.say(`list_title_${part}`, { wave_name: waveName });
  if (lines.length === 0) {
    const text = words.say(`list_empty_${part}`, { wave_name: waveName });
    return { title, text, fallback: text };
  }
  const intro = words.say(`list_text_${part}`, { count: String(lines.length) });
  const rest = lines.length - MOST_LINES;
  const more = rest > 0 ? [words.say("list_more", { count: String(rest) })] : [];
  const shown = byCluster(words, lines).slice(0, MOST_LINES);
  return {
    title,
    text: [intro, ...groupLines(words, shown), ...more, ...programLines(words, programs)].join(
      "\n",
    ),
    buttons: [button(words.say("button_page", {}), "open-page")],
    fallback: intro,
  };
}

/** Schools of no cluster come last. */
function byCluster(words: Words, lines: readonly SchoolLine[]): readonly SchoolLine[] {
  return lines.toSorted(
    (a, b) => compareClusters(words, a.cluster, b.cluster) || words.compare(a.school, b.school),
  );
}

function compareClusters(words: Words, a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return words.compare(a, b);
}

/** Under each cluster's name its schools; what is the same for several is said once. */
function groupLines(words: Words, lines: readonly SchoolLine[]): readonly string[] {
  const clusters = new Map<string, Map<string, string[]>>();
  for (const { school, cluster, text } of lines) {
    const name = cluster ?? words.say("list_no_cluster", {});
    const texts = clusters.get(name) ?? new Map<string, string[]>();
    clusters.set(name, texts);
    texts.set(text, [...(texts.get(text) ?? []), school]);
  }
  return [...clusters].flatMap(([name, texts]) => [
    name,
    ...[...texts].map(([text, schools]) =>
      words.say("list_line", { school: words.list(schools), text }),
    ),
  ]);
}

function programLines(words: Words, programs: readonly ProgramLine[]): readonly string[] {
  if (programs.length === 0) return [];
  const lines = programs.map(({ program, label, schools }) =>
    words.say("list_program", { program, pitfall_label: label, count: String(schools) }),
  );
  return [words.say("list_programs", {}), ...lines];
}

export interface SilentFacts {
  readonly invitedOn: string | undefined;
  readonly remindersSent: number;
  readonly nextOn: string | undefined;
  /** In words. */
  readonly snoozedUntil: string | undefined;
  readonly endedOn: string | undefined;
}

/** Since when a silent school is asked, what it got, and what comes next. */
export function silentWords(words: Words, facts: SilentFacts): string {
  const { invitedOn, remindersSent, nextOn, snoozedUntil, endedOn } = facts;
  const asked = askedWords(words, facts);
  const next = nextOn && words.say("list_next", { day: words.day(nextOn) });
  const until = snoozedUntil && words.say("list_snoozed", { month: snoozedUntil });
  const ended = endedOn && words.say("list_ended", { day: words.day(endedOn) });
  const reminders = invitedOn ? remindersWords(words, remindersSent) : undefined;
  return [asked, reminders, until, next ?? ended]
    .filter((part) => part !== undefined && part !== "")
    .join(", ");
}

/** A school that asked for a later month could be asked: it is left alone. */
function askedWords(words: Words, { invitedOn, snoozedUntil }: SilentFacts): string | undefined {
  if (invitedOn) return words.say("list_asked", { day: words.day(invitedOn) });
  return snoozedUntil ? undefined : words.say("list_not_asked", {});
}

/** "one reminder". */
function remindersWords(words: Words, count: number): string {
  if (count === 0) return words.say("list_reminders_none", {});
  if (count === 1) return words.say("list_reminders_one", {});
  return words.say("list_reminders", { count: String(count) });
}

export interface NotYetFacts {
  /** Labels; empty where nothing was said. */
  readonly inTheWay: readonly string[];
  /** In the school's own words; undefined where the reader may not see them. */
  readonly own: string | undefined;
  /** In words. */
  readonly snoozedUntil: string | undefined;
}

/** What is in the way of a school, and until when it wants to be left alone. */
export function notYetWords(words: Words, { inTheWay, own, snoozedUntil }: NotYetFacts): string {
  const labels = inTheWay.length > 0 ? inTheWay.join("; ") : words.say("list_unsaid", {});
  const quoted = own ? words.say("shout_out_quote", { text: own }) : undefined;
  const until = snoozedUntil && words.say("list_snoozed", { month: snoozedUntil });
  return [labels, quoted, until].filter((part) => part !== undefined && part !== "").join(", ");
}

/** Why a school should be called, and how long it waits. */
export function callWords(words: Words, line: CallLine): string {
  const reason = words.say(`call_reason_${line.task.reason}`, {});
  return `${reason}. ${waitWords(words, line)}`;
}
