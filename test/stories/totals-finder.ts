/** Somebody with an amount of thanks that nobody else has, and that stands for nothing else. */
export interface Counted {
  readonly id: string;
  readonly name: string;
  /** Every total of theirs: all, and by practice. */
  readonly amounts: readonly number[];
}

/** Three people, from the most thanks to the fewest. */
export type Ranked = readonly [Counted, Counted, Counted];

export interface Found {
  readonly totals: readonly string[];
  readonly orders: readonly string[];
}

const BLOCK_END = /<\/(?:tr|li|p|dd|h\d|section|article|summary|option)>|\n/i;
const TAG = /<[^>]*>/g;

/** What of an answer tells how many thanks somebody gave or got, or puts people in that order. */
export function findTotals(answer: unknown, groups: readonly Ranked[]): Found {
  const statements = statementsIn(answer);
  const counted = groups.flat();
  const totals = statements.filter((each) => counted.some((person) => tellsTotal(each, person)));
  const orders = listsIn(answer)
    .filter((list) => groups.some((group) => isRanking(list, group)))
    .map((list) => `in the order of their thanks: ${list.join(" | ").slice(0, 200)}`);
  return { totals: totals.map((each) => each.slice(0, 200)), orders };
}

const speaksOf = (statement: string, { id, name }: Counted): boolean =>
  statement.includes(id) || statement.toLowerCase().includes(name.toLowerCase());

function tellsTotal(statement: string, person: Counted): boolean {
  const numbers = new Set(statement.match(/(?<![\w.:-])\d+(?![\w:-])/g));
  return person.amounts.some((each) => numbers.has(String(each))) && speaksOf(statement, person);
}

/** Each named first in the order of their amounts, in either direction. */
function isRanking(list: readonly string[], group: Ranked): boolean {
  const named = list.flatMap((entry) => {
    const there = group.filter((person) => speaksOf(entry, person));
    return there.length === 1 ? there.map(({ id }) => id) : [];
  });
  const order = [...new Set(named)].join();
  const ranking = group.map(({ id }) => id);
  return order === ranking.join() || order === ranking.toReversed().join();
}

/** What is said together: a line, a row, or an object with its own words. */
function statementsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return linesIn(value);
  const children = childrenOf(value);
  const own = children.flatMap((each) => plainIn(each));
  return [own.join(" "), ...children.flatMap(statementsIn)];
}

/** What stands one below the other: lines, rows, and entries of a list. */
function listsIn(value: unknown): readonly (readonly string[])[] {
  if (typeof value === "string") return [linesIn(value)];
  const children = childrenOf(value);
  const entries = children.map((each) => plainBelow(each).join(" "));
  return [entries, ...children.flatMap(listsIn)];
}

function linesIn(text: string): readonly string[] {
  return text.split(BLOCK_END).map((line) => line.replace(TAG, " "));
}

function childrenOf(value: unknown): readonly unknown[] {
  if (value instanceof Date) return [value.toISOString()];
  if (value instanceof Map) return [...value].map(([key, one]) => [key, one]);
  if (value instanceof Set || Array.isArray(value)) return [...value];
  return typeof value === "object" && value !== null ? Object.values(value) : [];
}

const isPlain = (value: unknown): value is string | number =>
  typeof value === "string" || typeof value === "number";

const plainIn = (value: unknown): readonly string[] => (isPlain(value) ? [String(value)] : []);

function plainBelow(value: unknown): readonly string[] {
  return isPlain(value) ? [String(value)] : childrenOf(value).flatMap(plainBelow);
}
