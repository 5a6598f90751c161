import { html } from "hono/html";
import type { Label } from "#domain/content.ts";
import type { Language } from "#domain/language.ts";
import { type IdeaField, ideaFields } from "#domain/lint-words.ts";
import type { Idea, IdeaWords } from "#domain/own-nudges.ts";
import { seasonIds } from "#domain/seasons.ts";
import type { PageWords } from "#messages/page-words.ts";
import type { FactField, KeptIdea, TypedIdea } from "#usecases/keep-idea.ts";
import { drawText } from "./page-parts.ts";
import type { Markup } from "./page-shell.ts";
import { fieldOf } from "./sessions.ts";
import { drawArea, toRemarks } from "./wording-parts.ts";

export type TypedFacts = Omit<TypedIdea, "keep">;

/** What is in the form's fields, and what was found in it. */
export interface IdeaDraft {
  readonly typed: TypedFacts;
  /** Undefined before anybody looked. */
  readonly looked: KeptIdea | undefined;
}

const NO_WORDS: IdeaWords = { title: "", body: "", tryThis: "", praiseHook: "" };
const ROWS: Readonly<Record<IdeaField, number>> = { title: 2, body: 4, tryThis: 4, praiseHook: 3 };

/** An idea as its form shows it first; an empty form for a new one. */
export function typedFrom(idea: Idea | undefined, id: string): TypedFacts {
  const facts = idea?.facts;
  return {
    id,
    audience: facts?.audience ?? "teacher",
    practice: facts?.practice ?? "",
    minutes: facts ? String(facts.minutes) : "",
    prefer: facts?.prefer ?? [],
    avoid: facts?.avoid ?? ["testing"],
    words: { en: idea?.words.en ?? NO_WORDS, es: idea?.words.es ?? NO_WORDS },
  };
}

/** A form as it was sent. */
export function readTyped(form: FormData, id: string): TypedFacts {
  const list = (name: string) =>
    form.getAll(name).filter((each): each is string => typeof each === "string");
  const [audience, practice, minutes] = ["audience", "practice", "minutes"].map((name) =>
    fieldOf(form, name).trim(),
  );
  return {
    id,
    audience: audience ?? "",
    practice: practice ?? "",
    minutes: minutes ?? "",
    prefer: list("prefer"),
    avoid: list("avoid"),
    words: { en: readWords(form, "en"), es: readWords(form, "es") },
  };
}

function readWords(form: FormData, language: Language): IdeaWords {
  const read = (field: IdeaField) =>
    fieldOf(form, `${language}.${field}`).replaceAll("\r\n", "\n").trim();
  return {
    title: read("title"),
    body: read("body"),
    tryThis: read("tryThis"),
    praiseHook: read("praiseHook"),
  };
}

/** Everything of an idea that can be chosen or written. */
export function drawFields(
  words: PageWords,
  draft: IdeaDraft,
  practices: readonly Label[],
): Markup {
  const { looked } = draft;
  return html`${drawFacts(words, draft, practices)}
${drawText(words.say("idea_second", {}))}
${drawWrong(words, looked, "words")}
<div class="beside">${drawWords(words, draft, "en")}${drawWords(words, draft, "es")}</div>`;
}

function drawFacts(
  words: PageWords,
  { typed, looked }: IdeaDraft,
  practices: readonly Label[],
): Markup {
  const audiences = (["teacher", "principal"] as const).map((id) => ({
    id,
    label: words.say(`ideas_${id}`, {}),
  }));
  return html`${drawChoice(words, { name: "audience", options: audiences, chosen: typed.audience, looked })}
${drawChoice(words, { name: "practice", options: practices, chosen: typed.practice, looked })}
<div class="field"><label for="minutes">${words.say("idea_minutes", {})}</label>
<p class="small" id="minutes-help">${words.say("idea_minutes_help", {})}</p>
<input id="minutes" name="minutes" inputmode="numeric" maxlength="2" value="${typed.minutes}" aria-describedby="minutes-help wrong-minutes">
${drawWrong(words, looked, "minutes")}</div>
${drawSeasons(words, "prefer", typed.prefer)}
${drawWrong(words, looked, "seasons")}
${drawSeasons(words, "avoid", typed.avoid)}`;
}

interface Choice {
  readonly name: "audience" | "practice";
  readonly options: readonly Label[];
  readonly chosen: string;
  readonly looked: KeptIdea | undefined;
}

function drawChoice(words: PageWords, { name, options, chosen, looked }: Choice): Markup {
  const one = ({ id, label }: Label) =>
    html`<label class="pick"><input type="radio" name="${name}" value="${id}"${id === chosen ? html` checked` : ""}> ${label}</label>`;
  return html`<fieldset class="choice"><legend>${words.say(`idea_${name}`, {})}</legend>
${options.map(one)}${drawWrong(words, looked, name)}</fieldset>`;
}

function drawSeasons(words: PageWords, name: "prefer" | "avoid", chosen: readonly string[]) {
  const help = name === "avoid" ? drawText(words.say("idea_avoid_help", {})) : "";
  const offered = name === "avoid" ? seasonIds.filter((id) => id !== "any") : seasonIds;
  const one = (id: (typeof seasonIds)[number]) =>
    html`<label class="pick"><input type="checkbox" name="${name}" value="${id}"${chosen.includes(id) ? html` checked` : ""}> ${words.say(`season_${id}`, {})}</label>`;
  return html`<fieldset class="choice"><legend>${words.say(`idea_${name}`, {})}</legend>${help}${offered.map(one)}</fieldset>`;
}

function drawWrong(words: PageWords, looked: KeptIdea | undefined, field: FactField): Markup {
  if (!looked?.wrong.includes(field)) return html``;
  return html`<p class="wrong" id="wrong-${field}">${words.say(`idea_wrong_${field}`, {})}</p>`;
}

function drawWords(words: PageWords, { typed, looked }: IdeaDraft, language: Language): Markup {
  const name = language === "en" ? words.say("words_english", {}) : words.say("words_spanish", {});
  const findings = looked?.findings[language] ?? [];
  const areas = ideaFields.map((field) =>
    drawArea({
      name: `${language}.${field}`,
      label: words.say(`idea_field_${field}`, {}),
      help: words.say(`idea_field_${field}_help`, {}),
      value: typed.words[language][field],
      language,
      rows: ROWS[field],
      remarks: toRemarks(
        words,
        findings.filter((one) => one.field === field),
      ),
    }),
  );
  return html`<fieldset class="choice"><legend>${name}</legend>${areas}</fieldset>`;
}
