import type { DistrictId } from "#domain/ids.ts";
import type { OwnText } from "#domain/own-library.ts";
import { type OwnLibrary, rewordWords } from "#messages/reword-words.ts";
import type { Words } from "#messages/words.ts";
import type { Steps } from "#ports/steps.ts";
import type { Product, Work } from "./product.ts";

/** Another text whenever the district changed a word or an idea of its own. */
const VERSION = "own_words_version";

interface Known {
  readonly version: string;
  readonly wordsIn: Product["wordsIn"];
  readonly broken: readonly OwnText[];
}

/** What was put together before, by the product's words and district. */
const known = new WeakMap<Words, Map<DistrictId, Known>>();

/**
 * The same product in the words of a district: every turn, timer and page asks for it once. One small read
 * where nothing changed, so another process says new words from its next turn on.
 */
export function* speakFor<P extends Product>(work: Pick<Work, "tx">, product: P): Steps<P> {
  const shipped = shippedWords(product);
  const own = yield* readKnown(work, shipped);
  const wordsIn = own?.wordsIn ?? shipped;
  return { ...product, wordsIn, words: wordsIn[product.words.language] };
}

/** Own texts of the district that cannot be said any more; the product's stand in their place. */
export function* listBroken(work: Work): Steps<readonly OwnText[]> {
  return (yield* readKnown(work, shippedWords(work.product)))?.broken ?? [];
}

/** From now on every process reads the district's words anew; in the transaction that changes them. */
export function* renewWords({ tx, product }: Work): Steps<void> {
  yield* tx.roster.saveSetting(VERSION, product.random.id());
}

/** What the product says by itself, whoever reworded it. */
export function shippedWords({ wordsIn }: Pick<Product, "wordsIn">): Product["wordsIn"] {
  const { en, es } = wordsIn;
  return en.shipped && es.shipped ? { en: en.shipped, es: es.shipped } : wordsIn;
}

function* readKnown(
  { tx }: Pick<Work, "tx">,
  shipped: Product["wordsIn"],
): Steps<Known | undefined> {
  const version = yield* tx.roster.findSetting(VERSION);
  if (version === undefined) return undefined;
  const districts = known.get(shipped.en) ?? new Map<DistrictId, Known>();
  known.set(shipped.en, districts);
  const before = districts.get(tx.district);
  if (before?.version === version) return before;
  const texts = yield* tx.serving.listOwnTexts();
  const nudges = yield* tx.serving.listOwnNudges();
  const made = { version, ...rewordOrShipped(shipped, { texts, nudges }) };
  districts.set(tx.district, made);
  return made;
}

/** Whatever was kept, there is always something to say. */
function rewordOrShipped(
  shipped: Product["wordsIn"],
  own: OwnLibrary,
): Pick<Known, "wordsIn" | "broken"> {
  try {
    return rewordWords(shipped, own);
  } catch {
    return { wordsIn: shipped, broken: own.texts };
  }
}
