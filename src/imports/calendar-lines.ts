import { invalid } from "./problems.ts";

/** What says when an event is, and how it is called. */
const wanted: ReadonlySet<string> = new Set([
  ...["DTSTART", "DTEND", "DURATION", "SUMMARY", "UID", "STATUS"],
  ...["RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"],
]);
/** Lists of dates may be long. */
const lists: ReadonlySet<string> = new Set(["RDATE", "EXDATE"]);
const MOST_SIGNS = 5_000;
const MOST_SIGNS_OF_LIST = 50_000;
const MOST_PARTS = 60;

const byteOrderMark = /^\uFEFF/;
const lineEnd = /\r\n|\r|\n/;
const folded = /^[ \t]/;
const property = /^([A-Za-z-]+)[;:]/;
const begin = /^BEGIN:/i;
const end = /^END:/i;
const eventStart = /^BEGIN:VEVENT\s*$/i;

export interface EventLines {
  readonly text: string;
  /** On which line of the file each event begins. */
  readonly starts: readonly number[];
}

interface Line {
  readonly text: string;
  readonly at: number;
}

/**
 * The lines of a calendar's events that are read, unfolded: time zones, alarms and descriptions may be large,
 * and the reader of the whole would take minutes for some. Throws IMPORT_INVALID naming a line that is too long.
 */
export function keepEventLines(text: string, file: string): EventLines {
  const lines = unfold(text, file);
  const keeps = eventKeeper();
  const kept = lines.filter((line) => keeps(line.text));
  const starts = kept.filter((line) => eventStart.test(line.text)).map(({ at }) => at);
  return { text: kept.map((line) => line.text).join("\r\n"), starts };
}

/** True, line by line, for the calendar's edges and for what stands in an event itself. */
function eventKeeper(): (line: string) => boolean {
  let depth = 0;
  let isEvent = false;
  return (line) => {
    const [isBegin, isEnd] = [begin.test(line), end.test(line)];
    if (isBegin) depth += 1;
    if (isBegin && depth === 2) isEvent = eventStart.test(line);
    const at = depth;
    if (isEnd) depth -= 1;
    return at === 2 ? isEvent : at === 1;
  };
}

/** Edges of components, and the properties that are wanted. */
function unfold(text: string, file: string): readonly Line[] {
  const lines: Line[] = [];
  let parts: string[] = [];
  let at = 0;
  const close = (): void => {
    const [first = ""] = parts;
    if (isRead(first)) lines.push({ text: checked(parts.join(""), { file, line: at }), at });
  };
  for (const [index, each] of text.replace(byteOrderMark, "").split(lineEnd).entries()) {
    if (folded.test(each) && parts.length > 0) {
      parts.push(each.slice(1));
      continue;
    }
    close();
    parts = [each];
    at = index + 1;
  }
  close();
  return lines;
}

function isRead(line: string): boolean {
  return begin.test(line) || end.test(line) || wanted.has(nameOf(line));
}

function nameOf(line: string): string {
  return property.exec(line)?.[1]?.toUpperCase() ?? "";
}

function checked(text: string, place: { readonly file: string; readonly line: number }): string {
  const name = nameOf(text);
  const most = lists.has(name) ? MOST_SIGNS_OF_LIST : MOST_SIGNS;
  if (text.length > most || text.split(";").length > MOST_PARTS) {
    throw invalid({ ...place, column: name, reason: "is too long" });
  }
  return text;
}
