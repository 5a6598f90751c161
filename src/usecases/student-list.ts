import { type ListedStudent, listableWords, studentKeys } from "#domain/listed-names.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";

/** Where the list's key lies: locked, and of no use without the product's own. */
const KEY_SETTING = "students_key";

/** The district's list of students from now on, as marks; an empty one removes the list and its key. */
export function* keepStudents(
  { tx, product: { marks } }: Work,
  students: readonly ListedStudent[],
): Steps<void> {
  const about = aboutOf(tx.district);
  const key = students.length > 0 ? marks.newKey(about) : "";
  const names = [...new Set(students.flatMap(studentKeys))];
  const hashes = key === "" ? [] : (marks.mark(key, about, names) ?? []);
  yield* tx.roster.saveSetting(KEY_SETTING, key);
  yield* tx.students.replaceAll(hashes);
}

/** The key of one district opens no other's list. */
function aboutOf(district: string): string {
  return `students ${district}`;
}

/** Words of a text that stand on the district's list of students; none where it gave no list. */
export function* findListed(work: Work, text: string): Steps<readonly ListedName[]> {
  const { tx, product } = work;
  if (!(yield* tx.students.isKnown())) return [];
  const key = (yield* tx.roster.findSetting(KEY_SETTING)) ?? "";
  const words = listableWords(text);
  const hashes = product.marks.mark(
    key,
    aboutOf(tx.district),
    words.map((word) => word.key),
  );
  if (!hashes) {
    product.log.warn("students_list_unreadable", { district: tx.district });
    return [];
  }
  const listed = new Set(yield* tx.students.listKnown(hashes));
  const found = words.filter((_, at) => listed.has(hashes[at] ?? ""));
  const names: ListedName[] = [];
  for (const { key: name, text: typed, isStudent } of found) {
    if (isStudent || !(yield* isColleague(work, name))) names.push({ key: name, text: typed });
  }
  return names;
}

/** A name on the list, folded and as it was typed. */
export interface ListedName {
  readonly key: string;
  readonly text: string;
}

/** A colleague who has exactly this name, in either order. */
function* isColleague({ tx }: Work, name: string): Steps<boolean> {
  const [first = "", ...rest] = name.split(" ");
  for (const key of [name, `${rest.join(" ")} ${first}`]) {
    if ((yield* tx.roster.searchPeople({ key: `|${key}|`, limit: 1 })).length > 0) return true;
  }
  return false;
}
