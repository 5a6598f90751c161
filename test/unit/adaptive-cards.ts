import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import process from "node:process";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import type { Place, Surface } from "#adapters/teams/render.ts";
import { createSecretBox, readKey } from "#host/secret-box.ts";
import { readMarkdown } from "./markdown-model.ts";

/** Another project's data: looked at where it lies beside the repository, and never copied. */
const SCHEMA = "../shared/platforms/adaptive-card-1.5.schema.json";
export const hasSchema = existsSync(SCHEMA);
if (!hasSchema)
  process.stdout.write("The schema of Adaptive Cards is absent: not checked by it.\n");

const box = createSecretBox([readKey(randomBytes(32).toString("base64"))]);
export const sealing = { box, workspace: "7b6c1f1e-0000-4000-8000-000000000001" };
export const placeOn = (surface: Surface): Place => ({ sealing, surface, token: "token-1" });
export const place = placeOn("message");

/** Anything in a card, read without trust in our own types. */
export type Part = Readonly<Record<string, unknown>>;

const isPart = (given: unknown): given is Part =>
  typeof given === "object" && given !== null && !Array.isArray(given);

/** Every object of a card, however deep, in reading order. */
function partsOf(given: unknown): Part[] {
  if (typeof given !== "object" || given === null) return [];
  const inside = Object.values(given).flatMap(partsOf);
  return isPart(given) ? [given, ...inside] : inside;
}

export const typed = (given: unknown, ...types: string[]): Part[] =>
  partsOf(given).filter(({ type }) => types.includes(String(type)));
export const actionsOf = (given: unknown): Part[] =>
  typed(given, "Action.Execute", "Action.Submit");
export const linksOf = (given: unknown): Part[] => typed(given, "Action.OpenUrl");
export const inputsOf = (given: unknown): Part[] => typed(given, "Input.Text", "Input.ChoiceSet");
export const textsOf = (given: unknown): string[] =>
  typed(given, "TextRun", "TextBlock").map(({ text }) => String(text));

/** The data that Teams hands back when a person sends the form as it is drawn. */
export function dataOf(card: unknown): Record<string, unknown> {
  const held = inputsOf(card).filter(({ value }) => value !== undefined);
  return Object.fromEntries(held.map(({ id, value }) => [String(id), value]));
}

export const bytesOf = (given: unknown): number => Buffer.byteLength(JSON.stringify(given));

let compiled: ValidateFunction | undefined;
function isValid(card: unknown): ValidateFunction {
  if (!compiled) {
    const ajv = new Ajv({ strict: false });
    addFormats.default(ajv);
    const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(SCHEMA, "utf8"));
    compiled = ajv.compile(schema);
  }
  compiled(card);
  return compiled;
}

/** One of Teams' own charts, which the schema knows nothing of. */
function isChart(given: unknown): given is { readonly fallback: unknown } {
  return isPart(given) && String(given.type).startsWith("Chart.");
}

/** A card as the schema knows it: with what stands in for what only Teams has. */
function withoutExtensions(given: unknown): unknown {
  if (Array.isArray(given)) {
    return given.map((one) => withoutExtensions(isChart(one) ? one.fallback : one));
  }
  if (!isPart(given)) return given;
  // The docs name the style "filtered" of 1.5; the schema does not.
  const kept = Object.entries(given).filter(
    ([name, value]) => name !== "msteams" && name !== "choices.data" && value !== "filtered",
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutExtensions(value)]));
}

/** What the schema of Adaptive Cards 1.5 objects to; nothing where it is absent. */
export function schemaFaults(card: unknown): string[] {
  if (!hasSchema) return [];
  const { errors } = isValid(withoutExtensions(card));
  return (errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const UNSEEN = /(?![\n\t])\p{Cc}|\p{Cs}|[\u{E000}\u{E001}\u{202A}-\u{202E}]/u;
const MOST_ACTIONS = 6;
const said = (given: unknown): boolean => typeof given === "string" && given.trim() !== "";

/** What would trouble a person or a client, besides the schema. */
export function cardFaults(card: unknown): string[] {
  const ids = inputsOf(card).map(({ id }) => String(id));
  return [
    ...(new Set(ids).size === ids.length ? [] : [`two inputs are called ${ids}`]),
    ...inputsOf(card).flatMap(inputFaults),
    ...typed(card, "ActionSet").flatMap(({ actions }) =>
      partsOf(actions).length > 0 && Array.isArray(actions) && actions.length <= MOST_ACTIONS
        ? []
        : ["an action set of none or too many"],
    ),
    ...actionsOf(card).flatMap((action) => (said(action.title) ? [] : ["a button without words"])),
    ...typed(card, "Image").flatMap(({ url, altText }) =>
      String(url).startsWith("https://") && said(altText) ? [] : [`a picture at ${url}`],
    ),
    ...typed(card, "Table").flatMap(tableFaults),
    ...readAsMarkdown(card).flatMap((text) =>
      readMarkdown(text).map((found) => `${found}: ${text}`),
    ),
    ...textsOf(card).flatMap((text) => (text.includes("{{") ? [`a function: ${text}`] : [])),
    ...stringsIn(card).flatMap((text) => (UNSEEN.test(text) ? [`unseen signs: ${text}`] : [])),
  ];
}

function inputFaults(input: Part): string[] {
  const { id, label, isRequired, errorMessage, choices, value, isMultiSelect } = input;
  const listed = Array.isArray(choices) ? choices.map((one) => String(one.value)) : undefined;
  const chosen = isMultiSelect ? String(value ?? "").split(",") : [String(value ?? "")];
  const isKnown = !listed || value === undefined || chosen.every((one) => listed.includes(one));
  return [
    ...(said(label) ? [] : [`${id} has no label`]),
    ...((isRequired === true) === said(errorMessage)
      ? []
      : [`${id} says nothing when it is empty`]),
    ...(isKnown ? [] : [`${id} holds ${value}`]),
    ...(listed?.some((one) => one === "" || one.includes(",")) ? [`${id} has a torn choice`] : []),
  ];
}

function tableFaults({ columns, rows }: Part): string[] {
  const widths = (Array.isArray(rows) ? rows : []).map((row) => row.cells.length);
  const wanted = Array.isArray(columns) ? columns.length : 0;
  return widths.every((width) => width === wanted) && wanted > 0 ? [] : ["a torn table"];
}

/** What Teams, or a client of it, may read as markdown. */
function readAsMarkdown(card: unknown): string[] {
  const read = (part: Part): unknown[] => [
    part.type === "TextBlock" ? part.text : "",
    ...["label", "errorMessage", "tooltip", "fallbackText"].map((name) => part[name]),
    part.type === undefined && "value" in part ? part.title : "",
  ];
  return partsOf(card)
    .flatMap(read)
    .filter((text) => typeof text === "string");
}

/** Every string but what is locked, and what people typed into an input. */
function stringsIn(card: unknown): string[] {
  return partsOf(card).flatMap((part) =>
    Object.entries(part).flatMap(([name, value]) =>
      typeof value === "string" && !(name === "value" && part.type === "Input.Text") ? [value] : [],
    ),
  );
}
