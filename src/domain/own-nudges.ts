import type { Library, NudgeText } from "./content.ts";
import type { Language } from "./language.ts";
import type { OwnNudge } from "./own-library.ts";

/**
 * The library's ideas as a district has them in one language: those it changed in its words, those it
 * added behind them, and none that it retired. What it wrote in one language only is read in that one.
 */
export function withOwnNudges(
  library: Library,
  language: Language,
  own: readonly OwnNudge[],
): Library {
  if (own.length === 0) return library;
  const mine = new Map<string, OwnNudge>();
  for (const one of own) {
    const known = mine.get(one.nudge.id);
    if (!known || one.language === language) mine.set(one.nudge.id, one);
  }
  const shipped = new Set(library.nudges.map(({ id }) => id));
  const added = [...mine.values()].map(({ nudge }) => nudge).filter(({ id }) => !shipped.has(id));
  const isRetired = ({ id }: NudgeText): boolean => mine.get(id)?.retiredAt !== undefined;
  const changed = library.nudges.map((nudge) => inOwnWords(nudge, own, language));
  return { ...library, nudges: [...changed, ...added].filter((nudge) => !isRetired(nudge)) };
}

/** An idea of the library keeps its words in a language in which nobody changed it; all else is as it was changed. */
function inOwnWords(nudge: NudgeText, own: readonly OwnNudge[], language: Language): NudgeText {
  const [first, ...rest] = own.filter((one) => one.nudge.id === nudge.id);
  if (!first) return nudge;
  const mine = [first, ...rest].find((one) => one.language === language);
  if (mine) return mine.nudge;
  const { title, body, tryThis, praiseHook } = nudge;
  return { ...first.nudge, title, body, tryThis, praiseHook };
}
