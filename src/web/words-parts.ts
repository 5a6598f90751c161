import { html } from "hono/html";
import { type Language, languages } from "#domain/language.ts";
import { shorten } from "#domain/plain-text.ts";
import type { PhraseCheck } from "#messages/own-phrase.ts";
import type { PageWords } from "#messages/page-words.ts";
import type { OwnPhrase, PhraseToChange, WordsList } from "#usecases/read-words.ts";
import { drawPart, drawText } from "./page-parts.ts";
import { type Markup, ownField } from "./page-shell.ts";
import { drawArea, drawTabs, remarksOf } from "./wording-parts.ts";
import { phrasePath, WORDS_PATH } from "./wording-paths.ts";

/** What was typed, and what was found in it. */
export interface TypedTexts {
  readonly texts: Readonly<Record<Language, string>>;
  /** Undefined before anybody looked. */
  readonly checks: Readonly<Record<Language, PhraseCheck | undefined>> | undefined;
}

/** The field to search in, and what was found. */
export function drawWords(words: PageWords, list: WordsList, search: string): Markup {
  const { phrases, more } = list;
  const count = String(phrases.length + more);
  const said = search === "" ? words.say("words_first", {}) : words.say("words_found", { count });
  return html`${drawTabs(words, "words")}
${drawText(words.say("words_text", {}))}
<form method="get" action="${WORDS_PATH}" role="search" class="search">
<label for="search">${words.say("words_search", {})}</label>
<input id="search" name="q" type="search" value="${search}" maxlength="100" autocomplete="off">
<button>${words.say("words_search_button", {})}</button>
</form>
<p role="status">${phrases.length === 0 ? words.say("words_none", {}) : said}</p>
<ul class="thanks">${phrases.map((phrase) => drawPhraseLine(words, phrase))}</ul>
${more > 0 ? drawText(words.say("words_more", { count: String(more) })) : ""}`;
}

function drawPhraseLine(words: PageWords, phrase: OwnPhrase): Markup {
  const { key, shipped, own, broken } = phrase;
  const isOwn = own.en !== "" || own.es !== "";
  const state = broken.length > 0 ? words.say("words_broken", {}) : words.say("words_own", {});
  return html`<li><h3><a href="${phrasePath(key)}">${nameOf(words, phrase)}</a></h3>
<p class="small">${key}</p>
${isOwn ? html`<p class="badge">${state}</p>` : ""}
${languages.map((language) => html`<p lang="${language}">${own[language] || shipped[language]}</p>`)}</li>`;
}

const MOST_NAMED = 60;

/** How a text begins, for those who read no keys. */
export function nameOf({ language }: PageWords, { own, shipped }: OwnPhrase): string {
  return shorten(own[language] || shipped[language], MOST_NAMED);
}

/** One text in both languages, to change. */
export function drawPhrase(
  words: PageWords,
  found: PhraseToChange,
  { typed, csrf }: { readonly typed: TypedTexts; readonly csrf: string },
): Markup {
  const { phrase } = found;
  const { key, kind, broken, own } = phrase;
  const isOwn = own.en !== "" || own.es !== "";
  return html`${broken.length > 0 ? html`<p class="badge">${words.say("words_broken", {})}</p>` : ""}
<p class="small">${key}</p>
${drawText(words.say(`words_kind_${kind}`, {}))}
<form method="post" action="${phrasePath(key)}">${ownField(csrf)}
<div class="beside">${languages.map((language) => drawLanguage(words, { phrase, typed, language }))}</div>
${typed.checks ? drawSeen(typed.texts) : ""}
<div class="acts">
<button name="do" value="check"${typed.checks ? html` class="plain"` : ""}>${words.say("words_check", {})}</button>
${typed.checks ? drawKeep(words, typed) : ""}
${isOwn ? html`<button name="do" value="back" class="plain">${words.say("words_back", {})}</button>` : ""}
</div>
</form>
${drawPlaceholders(words, found)}
<p><a href="${WORDS_PATH}">${words.say("words_all", {})}</a></p>`;
}

/** What was looked at: whoever changes it after that looks again. */
function drawSeen(texts: TypedTexts["texts"]): Markup {
  return html`${languages.map((language) => html`<input type="hidden" name="seen.${language}" value="${texts[language]}">`)}`;
}

function drawKeep(words: PageWords, { checks }: TypedTexts): Markup {
  const remarks = Object.values(checks ?? {}).flatMap((check) =>
    check ? remarksOf(words, check) : [],
  );
  if (remarks.some(({ isError }) => isError)) return html``;
  const label =
    remarks.length > 0 ? words.say("words_keep_anyway", {}) : words.say("words_keep", {});
  return html`<button name="do" value="keep">${label}</button>`;
}

interface InLanguage {
  readonly phrase: OwnPhrase;
  readonly typed: TypedTexts;
  readonly language: Language;
}

function drawLanguage(words: PageWords, { phrase, typed, language }: InLanguage): Markup {
  const name = language === "en" ? words.say("words_english", {}) : words.say("words_spanish", {});
  const check = typed.checks?.[language];
  const area = drawArea({
    name: language,
    label: words.say("words_yours", {}),
    help: words.say("words_yours_help", {}),
    value: typed.texts[language],
    language,
    rows: phrase.kind === "message" || phrase.kind === "reminder" ? 8 : 3,
    remarks: check ? remarksOf(words, check) : [],
  });
  return html`<fieldset class="choice"><legend>${name}</legend>
<p class="small">${words.say("words_product", {})}</p>
<blockquote lang="${language}">${phrase.shipped[language]}</blockquote>
${area}
${typed.checks ? drawExample(words, check, language) : ""}</fieldset>`;
}

function drawExample(words: PageWords, check: PhraseCheck | undefined, language: Language): Markup {
  if (check?.fault) return html``;
  const lines = check?.example.split("\n") ?? [];
  const body = check
    ? html`<div class="message" lang="${language}">${lines.map((line) => html`<p>${line}</p>`)}</div>`
    : drawText(words.say("words_preview_product", {}));
  return html`<h3>${words.say("words_preview", {})}</h3>${body}`;
}

function drawPlaceholders(words: PageWords, { placeholders }: PhraseToChange): Markup {
  const heading = words.say("words_slots", {});
  if (placeholders.length === 0)
    return drawPart(heading, drawText(words.say("words_slots_none", {})));
  const rows = placeholders.map(({ name, means, example }) => {
    const what = means === "" ? words.say("words_slot_other", {}) : means;
    return html`<div><dt><code>{${name}}</code></dt><dd>${words.say("words_slot", { means: what, example })}</dd></div>`;
  });
  const text = drawText(words.say("words_slots_text", { sign: "[[...]]" }));
  return drawPart(heading, html`${text}<dl>${rows}</dl>`);
}
