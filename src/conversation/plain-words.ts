import { ProductError } from "#domain/errors.ts";
import { mentionedIn } from "#domain/mentions.ts";
import { fold } from "#domain/names.ts";
import { readMonth } from "#domain/typed-month.ts";
import { explainSends } from "#usecases/explain-sends.ts";
import { showOwnInvitation } from "#usecases/show-own-invitation.ts";
import { showSchool } from "#usecases/show-school.ts";
import { showWaveSchools } from "#usecases/show-wave-schools.ts";
import { meansGroup } from "./group-commands.ts";
import { readLanguageName } from "./language-command.ts";
import { findNamed } from "./praise.ts";
import { namesRole } from "./profile-presses.ts";
import { findTyped, meansShow } from "./show-presses.ts";
import type { Talk } from "./talk.ts";
import { readDay } from "./week-presses.ts";

/** True if only somebody who means the command goes on like this. */
type Form = (talk: Talk, rest: string) => boolean | Promise<boolean>;

/** A sign, a word and the rest. */
const PLAIN = /^(\/?)([a-zñáéíóú]+(?:-[a-z]+)?)(?![\p{L}\p{N}_]):?\s*([\s\S]*)$/iu;
const PLEASE = /^please\b[\s,]*/i;
const PLEASE_LAST = /[\s,]*\bplease$/i;
/** What may stand around a word that is said alone. */
const SIGNS = /^[\p{P}\p{S}\s]+|[\p{P}\p{S}\s]+$/gu;
const LAST_SIGNS = /[\s.!?,;…]+$/;

export interface PlainWords {
  readonly sign: string;
  readonly word: string;
  readonly rest: string;
}

/** The first word of what somebody wrote, and the rest of it. */
export function readPlainWords(text: string): PlainWords {
  const [, sign = "", word = "", rest = ""] = PLAIN.exec(text.trim().replace(PLEASE, "")) ?? [];
  return { sign, word: word.toLowerCase(), rest };
}

/** "not yet!" without its signs and a "please", folded. */
export function foldAlone(text: string): string {
  return fold(text.replace(SIGNS, "").replace(PLEASE_LAST, ""));
}

const VERB = /^(?:new|edit|add|remove|changed|open|close)\b/i;
const NUMBERED = /^(?:wave\s+)?\d+$/i;
const PART = /\s+(?:silent|not ?yet|calls|pulse)$/i;
const UNTIL = /^(?:until|till|hasta)\s+\S/i;
const TO = /^(?:until|till|to|hasta|a)\s+/i;
const HERE = /^here\b/i;
const ASKS = /^asks\s+(?:on|off)\b/i;
const REMOVE = /^remove\b/i;
const FOR = /\b(?:for|por|para)\b[\s\S]*$/i;
const LINE = /^([^:]+?)\s*(?::|$)/;
const SPACES = /\s+/;
const MOST_WORDS_OF_NAME = 4;
/** A part of a school's name that is no everyday word. */
const LEAST_LETTERS = 3;

/** Commands that go on after their word; every other one stands alone. */
const forms: Readonly<Record<string, Form>> = {
  answer: async ({ product, act }, rest) =>
    isLong(rest) && (await showOwnInvitation(product, act, { typed: rest })) !== undefined,
  calls: isSchool,
  school: isSchool,
  llamadas: isSchool,
  escuela: isSchool,
  called: async (talk, rest) => await isSchool(talk, LINE.exec(rest)?.[1] ?? ""),
  why: async ({ product, act }, rest) => {
    const { kind } = await explainSends(product, act, rest);
    return kind === "why" || (kind === "several" && isLong(rest));
  },
  wave: isWave,
  delegate: isDelegate,
  channel: (_talk, rest) => HERE.test(rest) || ASKS.test(rest),
  match: (_talk, rest) => mentionedIn(rest).length > 0,
  contact: namesRole,
  pause: (_talk, rest) => UNTIL.test(rest),
  pausa: (_talk, rest) => UNTIL.test(rest),
  snooze: ({ product }, rest) =>
    UNTIL.test(rest) ||
    readMonth(rest.replace(TO, ""), product.clock.now().toISOString().slice(0, 10)) !== undefined,
  come: (_talk, rest) => fold(rest) === "back",
  stories: (_talk, rest) => fold(rest) === "mine",
  "why-line": () => true,
  ask: isPractice,
  preguntar: isPractice,
  show: meansShow,
  mostrar: meansShow,
  group: meansGroup,
  grupo: meansGroup,
  examples: isPractice,
  ejemplos: isPractice,
  when: (_talk, rest) => readDay(rest) !== undefined,
  cuando: (_talk, rest) => readDay(rest) !== undefined,
  focus: isPractice,
  enfoque: isPractice,
  language: (_talk, rest) => readLanguageName(rest) !== undefined,
  idioma: (_talk, rest) => readLanguageName(rest) !== undefined,
};

/** Where the last full stop is somebody's own. */
const KEPT: ReadonlySet<string> = new Set(["called", "why-line"]);

/**
 * What follows a command's word in plain words; undefined where it is a sentence that only begins with it:
 * "Stop by my office", "Thanks for asking".
 */
export async function readPlainCommand(
  talk: Talk,
  { word, rest: typed }: PlainWords,
): Promise<string | undefined> {
  if (foldAlone(typed) === "" && mentionedIn(typed).length === 0) return "";
  const rest = KEPT.has(word) ? typed : typed.replace(LAST_SIGNS, "").replace(PLEASE_LAST, "");
  const form = Object.hasOwn(forms, word) ? forms[word] : undefined;
  return form && (await isAllowed(async () => await form(talk, rest))) ? rest : undefined;
}

/** Whoever may not ask has not asked: a sentence is nothing to be told off for. */
async function isAllowed(look: () => Promise<boolean>): Promise<boolean> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof ProductError && error.code === "NOT_ALLOWED") return false;
    throw error;
  }
}

/** "ask choice", and not "ask Ana about the bell". */
function isPractice(talk: Talk, rest: string): boolean {
  return findTyped(talk, rest) !== undefined;
}

function isLong(typed: string): boolean {
  return fold(typed).length >= LEAST_LETTERS;
}

async function isSchool({ product, act }: Talk, typed: string): Promise<boolean> {
  if (!isLong(typed)) return false;
  const { kind } = await showSchool(product, act, typed);
  return kind === "shown" || kind === "several";
}

async function isWave({ product, act }: Talk, rest: string): Promise<boolean> {
  const name = rest.replace(PART, "");
  if (VERB.test(rest) || NUMBERED.test(name)) return true;
  return (await showWaveSchools(product, act, { name, part: "silent" })) !== undefined;
}

/** A colleague's name, or one that is close. */
async function isDelegate(talk: Talk, rest: string): Promise<boolean> {
  if (mentionedIn(rest).length > 0 || REMOVE.test(rest)) return true;
  const name = rest.replace(FOR, "").trim();
  if (name === "" || name.split(SPACES).length > MOST_WORDS_OF_NAME) return false;
  const found = await findNamed(talk, name);
  return found.kind === "one" || found.options.length > 0;
}
