import { fullNames, type KnownNames, toKnownNames } from "#domain/full-names.ts";
import { fold, nameKeys } from "#domain/names.ts";
import { type HoldLine, holdLine } from "#domain/praise-coach.ts";
import type { Steps } from "#ports/steps.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";

/** Why a text may not be kept. */
export interface Held {
  readonly line: HoldLine;
  /** Names that nobody on the staff list goes by; none where something else holds it. */
  readonly names: readonly string[];
}

/** More people than this do not share a name. */
const MOST_NAMESAKES = 50;
/** No name is longer, in words. */
const LONGEST_NAME = 8;

/** Looks at a typed line before anything of it is kept; undefined where it may be. */
export async function checkLine(
  product: Product,
  act: Act,
  text: string,
): Promise<Held | undefined> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, act, "checkLine");
    return yield* findHeld(work, text);
  });
}

/** The one guard of everything that is typed: what is private, and full names of nobody on the staff. */
export function* findHeld(work: Work, text: string): Steps<Held | undefined> {
  const known = yield* readKnownNames(work);
  const line = holdLine(text, known);
  if (line) return { line, names: [] };
  const names: string[] = [];
  for (const name of fullNames(text, known)) {
    if (yield* isStranger(work, name)) names.push(name.join(" "));
  }
  return names.length > 0 ? { line: "maybe_student_name", names } : undefined;
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
