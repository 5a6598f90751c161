import type { ChannelId, SiteId } from "#domain/ids.ts";
import type { Card, Field } from "#ports/card.ts";
import { button } from "./actions.ts";
import type { Words } from "./words.ts";

export interface WeeklyAsk {
  /** This week's question from the library. */
  readonly prompt: string;
  readonly site: SiteId;
  /** Where it is asked: the button acts only while it is the school's. */
  readonly channel: ChannelId;
}

/** Thursday's question in a school's channel, with the way to answer it and the way to be left alone. */
export function weeklyAskCard(words: Words, { prompt, site, channel }: WeeklyAsk): Card {
  const text = words.say("weekly_praise_ask", {});
  return {
    title: prompt,
    text,
    buttons: [
      { ...button(words.say("ask_button_thank", {}), "open-praise"), style: "primary" },
      button(words.say("ask_button_off", {}), "asks-off", [site, channel]),
    ],
    fallback: `${prompt} ${text}`,
  };
}

/** A channel of somebody's own school, and whether it is asked. */
export interface AskedChannel {
  readonly name: string;
  readonly off: boolean;
}

/** One line of a principal's settings; nothing without a channel. */
export function asksFields(words: Words, channels: readonly AskedChannel[]): readonly Field[] {
  if (channels.length === 0) return [];
  const lines = channels.map(({ name, off }) =>
    words.say(off ? "status_asks_off" : "status_asks_on", { channel: name }),
  );
  return [{ label: words.say("status_asks", {}), value: lines.join("\n") }];
}
