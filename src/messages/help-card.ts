import type { Person } from "#domain/roster.ts";
import { holds } from "#domain/roster.ts";
import type { Card } from "#ports/card.ts";
import type { Words } from "./words.ts";

/** How many of the library's questions the help answers: how to start, who volunteers, why now. */
const MOST_ANSWERS = 3;

/** What this person can do, most useful first, then the questions everybody asks. */
export function helpCard(words: Words, person: Person): Card {
  const principal = holds(person, "principal") || holds(person, "area_lead");
  const lead = holds(person, "pl_lead");
  const connects = lead || holds(person, "it_admin");
  const lines = [
    words.say("help_praise", {}),
    words.say("help_mine", {}),
    words.say("help_start", {}),
    words.say("help_status", {}),
    ...(principal ? [words.say("help_answer", {})] : []),
    ...(principal || lead ? [words.say("help_dashboard", {})] : []),
    ...(lead ? [words.say("help_wave", {}), words.say("help_calls", {})] : []),
    ...(principal || connects ? [words.say("help_channel", {})] : []),
    ...(connects ? [words.say("help_match", {})] : []),
  ];
  const answers = words.library.helpAnswers
    .slice(0, MOST_ANSWERS)
    .map(({ question, answer }) => ({ label: question, value: answer }));
  return {
    title: words.say("help_title", {}),
    text: lines.join("\n"),
    fields: answers,
    fallback: lines.join(" "),
  };
}
