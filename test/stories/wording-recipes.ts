import { keepIdea } from "#usecases/keep-idea.ts";
import { keepPhrase } from "#usecases/keep-phrase.ts";
import { listIdeas, previewIdea, readIdea } from "#usecases/list-ideas.ts";
import { listWords, readPhrase } from "#usecases/read-words.ts";
import { retireIdea } from "#usecases/retire-idea.ts";
import type { Recipe } from "./recipe.ts";
import type { ActorRole } from "./two-districts.ts";

/** "Words and nudges" are a PL lead's, by policy.md. */
const leads = (role: ActorRole) => role === "pl_lead";
const words = { title: "", body: "", tryThis: "", praiseHook: "" };
const typed = { audience: "teacher", practice: "choice", minutes: "5", prefer: ["any"], avoid: [] };

/** The district's own words and ideas. */
export const wordingRecipes = {
  listWords: { run: async (product, act) => await listWords(product, act, "invite"), may: leads },
  readPhrase: { run: async (product, act) => await readPhrase(product, act, "invite"), may: leads },
  keepPhrase: {
    run: async (product, act) =>
      await keepPhrase(product, act, { key: "invite", texts: { en: "", es: "" }, keep: true }),
    may: leads,
  },
  listIdeas: { run: listIdeas, may: leads },
  readIdea: { run: async (product, act) => await readIdea(product, act, "T01"), may: leads },
  keepIdea: {
    run: async (product, act) =>
      await keepIdea(product, act, {
        id: "T01",
        ...typed,
        words: { en: words, es: words },
        keep: false,
      }),
    may: leads,
  },
  retireIdea: {
    run: async (product, act) => await retireIdea(product, act, { id: "T01", retired: true }),
    may: leads,
  },
  previewIdea: { run: async (product, act) => await previewIdea(product, act, "T01"), may: leads },
} as const satisfies Readonly<Record<string, Recipe>>;
