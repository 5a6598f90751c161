import type { Wave } from "#domain/wave.ts";
import type { Button, Card } from "#ports/card.ts";
import { type Action, button } from "./actions.ts";
import type { Words } from "./words.ts";

/** What somebody begins with one press and does with a second. */
export type Armed = "open" | "close";

/** In a button's value: whoever began before does not count any more. */
export const MYSELF = "myself";

const firstPress = { open: "open-wave", close: "close-wave" } as const satisfies Record<
  Armed,
  Action
>;

interface Opening {
  readonly askedCount: number;
  /** When the first school is asked, in words. */
  readonly when: string;
  readonly closesOn: string;
  /** Until when the second press counts, in words. */
  readonly time: string;
}

/** After the first press: what will happen, and the second. */
export function confirmOpenCard(words: Words, wave: Wave, opening: Opening): Card {
  const text = words.say("confirm_open_text", {
    count: String(opening.askedCount),
    when: opening.when,
    day: words.day(opening.closesOn),
  });
  const yes = button(words.say("button_confirm_wave", {}), "confirm-wave", [wave.id]);
  return {
    title: words.say("confirm_open_title", { wave_name: wave.name }),
    text,
    buttons: [{ ...yes, style: "primary" }, notNow(words, wave)],
    context: words.say("confirm_context", { time: opening.time }),
    fallback: text,
  };
}

/** What closing a wave by hand would do; nothing happens before its button is pressed, and then another. */
export function closeCard(words: Words, wave: Wave, silentCount: number): Card {
  const text = words.say("close_text", { count: String(silentCount) });
  return {
    title: words.say("close_title", { wave_name: wave.name }),
    text,
    buttons: [button(words.say("button_close_wave", {}), "close-wave", [wave.id])],
    context: words.say("close_context", {}),
    fallback: text,
  };
}

/** The same after the first press. */
export function confirmCloseCard(
  words: Words,
  wave: Wave,
  { silentCount, time }: { readonly silentCount: number; readonly time: string },
): Card {
  const yes = button(words.say("button_confirm_close", {}), "confirm-close", [wave.id]);
  return {
    ...closeCard(words, wave, silentCount),
    buttons: [{ ...yes, style: "primary" }, notNow(words, wave)],
    context: words.say("confirm_context", { time }),
  };
}

function notNow(words: Words, { id }: Wave): Button {
  return button(words.say("button_not_now", {}), "not-now", [id]);
}

interface Begun {
  readonly person: string;
  readonly time: string;
}

/** Somebody else has begun: who, and how to begin oneself. */
export function begunCard(
  words: Words,
  { wave, armed }: { readonly wave: Wave; readonly armed: Armed },
  begun: Begun,
): Card {
  const text = words.say("confirm_other", { person: begun.person, time: begun.time });
  const label = words.say("button_start_myself", {});
  return {
    title: wave.name,
    text,
    buttons: [button(label, firstPress[armed], [wave.id, MYSELF])],
    fallback: text,
  };
}

/** The first press does not count any more: back to the look at the whole wave. */
export function staleCard(words: Words, { wave, armed }: { wave: Wave; armed: Armed }): Card {
  const text = words.say("confirm_old", {});
  const again: Button =
    armed === "open"
      ? button(words.say("button_plan_wave", {}), "plan-wave", [wave.id])
      : button(words.say("button_close_wave", {}), "close-wave", [wave.id]);
  return { title: wave.name, text, buttons: [again], fallback: text };
}
