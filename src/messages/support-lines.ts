import { PREFER_NOT_TO_SAY } from "#domain/wave.ts";
import type { Words } from "./words.ts";

/** What a school has already, and what is in its way. */
export interface SupportFacts {
  /** Practices that visits noticed. */
  readonly practices: readonly string[];
  /** Codes of pitfalls that the school named last. */
  readonly pitfalls: readonly string[];
}

/** How to plan support for a school: what to build on, what it named, and what helps with the first of that. */
export function supportLines(words: Words, { practices, pitfalls }: SupportFacts): string[] {
  const { library } = words;
  const there = library.practices.filter(({ id }) => practices.includes(id));
  const named = pitfalls
    .filter((code) => code !== PREFER_NOT_TO_SAY)
    .flatMap((code) => library.pitfalls.find((pitfall) => pitfall.code === code) ?? []);
  // For some pitfalls what helps is that it can wait.
  const helped = named.find(
    ({ code, connection }) =>
      connection.support !== "" && library.connectionOverrides[code] === undefined,
  );
  const names = words.list(there.map(({ label }) => label));
  return [
    ...(names === "" ? [] : [words.say("support_noticed", { names })]),
    ...(named.length === 0
      ? []
      : [words.say("support_named", { names: named.map(({ label }) => label).join("; ") })]),
    ...(helped ? [words.say("support_plan", { support: helped.connection.support })] : []),
  ];
}
