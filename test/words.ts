import { readContent } from "#imports/content-files.ts";
import { createWords } from "#messages/words.ts";
import type { Product } from "#usecases/product.ts";

const FOLDER = "src/messages/content";
const [en, es] = [readContent(FOLDER, "en"), readContent(FOLDER, "es")];

/** Everything the bot says, in each language; read once for all tests of a file. */
export const wordsIn: Product["wordsIn"] = {
  en: createWords(en, "en", [es]),
  es: createWords(es, "es", [en]),
};

/** The English words. */
export const words = wordsIn.en;
