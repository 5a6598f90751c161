import { html } from "hono/html";
import type { LookFor } from "#domain/content.ts";
import { type Observation, type Signal, signals } from "#domain/expedition.ts";
import { MOST_VISIT_LINE } from "#domain/visit-line.ts";
import { MOST_ROOMS } from "#domain/visit-part.ts";
import type { PageWords } from "#messages/page-words.ts";
import type { Words } from "#messages/words.ts";
import type { Markup } from "./page-shell.ts";

/** What is in the form: what was recorded, or what was typed and could not be kept. */
export interface Draft {
  readonly rooms: number;
  readonly observations: readonly Observation[];
}

/** What is not right, where it stands. */
export interface Fault {
  /** "" for the page as a whole. */
  readonly lookFor: string;
  readonly message: string;
}

export interface DrawnDraft {
  readonly draft: Draft;
  readonly fault: Fault | undefined;
}

/** The tiles, practice by practice. */
export function drawTiles(words: PageWords, bot: Words, drawn: DrawnDraft): Markup {
  const { practices, lookFors } = bot.library;
  const groups = practices
    .map(({ id, label }) => ({ label, tiles: lookFors.filter((each) => each.practice === id) }))
    .filter(({ tiles }) => tiles.length > 0);
  return html`${groups.map(
    ({ label, tiles }) => html`<h2 class="practice">${label}</h2>
${tiles.map((tile) => drawTile(words, tile, drawn))}`,
  )}`;
}

function drawTile(words: PageWords, { id, statement }: LookFor, { draft, fault }: DrawnDraft) {
  const chosen = draft.observations.find(({ lookFor }) => lookFor === id);
  const wrong = fault?.lookFor === id ? fault.message : "";
  return html`<fieldset class="tile" data-look="${id}">
<legend>${statement}</legend>
<div class="toggles">
${signals.map((signal) => drawToggle(words, { id, signal, chosen }))}
<label class="unscripted"><input type="radio" name="signal.${id}" value=""><span>${words.say("record_none", {})}</span></label>
</div>
<div class="more">
${drawStepper(words, { name: `rooms.${id}`, label: words.say("record_look_rooms", {}), value: chosen?.rooms ?? 1, least: 1 })}
<label class="line">${words.say("record_note", {})}<input type="text" name="note.${id}" maxlength="${MOST_VISIT_LINE}" autocomplete="off" value="${chosen?.note ?? ""}" aria-describedby="wrong-${id} note-help"${wrong === "" ? "" : html` aria-invalid="true"`}></label>
<p class="wrong" id="wrong-${id}">${wrong}</p>
<button type="button" class="plain scripted" data-clear hidden>${words.say("record_clear", {})}<span class="heard">: ${statement}</span></button>
</div>
</fieldset>`;
}

interface Toggle {
  readonly id: string;
  readonly signal: Signal;
  readonly chosen: Observation | undefined;
}

function drawToggle(words: PageWords, { id, signal, chosen }: Toggle): Markup {
  const label = html`<span>${words.say(`record_${signal}`, {})}</span>`;
  const name = `signal.${id}`;
  return chosen?.signal === signal
    ? html`<label><input type="radio" name="${name}" value="${signal}" checked>${label}</label>`
    : html`<label><input type="radio" name="${name}" value="${signal}">${label}</label>`;
}

interface Stepper {
  readonly name: string;
  readonly label: string;
  readonly value: number;
  readonly least: number;
}

/** A number with a button on each side, which the script shows. */
export function drawStepper(words: PageWords, { name, label, value, least }: Stepper): Markup {
  const step = (by: string, sign: string, said: string) =>
    html`<button type="button" class="plain scripted" data-step="${by}" hidden><span aria-hidden="true">${sign}</span><span class="heard">${said}: ${label}</span></button>`;
  return html`<div class="stepper"><label for="${name}">${label}</label>
<span class="steps">${step("-1", "−", words.say("record_fewer", {}))}
<input type="number" id="${name}" name="${name}" inputmode="numeric" min="${least}" max="${MOST_ROOMS}" value="${value}">
${step("1", "+", words.say("record_more", {}))}</span></div>`;
}

/** Something to open where it is needed. */
export function drawFolded(heading: string, lines: readonly string[]): Markup {
  return html`<details><summary>${heading}</summary>
<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>
</details>`;
}
