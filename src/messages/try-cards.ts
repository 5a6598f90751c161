import { localDay } from "#domain/local-time.ts";
import { endSentence, shorten } from "#domain/plain-text.ts";
import { type Try, type TryOutcome, tryOutcomes } from "#domain/try.ts";
import type { Button, Card, Field } from "#ports/card.ts";
import { button } from "./actions.ts";
import type { Words } from "./words.ts";

/** What somebody tries, in their own words. */
export const TRY_LENGTH = 200;

const LINE_LENGTH = 160;
const SPOKEN_LENGTH = 75;

/** A platform's card shows three buttons for each of so many. */
export const MOST_TRIES = 4;

/** What was ended lately stands below what is open; the page has the rest. */
const MOST_ENDED = 5;

/** Somebody's own tries, and where their days are read. */
export interface OwnTries {
  /** The newest first. */
  readonly tries: readonly Try[];
  readonly zone: string;
  readonly today: string;
}

/** What is tried: in the person's words, or the title of the idea it comes from. */
export function tryText(words: Words, { text, nudge }: Try): string {
  if (text !== "") return text;
  const titleIn = ({ library }: Words) => library.nudges.find(({ id }) => id === nudge)?.title;
  // An idea may be retired while somebody still tries it.
  return titleIn(words) ?? titleIn(words.shipped ?? words) ?? words.say("try_old_idea", {});
}

/** What I try, each with its three ways to end, and what came of earlier ones. */
export function triesCard(words: Words, own: OwnTries, note = ""): Card {
  const open = own.tries.filter(({ endedAt }) => endedAt === undefined);
  const ended = own.tries.filter(({ endedAt }) => endedAt !== undefined).slice(0, MOST_ENDED);
  const title = words.say("try_title", {});
  const lines = open.map((one, index) => openLine(words, own, { one, index, count: open.length }));
  const said = open.length > 0 ? lines.join("\n") : words.say("try_empty", {});
  return {
    title,
    text: [note, said].filter((line) => line !== "").join("\n"),
    fields: endedFields(words, ended),
    buttons: open.flatMap((one, index) =>
      outcomeButtons(words, one, open.length > 1 ? index + 1 : undefined),
    ),
    context: words.say("try_context", {}),
    fallback: `${title}. ${words.say("try_only_you", {})}`,
  };
}

interface Listed {
  readonly one: Try;
  readonly index: number;
  readonly count: number;
}

function openLine(words: Words, { zone, today }: OwnTries, { one, index, count }: Listed): string {
  const day = words.comingDay(localDay(one.startedAt, zone), today);
  const text = shorten(tryText(words, one), LINE_LENGTH);
  const line = words.say("try_line", { text, day });
  return count > 1 ? `${index + 1}. ${line}` : line;
}

function endedFields(words: Words, ended: readonly Try[]): readonly Field[] {
  if (ended.length === 0) return [];
  const value = ended.map((one) => endedLine(words, one)).join("\n");
  return [{ label: words.say("try_ended", {}), value }];
}

function endedLine(words: Words, one: Try): string {
  const text = shorten(tryText(words, one), LINE_LENGTH);
  return words.say("try_ended_line", { text, outcome: outcomeWord(words, one.outcome) });
}

/** "keep", "change" or "drop"; "" while it is open. */
export function outcomeWord(words: Words, outcome: TryOutcome | undefined): string {
  return outcome ? words.say(`try_outcome_${outcome}`, {}) : "";
}

/** Keep, change, drop: none before the others but by its place. */
function outcomeButtons(words: Words, one: Try, number: number | undefined): readonly Button[] {
  return tryOutcomes.map((outcome) => {
    const name = words.say(`button_try_${outcome}`, {});
    const label = number === undefined ? name : `${number}. ${name}`;
    const spoken = shorten(`${label}: ${tryText(words, one)}`, SPOKEN_LENGTH);
    return { ...button(label, "end-try", [one.id, outcome]), spoken };
  });
}

/** It is noted, and when the one question about it comes. */
export function triedCard(words: Words, one: Try, isNew: boolean): Card {
  const text = endSentence(tryText(words, one));
  const said = words.say(isNew ? "try_started" : "try_already", { text });
  const then = isNew ? words.say("try_later", {}) : "";
  return {
    text: [said, then].join(" ").trim(),
    buttons: outcomeButtons(words, one, undefined),
    context: words.say("try_only_you", {}),
    fallback: words.say(isNew ? "try_started_note" : "try_already_note", {}),
  };
}

/** How did it go? A locked phone shows nothing of it. */
export function tryAskCard(words: Words, one: Try, isLast: boolean): Card {
  const title = words.say("try_ask_title", {});
  const text = endSentence(tryText(words, one));
  return {
    title,
    text: words.say("try_ask_text", { text }),
    buttons: outcomeButtons(words, one, undefined),
    context: words.say(isLast ? "try_ask_last" : "try_ask_once", {}),
    fallback: words.say("try_ask_note", {}),
  };
}
