import { type KnownNames, toKnownNames } from "#domain/known-names.ts";
import { searchesFor } from "#domain/name-searches.ts";
import { withPlainSigns } from "#domain/name-signs.ts";
import { fold, nameKeys } from "#domain/names.ts";
import { type HoldLine, holdLineOf } from "#domain/praise-coach.ts";
import { findPrivateText, type HeldWhy } from "#domain/private-text.ts";
import { type StaffNames, toStaffNames } from "#domain/staff-names.ts";
import { type FoundName, findStudentNames, isOnStaff } from "#domain/student-names.ts";
import type { Steps } from "#ports/steps.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { findListed } from "./student-list.ts";

/** Why a text may not be kept. */
export interface Held {
  readonly line: HoldLine;
  /** The words that hold it, as they were typed. */
  readonly names: readonly string[];
  readonly why: HeldWhy;
  /** True where "it is a colleague" is an answer: then these names may come back as `vouched`. */
  readonly mayVouch: boolean;
}

/** A typed line, and for which names of it somebody said: it is a colleague. */
export interface TypedLine {
  readonly text: string;
  readonly vouched?: readonly string[] | undefined;
}

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

/**
 * The one guard of everything that is typed: private matters, numbers of students, names on the district's
 * own list of students, and names of nobody on the staff. Nothing is looked up for most texts.
 */
export function* findHeld(work: Work, typed: string | TypedLine): Steps<Held | undefined> {
  const line = typeof typed === "string" ? { text: typed } : typed;
  const [text, vouched] = [withPlainSigns(line.text), line.vouched ?? []];
  const listed = (yield* findListed(work, text)).map((name) => name.text);
  const isSuspect = findPrivateText(text) !== undefined || findStudentNames(text).length > 0;
  const known = isSuspect ? yield* readKnownNames(work) : toKnownNames([]);
  const matter = isSuspect ? findPrivateText(text, known) : undefined;
  if (matter) return toHeld(matter.why, matter.words, false);
  const found = isSuspect ? yield* findStrangers(work, text, known) : [];
  const strangers = found.filter((name) => name.isStudent || !isVouched(name, vouched));
  const names = [...new Set([...listed, ...strangers.map((name) => name.text)])];
  if (names.length === 0) return undefined;
  const mayVouch = listed.length === 0 && strangers.every(({ isStudent }) => !isStudent);
  return toHeld("student_name", names, mayVouch);
}

function toHeld(why: HeldWhy, names: readonly string[], mayVouch: boolean): Held {
  return { line: holdLineOf(why), names, why, mayVouch };
}

/** True where the giver named every word of it: "Marcus" is vouched for with "Marcus Bell". */
function isVouched({ text }: FoundName, vouched: readonly string[]): boolean {
  const said = new Set(vouched.flatMap((name) => fold(name).split(" ")));
  return fold(text)
    .split(" ")
    .every((word) => said.has(word));
}

/** Names in the text that no colleague goes by, and those of colleagues that the words around call a student. */
function* findStrangers(work: Work, text: string, known: KnownNames): Steps<readonly FoundName[]> {
  const suspects = findStudentNames(text, { known, staff: toStaffNames([]) });
  if (suspects.length === 0) return [];
  const staff = yield* readStaff(work, suspects);
  return findStudentNames(text, { known, staff });
}

/** The colleagues who may be meant, and nobody else of the district. */
function* readStaff(work: Work, suspects: readonly FoundName[]): Steps<StaffNames> {
  const keys = new Set<string>();
  const asked = new Set<string>();
  for (const suspect of suspects) {
    yield* readNames(work, suspect, { keys, asked });
  }
  return toStaffNames([...keys]);
}

function isNew(asked: Set<string>, question: string): boolean {
  const { size } = asked;
  return asked.add(question).size > size;
}

/** The names found so far, and what was asked for them. */
interface Lookup {
  readonly keys: Set<string>;
  readonly asked: Set<string>;
}

function* readNames({ tx }: Work, suspect: FoundName, { keys, asked }: Lookup): Steps<void> {
  for (const search of searchesFor(suspect)) {
    if (isFound(suspect, keys)) return;
    if (!isNew(asked, `${search.limit} ${search.key}`)) continue;
    const found = yield* tx.roster.searchPeople(search);
    for (const key of found.flatMap(nameKeys)) keys.add(key);
  }
}

/** True where no more has to be looked up for a name: each search costs a walk through the staff. */
function isFound({ keys: name, initial }: FoundName, keys: ReadonlySet<string>): boolean {
  return !initial && isOnStaff(name, toStaffNames([...keys]));
}

/** Names of schools, clusters, waves, programs, materials and values are nobody's. */
export function* readKnownNames({ tx, product }: Work): Steps<KnownNames> {
  const { name, shortName } = yield* tx.roster.getDistrict();
  const { values, practices } = product.words.library;
  const sites = yield* tx.roster.listSites();
  const named = [
    ...sites,
    ...(yield* tx.roster.listClusters()),
    ...(yield* tx.waves.listWaves()),
  ].map((each) => each.name);
  const taught = sites.flatMap(({ signature, coreMaterials }) => [
    signature ?? "",
    ...coreMaterials,
  ]);
  const labels = [...values, ...practices].map(({ label }) => label);
  return toKnownNames([name, shortName, ...named, ...taught, ...labels]);
}
