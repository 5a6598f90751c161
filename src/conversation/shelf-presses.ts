import { ProductError } from "#domain/errors.ts";
import { type PersonId, type SchoolWordId, toId } from "#domain/ids.ts";
import { displayName } from "#domain/roster.ts";
import { storyMonths } from "#domain/story-shelf.ts";
import { type Action, type FormId, readValue } from "#messages/actions.ts";
import { nameList } from "#messages/name-list.ts";
import { note } from "#messages/praise-cards.ts";
import {
  consentedCard,
  myStoriesCard,
  STORY_LENGTH,
  storiesCard,
  storyForm,
  storyOffForm,
  testimonialForm,
  thankedCard,
} from "#messages/shelf-cards.ts";
import type { ChatEvent, FormValues, Reply } from "#ports/chat.ts";
import { addStory, type StoryKept } from "#usecases/add-story.ts";
import { consentStory, withdrawStory } from "#usecases/answer-consent.ts";
import { listStories } from "#usecases/list-stories.ts";
import { askTestimonial, listThanks, sayThanks } from "#usecases/say-thanks.ts";
import {
  findPeople,
  lineProblem,
  listOf,
  type Submission,
  type Submit,
  textOf,
} from "./form-lines.ts";
import { replace, say, show, type Talk } from "./talk.ts";

type Press = (talk: Talk, value: string) => Promise<Reply>;
type Command = Extract<ChatEvent, { kind: "command" }>;

/** The buttons of the shelf, of a question for consent, and of the thanks. */
export const shelfPresses = {
  "add-story": async ({ product }) =>
    await Promise.resolve({ kind: "form", form: storyForm(product.words) }),
  "open-story-off": openStoryOff,
  "consent-story": answerConsent,
  "open-testimonial": async ({ product, act }) => ({
    kind: "form",
    form: testimonialForm(product.words, await listThanks(product, act)),
  }),
} as const satisfies Partial<Record<Action, Press>>;

/** Their forms. */
export const shelfSubmissions = {
  story: submitStory,
  "story-off": submitStoryOff,
  testimonial: submitTestimonial,
} as const satisfies Partial<Record<FormId, Submit>>;

/** `/pl stories`, and `/pl stories mine`. */
export async function stories({ product, act }: Talk, rest: string): Promise<Reply> {
  const { words } = product;
  const mineOnly = rest.trim().toLowerCase() === "mine";
  const { mine, lines } = await listStories(product, act, mineOnly);
  return show(mine ? myStoriesCard(words, lines) : storiesCard(words, lines));
}

/** `/pl thanks and a line`: to the PL team. */
export async function thanks(talk: Talk, rest: string, command: Command): Promise<Reply> {
  const { product, act } = talk;
  const { words } = product;
  const text = wholeThanks(rest.trim(), command);
  const missing = words.say("thanks_usage", {});
  const problem = await lineProblem(talk, { text, most: STORY_LENGTH, missing });
  try {
    if (problem === undefined) await sayThanks(product, act, text);
    return say(problem ?? words.say("thanks_kept", {}));
  } catch (error) {
    // Whoever says thank you is not told off for it.
    if (error instanceof ProductError && error.code === "NOT_ALLOWED") {
      return say(words.say("thanks_elsewhere", {}));
    }
    throw error;
  }
}

const LETTER = /\p{L}/u;
const SPACES = /\s+/;
const GOES_ON = /^(?:for|to|so|a lot|again)\b/i;

/** "Thanks for the visit" whole, as it was said; "" where no word was. */
function wholeThanks(line: string, { text }: Command): string {
  if (!LETTER.test(line)) return "";
  const [first = ""] = text.trim().split(SPACES);
  return GOES_ON.test(line) ? `${first} ${line}` : line;
}

/** `/pl thanked`: for PL leads. */
export async function thanked({ product, act }: Talk): Promise<Reply> {
  return show(thankedCard(product.words, await listThanks(product, act)));
}

async function openStoryOff({ product, act }: Talk): Promise<Reply> {
  const { lines } = await listStories(product, act, false);
  const active = lines.filter(({ state }) => state === "waiting" || state === "used");
  if (active.length === 0) return say(product.words.say("story_off_none", {}));
  return { kind: "form", form: storyOffForm(product.words, active) };
}

async function answerConsent({ product, act }: Talk, value: string): Promise<Reply> {
  const { words } = product;
  const [id, answer] = readValue(value);
  const story = toId<SchoolWordId>(id);
  if (answer !== "yes") {
    await withdrawStory(product, act, story);
    return replace(note(words.say("consent_no", {})));
  }
  const word = await consentStory(product, act, story);
  return replace(word ? consentedCard(words, word) : note(words.say("story_gone", {})));
}

async function submitStory(talk: Talk, { values }: Submission): Promise<Reply> {
  const { product, act } = talk;
  const { words } = product;
  const text = textOf(values, "text");
  const missing = words.say("story_missing", {});
  const problem = await lineProblem(talk, { text, most: STORY_LENGTH, missing });
  const named = await findPeople(talk, listOf(values, "owner"));
  const [owner, ...others] = named.found;
  const one = owner !== undefined && others.length === 0;
  const nobody = one ? undefined : words.say("story_owner_missing", {});
  const who = named.problem ?? nobody;
  if (problem !== undefined || who !== undefined || owner === undefined) {
    return errorsOf({ text: problem, owner: who });
  }
  const kind = textOf(values, "kind") === "testimonial" ? "testimonial" : "story";
  const school = textOf(values, "school");
  const given = { kind, text, owner: toId<PersonId>(owner), school, months: monthsIn(values) };
  const added = await addStory(product, act, { ...given, kind });
  if (added.kind !== "school") return storyReply(talk, added);
  const names = added.near.length > 0 ? nameList(words, added.near) : undefined;
  return errorsOf({ school: words.say("story_school_unknown", { name: school, names }) });
}

function errorsOf(problems: Readonly<Record<string, string | undefined>>): Reply {
  const errors = Object.entries(problems).flatMap(([field, text]) =>
    text === undefined ? [] : [[field, text] as const],
  );
  return { kind: "errors", errors: Object.fromEntries(errors) };
}

function monthsIn(values: FormValues): number {
  const [shortest] = storyMonths;
  return storyMonths.find((months) => String(months) === textOf(values, "months")) ?? shortest;
}

function storyReply({ product }: Talk, kept: StoryKept): Reply {
  const { words, clock } = product;
  if (kept.kind === "own") return say(words.say("story_own", { day: words.fullDay(kept.day) }));
  const person = displayName(kept.owner);
  if (!kept.at) return say(words.say("story_unreached", { person }));
  const when = words.when(kept.at, clock.now(), kept.zone);
  return say(words.say("story_asked", { person, when }));
}

async function submitStoryOff({ product, act }: Talk, { values }: Submission): Promise<Reply> {
  const story = toId<SchoolWordId>(textOf(values, "story"));
  await withdrawStory(product, act, story);
  return say(product.words.say("story_off_done", {}));
}

async function submitTestimonial(talk: Talk, { values }: Submission): Promise<Reply> {
  const { product, act } = talk;
  const { words } = product;
  const asked = await askTestimonial(product, act, {
    thanks: toId<SchoolWordId>(textOf(values, "thanks")),
    months: monthsIn(values),
  });
  if (asked.kind === "already") return say(words.say("testimonial_already", {}));
  return asked.kind === "gone" ? say(words.say("old_button", {})) : storyReply(talk, asked);
}
