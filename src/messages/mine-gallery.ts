import { type ChannelId, type SiteId, toId } from "#domain/ids.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import type { Card, Form } from "#ports/card.ts";
import type { OwnShoutOut } from "#ports/praise-rows.ts";
import { weeklyAskCard } from "./ask-cards.ts";
import { lookCard } from "./look-card.ts";
import { mineCard } from "./mine-card.ts";
import { mineForm } from "./mine-form.ts";
import type { Words } from "./words.ts";

const nameOf = () => "Ben <b>Cho</b>";

function own(shoutOut: ShoutOut): OwnShoutOut {
  const [receiver = shoutOut.giver] = shoutOut.receivers;
  const back = { receiver, text: "You *noticed* <!here>.", at: shoutOut.at };
  return { ...shoutOut, hiddenAt: shoutOut.at, thankBacks: [back] };
}

/** Somebody's own list at its longest, a channel's question, and where nobody has looked. */
export function mineGallery(words: Words, shoutOut: ShoutOut): Readonly<Record<string, Card>> {
  const part = { list: [own(shoutOut), own(shoutOut)], more: true };
  const [practice] = words.library.practices;
  return {
    mine: mineCard(words, {
      given: part,
      received: part,
      page: 1,
      wish: "school",
      tries: [],
      zone: "America/New_York",
      today: "2026-01-05",
      nameOf,
      pagesUrl: "https://bot.example.org",
    }),
    weekly_ask: weeklyAskCard(words, {
      prompt: words.library.weeklyPrompts[0] ?? "",
      site: toId<SiteId>("s1"),
      channel: toId<ChannelId>("C1"),
    }),
    look: lookCard(words, {
      kind: "looked",
      schools: [{ name: "Lindenwood", practices: practice ? [practice.id] : [] }],
      clusters: ["*Oak* Cluster"],
      levels: ["middle", "k_12"],
      practices: [],
    }),
  };
}

/** The form behind "Change or take back". */
export function mineForms(words: Words, shoutOut: ShoutOut): Readonly<Record<string, Form>> {
  const list = [own(shoutOut)];
  const named = { given: list, received: list, nameOf: () => "Cy *Dee* & <i>Eli</i>" };
  return { change_mine: mineForm(words, named) };
}
