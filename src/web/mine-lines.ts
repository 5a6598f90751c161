import { localDay } from "#domain/local-time.ts";
import type { Try } from "#domain/try.ts";
import type { PageWords } from "#messages/page-words.ts";
import { outcomeWord, tryText } from "#messages/try-cards.ts";
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

/** Something somebody tries: in words, never an id. */
export interface OwnTry {
  readonly day: string;
  readonly text: string;
  readonly practice: string;
  /** "keep", "change" or "drop" in words; "" while it is open. */
  readonly outcome: string;
}

export interface OwnLines {
  readonly me: string;
  /** The local day of the district on which it is read. */
  readonly today: string;
  readonly received: readonly OwnLine[];
  readonly given: readonly OwnLine[];
  readonly tries: readonly OwnTry[];
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
    tries: mine.tries.map((one) => toOwnTry(words.bot, mine, one)),
  };
}

function toOwnTry(bot: Words, { zone }: AllMine, one: Try): OwnTry {
  return {
    day: localDay(one.startedAt, zone),
    text: tryText(bot, one),
    practice: bot.label("practice", one.practice),
    outcome: outcomeWord(bot, one.outcome),
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
