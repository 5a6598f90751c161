import type { ComingFact, PrincipalFacts, WaitingFact } from "#domain/digest-facts.ts";
import type { DigestNames } from "./digest-names.ts";
import type { Line, SectionLines } from "./weekly-cards.ts";
import type { Words } from "./words.ts";

/** The lines of a principal's note, but for its thanks. */
export function noteLines(words: Words, facts: PrincipalFacts, names: DigestNames): SectionLines {
  return {
    one_idea: ideaLine(words, facts.idea),
    coming_up: facts.coming.flatMap((coming) => {
      const event = comingWords(words, coming, names);
      return event === undefined ? [] : [{ date: words.day(coming.day), event }];
    }),
    your_answers: facts.waiting.flatMap((waiting) => {
      const item = waitingWords(words, waiting, names);
      return item === undefined ? [] : [{ item }];
    }),
  };
}

function ideaLine({ library }: Words, idea: string | undefined): readonly Line[] {
  const nudge = library.nudges.find(({ id }) => id === idea);
  return nudge ? [{ nudge_title: nudge.title, try_this: nudge.tryThis }] : [];
}

/** Undefined for a wave that is not there any more. */
export function comingWords(
  words: Words,
  coming: ComingFact,
  names: DigestNames,
): string | undefined {
  switch (coming.kind) {
    case "calendar": {
      const text = words.say(`note_${coming.what}`, {});
      const { day, until } = coming;
      return until > day ? words.say("note_until", { text, day: words.day(until) }) : text;
    }
    case "visit":
      return words.say("note_visit", {});
    case "our_visit":
      return words.say("note_our_visit", {});
    case "wave_closes": {
      const wave_name = names.waves.get(coming.wave);
      return wave_name === undefined ? undefined : words.say("note_wave_closes", { wave_name });
    }
  }
}

/** Undefined for a wave that is not there any more. */
function waitingWords(words: Words, waiting: WaitingFact, names: DigestNames): string | undefined {
  if (waiting.kind === "report") {
    return words.say("note_waiting_report", { day: words.day(waiting.day) });
  }
  if (waiting.kind === "dates") return words.say("note_waiting_dates", {});
  const wave_name = names.waves.get(waiting.wave);
  return wave_name === undefined ? undefined : words.say("note_waiting_invitation", { wave_name });
}
