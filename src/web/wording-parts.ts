import { html } from "hono/html";
import type { Finding } from "#domain/lint-words.ts";
import type { PhraseCheck } from "#messages/own-phrase.ts";
import type { PageWords } from "#messages/page-words.ts";
import type { TextFault } from "#messages/reword-words.ts";
import type { Card } from "#ports/card.ts";
import type { Markup } from "./page-shell.ts";
import { IDEAS_PATH, WORDS_PATH } from "./wording-paths.ts";

/** The two pages of the district's own words, beside each other. */
export function drawTabs(words: PageWords, here: "words" | "ideas"): Markup {
  const tabs = [
    { path: WORDS_PATH, label: words.say("wording_words", {}), isHere: here === "words" },
    { path: IDEAS_PATH, label: words.say("wording_ideas", {}), isHere: here === "ideas" },
  ];
  return html`<nav aria-label="${words.say("menu_wording", {})}"><ul>${tabs.map(
    ({ path, label, isHere }) =>
      html`<li><a href="${path}"${isHere ? html` aria-current="true"` : ""}>${label}</a></li>`,
  )}</ul></nav>`;
}

/** One thing to look at, as a sentence. */
export interface Remark {
  readonly isError: boolean;
  readonly text: string;
}

/** What was found, in words of the page; errors first. */
export function toRemarks(words: PageWords, findings: readonly Finding[]): readonly Remark[] {
  return findings.map(({ level, fault, about = "" }) => ({
    isError: level === "error",
    text: sayFault(words, fault, about),
  }));
}

function sayFault(words: PageWords, fault: Finding["fault"], about: string): string {
  switch (fault) {
    case "letters":
    case "words":
    case "grade":
    case "jargon":
    case "pressure":
    case "name":
    case "private":
    case "student":
      return words.say(`lint_${fault}`, { about });
    default:
      return words.say(`lint_${fault}`, {});
  }
}

/** The same for a text of the bot, whose placeholders are looked at too. */
export function remarksOf(words: PageWords, check: PhraseCheck): readonly Remark[] {
  const { fault, missing, findings } = check;
  return [
    ...(fault ? [{ isError: true, text: sayTextFault(words, fault) }] : []),
    ...toRemarks(words, findings),
    ...(missing.length > 0 ? [{ isError: false, text: sayMissing(words, missing) }] : []),
  ];
}

function sayMissing(words: PageWords, missing: readonly string[]): string {
  return words.say("lint_missing", { name: words.list(missing.map((name) => `{${name}}`)) });
}

function sayTextFault(words: PageWords, fault: TextFault): string {
  switch (fault.fault) {
    case "unknown":
      return words.say("lint_unknown", { name: `{${fault.name}}` });
    case "form":
      return words.say("lint_form", { name: `{${fault.name}}` });
    case "empty":
      return words.say("lint_empty", {});
    default:
      return words.say("lint_braces", {});
  }
}

/** Under the field they are about. */
function drawRemarks(id: string, remarks: readonly Remark[]): Markup {
  if (remarks.length === 0) return html``;
  const lines = remarks.map(({ isError, text }) =>
    isError ? html`<li class="wrong">${text}</li>` : html`<li>${text}</li>`,
  );
  return html`<ul class="remarks" id="${id}">${lines}</ul>`;
}

/** A card as people read it in chat; its buttons do nothing here. */
export function drawMessage(card: Card, language: string): Markup {
  const { title, text, fields = [], buttons = [], context } = card;
  return html`<div class="message" lang="${language}">
${title === undefined ? "" : html`<h4>${title}</h4>`}
${text.split("\n").map((line) => html`<p>${line}</p>`)}
${fields.map(({ label, value }) => html`<p><strong>${label}</strong><br>${value}</p>`)}
${buttons.length > 0 ? html`<p class="presses">${buttons.map(({ label }) => html`<span>${label}</span> `)}</p>` : ""}
${context === undefined ? "" : html`<p class="small">${context}</p>`}
</div>`;
}

interface TypedField {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly value: string;
  readonly language: string;
  readonly rows: number;
  readonly remarks: readonly Remark[];
}

/** A field of several lines with what is to look at right under it. */
export function drawArea(field: TypedField): Markup {
  const { name, label, help, value, language, rows, remarks } = field;
  const id = `f-${name.replace(".", "-")}`;
  const wrong = remarks.some(({ isError }) => isError) ? html` aria-invalid="true"` : "";
  return html`<div class="field">
<label for="${id}">${label}</label>
<p class="small" id="${id}-help">${help}</p>
<textarea id="${id}" name="${name}" lang="${language}" rows="${rows}" maxlength="3000" aria-describedby="${id}-help ${id}-look"${wrong}>
${value}</textarea>
${drawRemarks(`${id}-look`, remarks)}
</div>`;
}
