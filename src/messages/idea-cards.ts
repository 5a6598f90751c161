import type { LookFor, NudgeText } from "#domain/content.ts";
import { shorten } from "#domain/plain-text.ts";
import type { Button, Card } from "#ports/card.ts";
import { type Action, button } from "./actions.ts";
import type { TextKey } from "./slots.ts";
import type { Words } from "./words.ts";

/** What is said of an idea beside its own words. */
export interface NudgeNotes {
  /** True for somebody who asked for ideas in person. */
  readonly asked?: boolean | undefined;
  /** The materials the school has; only for an idea about materials. */
  readonly materials?: readonly string[] | undefined;
  /** True where its practice is one the school works on. */
  readonly isFocus?: boolean | undefined;
}

/** A screen reader says a button's own words and this many letters at most. */
const SPOKEN_LENGTH = 75;

/** What to try; an idea about materials begins with those the school has. */
export function tryWords(words: Words, nudge: NudgeText, { materials = [] }: NudgeNotes): string {
  const { tryThis: try_this } = nudge;
  if (materials.length === 0) return try_this;
  return words.say("idea_materials", { names: words.either(materials), try_this });
}

/** An idea in one line, behind its title: what to try, or that there is nothing. */
export function lineWords(words: Words, nudge: NudgeText, notes: NudgeNotes = {}): string {
  return nudge.nothingToTry ? nudge.body : tryWords(words, nudge, notes);
}

/** The small print: how long it takes, for which practice, and why it comes. */
export function ideaContext(words: Words, nudge: NudgeText, notes: NudgeNotes): string {
  const minutes_text =
    nudge.minutes <= 1
      ? words.say("nudge_minute", {})
      : words.say("nudge_minutes", { minutes: String(nudge.minutes) });
  const practice_label = words.label("practice", nudge.practice);
  return [
    words.say("nudge_context", { minutes_text, practice_label }),
    notes.isFocus ? words.say("idea_focus", { practice_label }) : "",
    notes.asked ? words.say(whyKey(nudge), {}) : "",
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

function whyKey({ audience }: NudgeText) {
  return audience === "principal" ? "idea_why_principal" : "nudge_why_you";
}

/** A card with an idea as its last lines, for somebody who reads it there alone. */
export function withIdea(
  words: Words,
  card: Card,
  idea: { readonly nudge: NudgeText; readonly notes: NudgeNotes } | undefined,
): Card {
  if (!idea) return card;
  const value = `${idea.nudge.title}: ${lineWords(words, idea.nudge, idea.notes)}`;
  const fields = [...(card.fields ?? []), { label: words.say("idea_heading", {}), value }];
  return { ...card, fields };
}

/** Try it, or say what it is worth; nobody is told who pressed. */
export function ideaButtons(words: Words, nudge: NudgeText): readonly Button[] {
  const named = (key: TextKey & `button_idea_${string}`, action: Action, value: string[]) => {
    const label = words.say(key, {});
    const spoken = shorten(`${label}: ${nudge.title}`, SPOKEN_LENGTH);
    return { ...button(label, action, value), spoken };
  };
  const tryIt = named("button_idea_try", "try-idea", [nudge.id]);
  return [
    ...(nudge.nothingToTry ? [] : [tryIt]),
    named("button_idea_useful", "tune-idea", [nudge.id, "useful"]),
    named("button_idea_not", "tune-idea", [nudge.id, "not"]),
  ];
}

/** What one practice can look like in a room, line by line, and the way to the others. */
export function examplesCard(words: Words, practice: string): Card {
  const { lookFors } = words.library;
  const title = words.say("examples_title", { practice_label: words.label("practice", practice) });
  const shown = lookFors.filter((each) => each.practice === practice);
  const others = practicesWith(words).filter(({ id }) => id !== practice);
  const first = shown[0]?.statement ?? "";
  return {
    title,
    text: "",
    fields: shown.map((each) => ({ label: each.statement, value: exampleLine(words, each) })),
    buttons: others.map(({ id, label }) => button(label, "show-examples", [id])),
    context: words.say("examples_context", {}),
    fallback: `${title}: ${first}`,
  };
}

function exampleLine(words: Words, { mightHear, askAStudent }: LookFor): string {
  return words.say("examples_line", { text: mightHear, question: askAStudent });
}

/** Practices as buttons; `unknown` is what was typed and is none of them. */
export function pickExamplesCard(words: Words, unknown: string): Card {
  const title = words.say("examples_pick_title", {});
  const text =
    unknown === ""
      ? words.say("examples_pick", {})
      : words.say("examples_unknown", { name: unknown });
  const buttons = practicesWith(words).map(({ id, label }) => button(label, "show-examples", [id]));
  return { title, text, buttons, fallback: `${title}. ${text}` };
}

function practicesWith({ library }: Words) {
  const known = new Set(library.lookFors.map(({ practice }) => practice));
  return library.practices.filter(({ id }) => known.has(id));
}

/** True where the library has examples for a practice. */
export function hasExamples({ library }: Words, practice: string): boolean {
  return library.lookFors.some((each) => each.practice === practice);
}
