import type { Card } from "#ports/card.ts";
import type { Words } from "./words.ts";

export const LEAST_PEOPLE = 2;
export const MOST_PEOPLE = 30;
/** The longest name of a group. */
export const GROUP_NAME_LENGTH = 40;

export interface NamedGroup {
  readonly name: string;
  /** Names of people. */
  readonly people: readonly string[];
}

/** A school's groups, and how another one is named. */
export function groupsCard(words: Words, school: string, groups: readonly NamedGroup[]): Card {
  const lines = groups.map((group) => groupLine(words, group));
  const listed = lines.length > 0 ? lines : [words.say("group_empty", {})];
  const title = words.say("group_title", { school });
  return {
    title,
    text: [...listed, words.say("group_usage", {})].join("\n"),
    context: words.say("group_context", {}),
    fallback: [`${title}.`, ...listed].join(" "),
  };
}

function groupLine(words: Words, { name, people }: NamedGroup): string {
  return words.say("group_item", { name, names: words.list(people) });
}

/** One group, with the way to thank everybody in it. */
export function groupCard(words: Words, group: NamedGroup): Card {
  const text = groupLine(words, group);
  return { text, context: words.say("group_context", {}), fallback: text };
}

/** A group as it was kept. */
export function savedGroupCard(words: Words, school: string, { name, people }: NamedGroup): Card {
  const text = words.say("group_saved", { name, school, names: words.list(people) });
  return { text, context: words.say("group_saved_context", { name }), fallback: text };
}
