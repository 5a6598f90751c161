import { type Language, languages } from "#domain/language.ts";
import { displayName } from "#domain/roster.ts";
import type { PageWords } from "#messages/page-words.ts";
import { isStopped, type KeptPhrase, keepPhrase } from "#usecases/keep-phrase.ts";
import { listWords, type PhraseToChange, readPhrase } from "#usecases/read-words.ts";
import type { Visit } from "./dashboard.ts";
import { menuOf } from "./page-parts.ts";
import { showNotFound } from "./page-refusals.ts";
import { renderPage, wordsOf } from "./page-shell.ts";
import { readForm } from "./read-form.ts";
import { fieldOf } from "./sessions.ts";
import { phrasePath, WORDS_PATH } from "./wording-paths.ts";
import { drawPhrase, drawWords, nameOf, type TypedTexts } from "./words-parts.ts";

const MOST_SEARCHED = 100;

/** `/dashboard/words?q=...`: every text that can be said another way. Throws NOT_ALLOWED. */
export async function showWords({ context, product, session }: Visit): Promise<Response> {
  const search = (context.req.query("q") ?? "").slice(0, MOST_SEARCHED);
  const list = await listWords(product, session.actor, search);
  const words = wordsOf(context);
  const frame = {
    title: words.say("words_title", {}),
    signedIn: { name: displayName(list.pages.me), csrf: session.csrf },
    links: menuOf(words, list.pages, WORDS_PATH),
  };
  return await renderPage(context, frame, drawWords(words, list, search));
}

/** `/dashboard/words/:key`: one text in both languages. Throws NOT_ALLOWED. */
export async function showPhrase(visit: Visit): Promise<Response> {
  const { context, product, session } = visit;
  const found = await readPhrase(product, session.actor, keyOf(visit));
  if (!found) return await showNotFound(context);
  const words = wordsOf(context);
  const typed = { texts: found.phrase.own, checks: undefined };
  return await render(visit, found, { typed, said: saidOf(words, context.req.query("said")) });
}

function keyOf({ context }: Visit): string {
  return context.req.param("key") ?? "";
}

function saidOf(words: PageWords, said: string | undefined): string | undefined {
  if (said === "kept") return words.say("words_said_kept", {});
  return said === "back" ? words.say("words_said_back", {}) : undefined;
}

/** Looks at what was typed, keeps it, or gives the product's words back. Throws NOT_ALLOWED. */
export async function changePhrase(visit: Visit): Promise<Response> {
  const { context, product, session } = visit;
  const key = keyOf(visit);
  const form = await readForm(context);
  const wanted = fieldOf(form, "do");
  const texts = wanted === "back" ? { en: "", es: "" } : readTexts(form, "");
  const isSeen = wanted === "keep" && isSame(texts, readTexts(form, "seen."));
  const keep = wanted === "back" || isSeen;
  const kept = await keepPhrase(product, session.actor, { key, texts, keep });
  const found = kept && (await readPhrase(product, session.actor, key));
  if (!found) return await showNotFound(context);
  const said = wanted === "back" ? "back" : "kept";
  if (kept.kept) return context.redirect(`${phrasePath(key)}?said=${said}`, 303);
  const typed: TypedTexts = { texts, checks: kept.checks };
  return await render(visit, found, { typed, said: sayLooked(wordsOf(context), kept, wanted) });
}

function sayLooked(words: PageWords, { checks }: KeptPhrase, wanted: string): string | undefined {
  if (isStopped(checks.en) || isStopped(checks.es)) return words.say("words_fix", {});
  return wanted === "keep" ? words.say("words_look_again", {}) : undefined;
}

/** As it was typed, but with one kind of line break and nothing around it. */
function readTexts(form: FormData, before: string): Readonly<Record<Language, string>> {
  const read = (language: Language) =>
    fieldOf(form, `${before}${language}`).replaceAll("\r\n", "\n").trim();
  return { en: read("en"), es: read("es") };
}

function isSame(one: TypedTexts["texts"], other: TypedTexts["texts"]): boolean {
  return languages.every((language) => one[language] === other[language]);
}

interface Drawn {
  readonly typed: TypedTexts;
  readonly said: string | undefined;
}

async function render(visit: Visit, found: PhraseToChange, { typed, said }: Drawn) {
  const { context, session } = visit;
  const words = wordsOf(context);
  const frame = {
    title: nameOf(words, found.phrase),
    signedIn: { name: displayName(found.pages.me), csrf: session.csrf },
    links: menuOf(words, found.pages, WORDS_PATH),
    said,
  };
  return await renderPage(context, frame, drawPhrase(words, found, { typed, csrf: session.csrf }));
}
