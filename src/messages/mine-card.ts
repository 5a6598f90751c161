import { localDay } from "#domain/local-time.ts";
import { shorten } from "#domain/plain-text.ts";
import type { Person } from "#domain/roster.ts";
import type { ThanksWish } from "#domain/shout-out.ts";
import type { Try } from "#domain/try.ts";
import type { Card, Field, Link } from "#ports/card.ts";
import type { OwnShoutOut } from "#ports/praise-rows.ts";
import { button } from "./actions.ts";
import { wishButtons } from "./praise-cards.ts";
import { outcomeWord, tryText } from "./try-cards.ts";
import type { Words } from "./words.ts";

/** Where somebody's own page is, under the address of all pages. */
export const MINE_PATH = "/dashboard/mine";

/** A line of a card is read on a phone; the page has every word. */
const LINE_LENGTH = 160;

/** One side of somebody's own list, as far as a card shows it. */
export interface OwnPart {
  readonly list: readonly OwnShoutOut[];
  /** True if older ones follow. */
  readonly more: boolean;
}

export interface MyShoutOuts {
  readonly given: OwnPart;
  readonly received: OwnPart;
  /** 0 for the newest. */
  readonly page: number;
  readonly wish: ThanksWish;
  /** What they try, the newest first; on the first page alone. */
  readonly tries: readonly Try[];
  readonly zone: string;
  /** The day it is there: an older year is said. */
  readonly today: string;
  /** Undefined for somebody whose name is not kept any more. */
  readonly nameOf: (id: Person["id"]) => string | undefined;
  /** The address of all pages; undefined where nobody knows it. */
  readonly pagesUrl: string | undefined;
}

/** One person's own list; shown to nobody else, and never counted. */
export function mineCard(words: Words, mine: MyShoutOuts): Card {
  const { given, received, page, wish } = mine;
  const isEmpty = given.list.length + received.list.length === 0;
  const text = isEmpty && page === 0 ? words.say("mine_empty", {}) : "";
  const title = words.say("mine_title", {});
  const fields = [
    ...part(words.say("mine_received_heading", {}), receivedLines(words, mine)),
    ...part(words.say("mine_given_heading", {}), givenLines(words, mine)),
    ...part(words.say("mine_tries_heading", {}), tryLines(words, mine)),
    { label: words.say("status_thanks", {}), value: words.say(`status_thanks_${wish}`, {}) },
  ];
  const links = pageLinks(words, mine);
  const context = [
    words.say("mine_context", {}),
    links.length > 0 ? words.say("mine_sign_in", {}) : "",
  ];
  return {
    title,
    text,
    fields,
    buttons: [...listButtons(words, mine, isEmpty), ...wishButtons(words, wish)],
    links,
    context: context.join(" ").trim(),
    fallback: `${title}. ${words.say("mine_context", {})}`,
  };
}

function part(label: string, lines: readonly string[]): readonly Field[] {
  return lines.length > 0 ? [{ label, value: lines.join("\n") }] : [];
}

function receivedLines(words: Words, mine: MyShoutOuts): readonly string[] {
  const { received, nameOf } = mine;
  return received.list.map((shoutOut) => {
    const giver = nameOf(shoutOut.giver) ?? words.say("somebody", {});
    const hidden = shoutOut.hiddenAt ? words.say("mine_hidden", {}) : "";
    const said = { day: dayOf(words, shoutOut, mine), giver, text: short(shoutOut) };
    return [words.say("mine_line_received", said), hidden].join(" ").trim();
  });
}

/** The page and /pl try have the rest. */
const MOST_TRIES = 5;

function tryLines(words: Words, { tries, page }: MyShoutOuts): readonly string[] {
  if (page > 0) return [];
  return tries.slice(0, MOST_TRIES).map((one) => {
    const text = shorten(tryText(words, one), LINE_LENGTH);
    const outcome = outcomeWord(words, one.outcome);
    return outcome === "" ? text : words.say("try_ended_line", { text, outcome });
  });
}

function givenLines(words: Words, mine: MyShoutOuts): readonly string[] {
  const { given, nameOf } = mine;
  const named = (id: Person["id"]) => nameOf(id) ?? words.say("somebody", {});
  return given.list.map((shoutOut) => {
    const names = words.list(shoutOut.receivers.map(named));
    const said = { day: dayOf(words, shoutOut, mine), names, text: short(shoutOut) };
    const back = shoutOut.thankBacks.map(({ receiver, text }) =>
      words.say("mine_back", { person: named(receiver), text: shorten(text, LINE_LENGTH) }),
    );
    return [words.say("mine_line_given", said), ...back].join("\n");
  });
}

function dayOf(words: Words, { at }: OwnShoutOut, { zone, today }: MyShoutOuts): string {
  return words.comingDay(localDay(at, zone), today);
}

function short({ text }: OwnShoutOut): string {
  return shorten(text, LINE_LENGTH);
}

function listButtons(words: Words, { given, received, page }: MyShoutOuts, isEmpty: boolean) {
  const older = button(words.say("mine_older", {}), "mine-page", [String(page + 1)]);
  const newest = button(words.say("mine_newest", {}), "mine-page", ["0"]);
  return [
    ...(isEmpty ? [] : [button(words.say("mine_change", {}), "change-mine")]),
    ...(given.more || received.more ? [older] : []),
    ...(page > 0 ? [newest] : []),
  ];
}

function pageLinks(words: Words, { pagesUrl }: MyShoutOuts): readonly Link[] {
  if (pagesUrl === undefined) return [];
  return [{ label: words.say("mine_page_link", {}), url: `${pagesUrl}${MINE_PATH}` }];
}
