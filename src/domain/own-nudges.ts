import type { Library, NudgeText } from "./content.ts";
import { type Language, languages } from "./language.ts";
import type { Nudge } from "./nudge-choice.ts";
import type { OwnNudge } from "./own-library.ts";

/** What a person writes of an idea. */
export type IdeaWords = Pick<NudgeText, "title" | "body" | "tryThis" | "praiseHook">;

/** An idea as a district has it, in each language in which it is written. */
export interface Idea {
  readonly facts: Nudge & Pick<NudgeText, "minutes">;
  readonly words: Readonly<Record<Language, IdeaWords | undefined>>;
  readonly origin: "product" | "changed" | "added";
  readonly isRetired: boolean;
}

type Libraries = Readonly<Record<Language, Pick<Library, "nudges">>>;

/** Every idea of a district, retired ones too: the library's in its order, then those it added. */
export function listOwnIdeas(shipped: Libraries, own: readonly OwnNudge[]): readonly Idea[] {
  const known = new Set(shipped.en.nudges.map(({ id }) => id));
  const added = own.map(({ nudge }) => nudge.id).filter((id) => !known.has(id));
  return [...known, ...new Set(added)].flatMap((id) => {
    const rows = own.filter(({ nudge }) => nudge.id === id);
    const ships = { en: findNudge(shipped.en, id), es: findNudge(shipped.es, id) };
    const facts = rows[0]?.nudge ?? ships.en;
    if (!facts) return [];
    const wordsIn = (language: Language): IdeaWords | undefined =>
      wordsOf(rows.find((row) => row.language === language)?.nudge ?? ships[language]);
    const isChanged = rows.some(({ nudge, language }) => !isSame(nudge, ships[language]));
    const shippedAs = isChanged ? "changed" : "product";
    const origin = ships.en ? shippedAs : "added";
    const isRetired = rows.some(({ retiredAt }) => retiredAt !== undefined);
    return [{ facts, words: { en: wordsIn("en"), es: wordsIn("es") }, origin, isRetired }];
  });
}

/** A library's ideas as the district has them in one language, without those that it retired. */
export function withOwnNudges(
  shipped: Libraries,
  language: Language,
  own: readonly OwnNudge[],
): readonly NudgeText[] {
  if (own.length === 0) return shipped[language].nudges;
  return listOwnIdeas(shipped, own)
    .filter(({ isRetired }) => !isRetired)
    .flatMap((idea) => toNudge(idea, language) ?? []);
}

/** An idea as it is read in a language; in the other one where it is written in that alone. */
export function toNudge(
  { facts, words }: Pick<Idea, "facts" | "words">,
  language: Language,
): NudgeText | undefined {
  const said = words[language] ?? words.en ?? words.es;
  return said && { ...facts, ...said };
}

/** The rows that hold an idea; none for a language in which the library says the very same. */
export function toRows(
  idea: Pick<Idea, "facts" | "words">,
  shipped: Libraries,
  retiredAt: Date | undefined,
): readonly OwnNudge[] {
  const all = languages.flatMap((language): readonly OwnNudge[] => {
    const words = idea.words[language];
    return words ? [{ language, nudge: { ...idea.facts, ...words }, retiredAt }] : [];
  });
  const changed = all.filter(
    ({ nudge, language }) => !isSame(nudge, findNudge(shipped[language], nudge.id)),
  );
  if (changed.length > 0) return changed;
  return retiredAt ? all.slice(0, 1) : [];
}

function findNudge({ nudges }: Pick<Library, "nudges">, id: string): NudgeText | undefined {
  return nudges.find((nudge) => nudge.id === id);
}

function wordsOf(nudge: NudgeText | undefined): IdeaWords | undefined {
  if (!nudge) return undefined;
  const { title, body, tryThis, praiseHook } = nudge;
  return { title, body, tryThis, praiseHook };
}

function isSame(one: NudgeText, other: NudgeText | undefined): boolean {
  return other !== undefined && partsOf(one) === partsOf(other);
}

function partsOf(nudge: NudgeText): string {
  const { audience, practice, minutes, prefer, avoid } = nudge;
  return JSON.stringify([
    wordsOf(nudge),
    { audience, practice, minutes },
    [...prefer].sort(),
    [...avoid].sort(),
  ]);
}
