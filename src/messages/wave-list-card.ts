import type { Wave } from "#domain/wave.ts";
import type { Card } from "#ports/card.ts";
import type { Words } from "./words.ts";

export interface ListedWave {
  readonly wave: Wave;
  readonly schoolCount: number;
  readonly inCount: number;
}

/** Every wave with its state, and how many of its schools are in: never as a grade. */
export function waveListCard(words: Words, waves: readonly ListedWave[]): Card {
  const lines = waves.map((one) => listLine(words, one));
  const text = lines.length > 0 ? lines.join("\n") : words.say("wave_list_empty", {});
  return {
    title: words.say("wave_list_title", {}),
    text,
    context: words.say("wave_list_more", {}),
    fallback: text,
  };
}

function listLine(words: Words, { wave, schoolCount, inCount }: ListedWave): string {
  const known = {
    wave_name: wave.name,
    count: String(schoolCount),
    target: wave.target === undefined ? undefined : String(wave.target),
    yes: String(inCount),
  };
  if (wave.state === "draft") return words.say("wave_line_draft", known);
  if (wave.state !== "open") return words.say(`wave_line_${wave.state}`, known);
  return words.say("wave_line_open", { ...known, day: words.day(wave.closesOn ?? "") });
}
