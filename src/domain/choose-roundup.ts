import type { PersonId, ShoutOutId } from "./ids.ts";

/** What the choice needs to know of a shout-out. */
export interface Quotable {
  readonly id: ShoutOutId;
  readonly giver: PersonId;
  readonly receivers: readonly PersonId[];
}

export interface RoundupChoice<Q extends Quotable> {
  readonly posts: readonly Q[];
  /** As many lines as the summary has. */
  readonly most: number;
  /** "2025-W34": another week deals the same posts in another order. */
  readonly week: string;
  /** True for one whose people or school were in this summary lately. */
  readonly isLate: (post: Q) => boolean;
  /** What a summary mixes, what matters more first: a practice; or a school, a level and a practice. */
  readonly kindsOf: (post: Q) => readonly string[];
}

/**
 * What a summary quotes. Nobody gives, or is thanked, twice while a post without them is left; then whoever
 * was not there lately is chosen first, then what is not mixed in yet. Nothing is counted by person, and the
 * lines stand in an order of their own: whoever is thanked most would be drawn first most often.
 */
export function chooseRoundup<Q extends Quotable>(choice: RoundupChoice<Q>): readonly Q[] {
  const chosen: Q[] = [];
  let lines: Q[] = [];
  const mixed = new Set<string>();
  let round = startRound();
  let left = [...choice.posts];
  while (chosen.length + lines.length < choice.most && left.length > 0) {
    const free = left.filter((post) => !isIn(round, post));
    if (free.length === 0) {
      chosen.push(...dealLines(lines, choice.week));
      lines = [];
      round = startRound();
      continue;
    }
    const next = free.reduce((a, b) => (goesBefore(b, a, { ...choice, mixed }) ? b : a));
    lines.push(next);
    left = left.filter((post) => post !== next);
    round.givers.add(next.giver);
    for (const receiver of next.receivers) round.receivers.add(receiver);
    for (const kind of choice.kindsOf(next)) mixed.add(kind);
  }
  return [...chosen, ...dealLines(lines, choice.week)];
}

/** What was drawn first stands anywhere. */
function dealLines<Q extends Quotable>(lines: readonly Q[], week: string): readonly Q[] {
  const place = ({ id }: Q) => dealt(`line ${week}`, id);
  return lines.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
}

/** Who stands in the lines since everybody could stand there again. */
interface Round {
  readonly givers: Set<PersonId>;
  readonly receivers: Set<PersonId>;
}

function startRound(): Round {
  return { givers: new Set(), receivers: new Set() };
}

function isIn({ givers, receivers }: Round, { giver, receivers: thanked }: Quotable): boolean {
  return givers.has(giver) || thanked.some((each) => receivers.has(each));
}

type Order<Q extends Quotable> = RoundupChoice<Q> & { readonly mixed: ReadonlySet<string> };

function goesBefore<Q extends Quotable>(a: Q, b: Q, order: Order<Q>): boolean {
  const { isLate, kindsOf, mixed, week } = order;
  const placeOf = (post: Q): readonly boolean[] => [
    isLate(post),
    ...kindsOf(post).map((kind) => mixed.has(kind)),
  ];
  return isBefore([placeOf(a), dealt(week, a.id)], [placeOf(b), dealt(week, b.id)]);
}

/** What a place in an order is made of: no goes before yes, then the smaller of two deals. */
export type Place = readonly [readonly boolean[], string];

/** True if the first place is before the second. */
export function isBefore([a, dealtA]: Place, [b, dealtB]: Place): boolean {
  const differs = a.findIndex((value, index) => value !== b[index]);
  return differs >= 0 ? !a[differs] : dealtA < dealtB;
}

const [FNV_START, FNV_STEP] = [0x81_1c_9d_c5, 0x01_00_01_93] as const;

/** The same ids in another order each week, and in the same one wherever it is asked. */
export function dealt(deal: string, id: string): string {
  let mixed: number = FNV_START;
  for (const sign of `${deal} ${id}`)
    mixed = Math.imul(mixed ^ (sign.codePointAt(0) ?? 0), FNV_STEP);
  return `${(mixed >>> 0).toString(16).padStart(8, "0")} ${id}`;
}
