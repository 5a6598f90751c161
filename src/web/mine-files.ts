import { BYTE_ORDER_MARK, csvLine } from "#domain/csv-line.ts";
import type { PageWords } from "#messages/page-words.ts";
import type { OwnLine, OwnLines, OwnTry } from "./mine-lines.ts";

export const mineFileKinds = ["csv", "json", "txt"] as const;
export type MineFileKind = (typeof mineFileKinds)[number];

interface MineFile {
  readonly type: string;
  readonly write: (words: PageWords, lines: OwnLines) => string;
}

/** The ways in which somebody can take their own list along. */
export const mineFiles: Readonly<Record<MineFileKind, MineFile>> = {
  csv: { type: "text/csv; charset=utf-8", write: toCsv },
  json: { type: "application/json; charset=utf-8", write: toJson },
  txt: { type: "text/plain; charset=utf-8", write: toText },
};

const columns = [
  "side",
  "day",
  "from",
  "to",
  "text",
  "helped",
  "practice",
  "value",
  "share",
  "hidden",
  "backs",
  "outcome",
] as const;

function toCsv(words: PageWords, { received, given, tries }: OwnLines): string {
  const head = csvLine(columns.map((column) => words.say(`mine_column_${column}`, {})));
  const rows = [
    ...received.map((line) => toRow(words, words.say("mine_received", {}), line)),
    ...given.map((line) => toRow(words, words.say("mine_given", {}), line)),
    ...tries.map((one) => toTryRow(words, one)),
  ];
  return [BYTE_ORDER_MARK, head, ...rows].join("");
}

function toRow(words: PageWords, side: string, line: OwnLine): string {
  const backs = line.backs.map(({ from, text }) => `${from}: ${text}`);
  return csvLine([
    side,
    line.day,
    line.from,
    line.to.join("; "),
    line.text,
    line.helped,
    line.practice,
    line.value,
    line.share,
    line.hidden ? words.say("mine_yes", {}) : "",
    backs.join("; "),
    "",
  ]);
}

function toTryRow(words: PageWords, { day, text, practice, outcome }: OwnTry): string {
  const side = words.say("mine_tries", {});
  return csvLine([side, day, "", "", text, "", practice, "", "", "", "", outcome]);
}

function toJson(_words: PageWords, { me, today, ...lists }: OwnLines): string {
  return `${JSON.stringify({ person: me, day: today, ...lists }, null, 2)}\n`;
}

function toText(words: PageWords, lines: OwnLines): string {
  const part = (title: string, list: readonly OwnLine[]): string =>
    [title, ...list.map((line) => toParagraph(words, line, lines.today))].join("\n\n");
  return [
    `${words.say("mine_title", {})}: ${lines.me}`,
    part(words.say("mine_received", {}), lines.received),
    part(words.say("mine_given", {}), lines.given),
    [
      words.say("mine_tries", {}),
      ...lines.tries.map((one) => sayTry(words, one, lines.today)),
    ].join("\n\n"),
    "",
  ].join("\n\n");
}

function toParagraph(words: PageWords, line: OwnLine, today: string): string {
  return [sayWho(words, line, today), line.text, ...sayMore(words, line)].join("\n");
}

/** What is tried, since when, and what came of it. */
export function sayTry(words: PageWords, { text, day, outcome }: OwnTry, today: string): string {
  const since = words.say("mine_try_since", { day: words.day(day, today) });
  const came = outcome === "" ? words.say("mine_try_open", {}) : outcome;
  return [text, [since, came].join(" · ")].join("\n");
}

/** "Ana to Ben and Cy, Monday, August 18". */
export function sayWho(words: PageWords, { from, to, day }: OwnLine, today: string): string {
  const names = words.list(to);
  return words.say("thanks_line", { giver: from, names, day: words.day(day, today) });
}

/** What stands under the words, one part a line. */
export function sayMore(words: PageWords, line: OwnLine): readonly string[] {
  const tags = [line.practice, line.value].filter((tag) => tag !== "");
  return [
    ...(line.helped === "" ? [] : [words.say("mine_helped", { text: line.helped })]),
    ...(tags.length === 0 ? [] : [words.say("mine_tags", { names: words.list(tags) })]),
    ...line.backs.map(({ from, text }) => words.say("mine_back", { person: from, text })),
    line.hidden ? words.say("mine_hidden", {}) : line.share,
  ];
}
