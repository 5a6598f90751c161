import { localDay } from "#domain/local-time.ts";
import type { PageWords } from "#messages/page-words.ts";
import type { Words } from "#messages/words.ts";
import type { OwnShoutOut } from "#ports/praise-rows.ts";
import type { AllMine } from "#usecases/read-my-shout-outs.ts";

/** One shout-out as its page and its files say it: names and labels, never an id. */
export interface OwnLine {
  readonly day: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
  readonly helped: string;
  readonly practice: string;
  readonly value: string;
  readonly share: string;
  readonly hidden: boolean;
  readonly backs: readonly { readonly from: string; readonly text: string }[];
}

export interface OwnLines {
  readonly me: string;
  /** The local day of the district on which it is read. */
  readonly today: string;
  readonly received: readonly OwnLine[];
  readonly given: readonly OwnLine[];
}

/** The page's own words, and the bot's in the same language, for practices and values. */
export interface MineWords {
  readonly page: PageWords;
  readonly bot: Words;
}

/** Somebody's whole list in one language. */
export function toLines(words: MineWords, mine: AllMine, me: string): OwnLines {
  const line = (shoutOut: OwnShoutOut) => toLine(words, mine, shoutOut);
  return {
    me,
    today: localDay(mine.now, mine.zone),
    received: mine.received.map(line),
    given: mine.given.map(line),
  };
}

function toLine(
  { page, bot }: MineWords,
  { nameOf, zone }: AllMine,
  shoutOut: OwnShoutOut,
): OwnLine {
  const named = (id: OwnShoutOut["giver"]) => nameOf(id) ?? page.say("somebody", {});
  return {
    day: localDay(shoutOut.at, zone),
    from: named(shoutOut.giver),
    to: shoutOut.receivers.map(named),
    text: shoutOut.text,
    helped: shoutOut.helped,
    practice: bot.label("practice", shoutOut.practice),
    value: bot.label("value", shoutOut.value),
    share: page.say(`mine_share_${shoutOut.share}`, {}),
    hidden: shoutOut.hiddenAt !== undefined,
    backs: shoutOut.thankBacks.map(({ receiver, text }) => ({ from: named(receiver), text })),
  };
}
