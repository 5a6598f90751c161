import type { SchoolWord } from "#domain/listening.ts";
import { shorten } from "#domain/plain-text.ts";
import { type StoryState, storyMonths } from "#domain/story-shelf.ts";
import type { Button, Card, Form, FormField, Option } from "#ports/card.ts";
import { button, type FormId } from "./actions.ts";
import type { Words } from "./words.ts";

/** The longest story: two short sentences that somebody reads on a phone. */
export const STORY_LENGTH = 300;
const MOST_LISTED = 10;
/** Slack shows five buttons in a row; the last one takes a story back. */
const MOST_YES_BUTTONS = 4;
const MOST_OPTIONS = 50;
const OPTION_LENGTH = 75;

/** One story as a list shows it. */
export interface StoryLine {
  readonly word: SchoolWord;
  readonly state: StoryState;
  /** The school's name, or the district's. */
  readonly school: string;
  /** Whose words they are. */
  readonly owner: string;
}

/** `/pl stories`: every story with its state, for PL leads. */
export function storiesCard(words: Words, lines: readonly StoryLine[]): Card {
  const active = lines.some(({ state }) => state === "waiting" || state === "used");
  const off = active ? [button(words.say("button_story_off", {}), "open-story-off")] : [];
  const text = listText(words, lines, false) || words.say("stories_empty", {});
  return {
    title: words.say("stories_title", {}),
    text,
    buttons: [button(words.say("button_add_story", {}), "add-story"), ...off],
    context: words.say("stories_context", {}),
    fallback: text,
  };
}

/** `/pl stories mine`: the own words, with the way to agree and to take them back. */
export function myStoriesCard(words: Words, lines: readonly StoryLine[]): Card {
  const text = listText(words, lines, true) || words.say("stories_mine_empty", {});
  const waiting = lines
    .map(({ word, state }, at) => ({ word, state, n: String(at + 1) }))
    .filter(({ state }) => state === "waiting")
    .slice(0, MOST_YES_BUTTONS);
  const agree = waiting.map(({ word, n }) =>
    button(words.say("button_story_yes_n", { n }), "consent-story", [word.id, "yes"]),
  );
  const active = lines.some(({ state }) => state === "waiting" || state === "used");
  const back = active ? [button(words.say("button_story_back", {}), "open-story-off")] : [];
  return {
    title: words.say("stories_mine_title", {}),
    text,
    buttons: [...agree, ...back],
    context: words.say("stories_mine_context", {}),
    fallback: text,
  };
}

function listText(words: Words, lines: readonly StoryLine[], mine: boolean): string {
  const shown = lines.slice(0, MOST_LISTED).map((line, at) => {
    const { word, school } = line;
    const state = stateText(words, line, mine);
    return words.say("stories_item", { n: String(at + 1), school, text: word.text, state });
  });
  const rest = lines.length - shown.length;
  const more = rest > 0 ? [words.say("stories_more", { count: String(rest) })] : [];
  return [...shown, ...more].join("\n");
}

function stateText(words: Words, { state, owner, word }: StoryLine, mine: boolean): string {
  const day = lastDay(words, word);
  if (state === "used") return words.say("story_state_used", { day });
  if (state === "expired") return words.say("story_state_expired", { day });
  if (state === "off") return words.say("story_state_off", {});
  if (mine) return words.say("story_state_waiting_mine", {});
  return words.say("story_state_waiting", { person: owner });
}

function lastDay(words: Words, { expiresOn }: SchoolWord): string {
  return expiresOn === undefined ? "" : words.fullDay(expiresOn);
}

/** Asks for a story, its owner and how long it may be used. */
export function storyForm(words: Words): Form {
  const kinds = (["story", "testimonial"] as const).map((value) => ({
    value,
    label: words.say(`story_kind_${value}`, {}),
  }));
  const school = {
    name: "school",
    label: words.say("story_form_school", {}),
    help: words.say("story_form_school_help", {}),
    required: false,
    type: "text",
    multiline: false,
    maxLength: 100,
  } as const;
  const kind = { name: "kind", label: words.say("story_form_kind", {}), required: true } as const;
  return {
    id: "story" satisfies FormId,
    title: words.say("story_form_title", {}),
    submit: words.say("story_form_submit", {}),
    context: "",
    note: words.say("story_form_note", {}),
    fields: [
      ...ownWordsFields(words),
      school,
      { ...kind, type: "choice", options: kinds, value: "story" },
      monthsField(words),
    ],
  };
}

function ownWordsFields(words: Words): readonly FormField[] {
  return [
    {
      name: "text",
      label: words.say("story_form_text", {}),
      help: words.say("story_form_text_help", {}),
      required: true,
      type: "text",
      multiline: true,
      maxLength: STORY_LENGTH,
    },
    {
      name: "owner",
      label: words.say("story_form_owner", {}),
      required: true,
      type: "people",
      most: 1,
    },
  ];
}

function monthsField(words: Words): FormField {
  const options = storyMonths.map((months) => ({
    value: String(months),
    label: words.say(`story_months_${months}`, {}),
  }));
  const label = words.say("story_form_months", {});
  return { name: "months", label, required: true, type: "choice", options, value: "6" };
}

/** Which story is taken off the shelf. */
export function storyOffForm(words: Words, lines: readonly StoryLine[]): Form {
  const label = words.say("story_off_field", {});
  const options = lines.slice(0, MOST_OPTIONS).map(({ word, school }) => toOption(word, school));
  return {
    id: "story-off" satisfies FormId,
    title: words.say("story_off_title", {}),
    submit: words.say("story_off_submit", {}),
    context: "",
    fields: [{ name: "story", label, required: true, type: "choice", options }],
  };
}

function toOption(word: SchoolWord, school: string): Option {
  return { value: word.id, label: shorten(`${school}: ${word.text}`, OPTION_LENGTH) };
}

export interface ConsentAsked {
  readonly word: SchoolWord;
  /** The role and the school that others would read. */
  readonly from: string;
  readonly school: string;
  readonly senderName: string;
}

/** Asks the owner of words whether they may be used. */
export function consentCard(words: Words, asked: ConsentAsked): Card {
  const { word, from, school, senderName } = asked;
  const values = { sender_name: senderName, text: word.text, from, school };
  const text = words.say("consent_text", values);
  const yes = button(words.say("button_story_yes", {}), "consent-story", [word.id, "yes"]);
  return {
    title: words.say("consent_title", {}),
    text,
    buttons: [
      { ...yes, style: "primary" },
      button(words.say("button_story_no", {}), "consent-story", [word.id, "no"]),
    ],
    context: words.say("consent_context", { day: lastDay(words, word) }),
    fallback: text,
  };
}

/** What the question for consent becomes once it was answered. */
export function consentedCard(words: Words, word: SchoolWord): Card {
  const back: Button = button(words.say("button_story_take_back", {}), "consent-story", [
    word.id,
    "no",
  ]);
  const text = words.say("consent_yes", { day: lastDay(words, word) });
  return { text, buttons: [back], fallback: text };
}

/** Thanks to the PL team, the newest first. */
export interface ThanksLine {
  readonly word: SchoolWord;
  readonly school: string;
  /** Undefined for somebody whose name is not kept any more. */
  readonly person: string | undefined;
  readonly day: string;
}

/** `/pl thanked`: what schools thanked for, with the way to ask for its use. */
export function thankedCard(words: Words, lines: readonly ThanksLine[]): Card {
  const shown = lines
    .slice(0, MOST_LISTED)
    .map(({ word, school, person, day }) =>
      words.say("thanked_item", { person, school, day: words.fullDay(day), text: word.text }),
    );
  const text = shown.join("\n") || words.say("thanked_empty", {});
  const ask = button(words.say("button_ask_testimonial", {}), "open-testimonial");
  return {
    title: words.say("thanked_title", {}),
    text,
    buttons: lines.length > 0 ? [ask] : [],
    context: words.say("thanked_context", {}),
    fallback: text,
  };
}

/** Which thanks its owner is asked for, and for how long. */
export function testimonialForm(words: Words, lines: readonly ThanksLine[]): Form {
  const label = words.say("testimonial_form_field", {});
  const options = lines.slice(0, MOST_OPTIONS).map(({ word, school }) => toOption(word, school));
  return {
    id: "testimonial" satisfies FormId,
    title: words.say("testimonial_form_title", {}),
    submit: words.say("testimonial_form_submit", {}),
    context: "",
    note: words.say("story_form_note", {}),
    fields: [
      { name: "thanks", label, required: true, type: "choice", options },
      monthsField(words),
    ],
  };
}
