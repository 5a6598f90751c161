import { fullNames, type KnownNames, toKnownNames } from "#domain/full-names.ts";
import { fold, nameKeys } from "#domain/names.ts";
import { type HoldLine, holdLine } from "#domain/praise-coach.ts";
import type { Steps } from "#ports/steps.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";

/** Why a text may not be kept. */
export interface Held {
  readonly line: HoldLine;
  /** The words that hold it, as they were typed. */
  readonly names: readonly string[];
  readonly why: HeldWhy;
  /** True where "it is a colleague" is an answer: then these names may come back as `vouched`. */
  readonly mayVouch: boolean;
}

/** What the words that hold a text may be. */
export type HeldWhy =
  | "student_name"
  | "student_id"
  | "health"
  | "discipline"
  | "services"
  | "family"
  | "personal";

/** A typed line, and for which names of it somebody said: it is a colleague. */
export interface TypedLine {
  readonly text: string;
  readonly vouched?: readonly string[] | undefined;
}

/** More people than this do not share a name. */
const MOST_NAMESAKES = 50;
/** No name is longer, in words. */
const LONGEST_NAME = 8;

/** Looks at a typed line before anything of it is kept; undefined where it may be. */
export async function checkLine(
  product: Product,
  act: Act,
  line: string | TypedLine,
): Promise<Held | undefined> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, act, "checkLine");
    return yield* findHeld(work, line);
  });
}

/** The one guard of everything that is typed: what is private, and full names of nobody on the staff. */
export function* findHeld(work: Work, typed: string | TypedLine): Steps<Held | undefined> {
  const { text } = typeof typed === "string" ? { text: typed } : typed;
  const known = yield* readKnownNames(work);
  const line = holdLine(text, known);
  if (line) return { line, names: [], why: "personal", mayVouch: false };
  const names: string[] = [];
  for (const name of fullNames(text, known)) {
    if (yield* isStranger(work, name)) names.push(name.join(" "));
  }
  return names.length > 0
    ? { line: "maybe_student_name", names, why: "student_name", mayVouch: true }
    : undefined;
}

/** Names of schools, clusters, waves and values are nobody's. */
function* readKnownNames({ tx, product }: Work): Steps<KnownNames> {
  const { name, shortName } = yield* tx.roster.getDistrict();
  const { values, practices } = product.words.library;
  const named = [
    ...(yield* tx.roster.listSites()),
    ...(yield* tx.roster.listClusters()),
    ...(yield* tx.waves.listWaves()),
  ].map((each) => each.name);
  const labels = [...values, ...practices].map(({ label }) => label);
  return toKnownNames([name, shortName, ...named, ...labels]);
}

/** True where two words beside each other are no name of a colleague. */
function* isStranger(work: Work, words: readonly string[]): Steps<boolean> {
  if (words.length > LONGEST_NAME) return true;
  const [first = "", last = ""] = [words[0], words.at(-1)];
  if (yield* isColleague(work, `${first} ${last}`)) return false;
  const isFree = words.map(() => true);
  for (let at = 0; at + 1 < words.length; at++) {
    if (yield* isColleague(work, `${words[at]} ${words[at + 1]}`)) isFree.fill(false, at, at + 2);
  }
  return isFree.some((free, at) => free && isFree[at + 1] === true);
}

function* isColleague({ tx }: Work, typed: string): Steps<boolean> {
  const key = fold(typed);
  const found = yield* tx.roster.searchPeople({ key, limit: MOST_NAMESAKES });
  return found.some((person) => nameKeys(person).some((name) => ` ${name} `.includes(` ${key} `)));
}
