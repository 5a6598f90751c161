import type { NudgeText, Pitfall, TrainingSession } from "#domain/content.ts";
import type { SiteId, WaveId } from "#domain/ids.ts";
import { endSentence } from "#domain/plain-text.ts";
import type { Card, Link } from "#ports/card.ts";
import { button } from "./actions.ts";
import type { Words } from "./words.ts";

/** Everything that helps with one pitfall, on one page. */
export interface OnePage {
  readonly pitfall: Pitfall;
  /** At most two. */
  readonly ideas: readonly NudgeText[];
  readonly sessions: readonly TrainingSession[];
  /** Who can help; "" where nobody is named. */
  readonly contact: string;
  /** The district's own word for the value it is tied to. */
  readonly value: string;
  /** "" where the district did not write it down. */
  readonly mission: string;
}

/** The pitfalls that have a page of their own: those the library answers in the usual way. */
export function withPage(words: Words, codes: readonly string[]): readonly string[] {
  const { pitfalls, connectionOverrides } = words.library;
  const known = new Set(pitfalls.map(({ code }) => code));
  return codes.filter((code) => known.has(code) && connectionOverrides[code] === undefined);
}

/** Where the printable page is, under the address of all pages. */
export function onePagePath(code: string): string {
  return `/dashboard/one-page/${encodeURIComponent(code)}`;
}

export interface OnePageFacts {
  readonly wave: WaveId;
  readonly site: { readonly id: SiteId; readonly name: string };
  /** The address of all pages; undefined where nobody knows it. */
  readonly pagesUrl: string | undefined;
}

/** The whole page in chat at once, with the way to print it and to ask for a visit. */
export function onePageCard(words: Words, pages: readonly OnePage[], facts: OnePageFacts): Card {
  const { wave, site, pagesUrl } = facts;
  const named = pages.map(({ pitfall }) => pitfall.label).join("; ");
  const title = words.say("one_page_title", { pitfall_label: named });
  const texts = pages.map((page) => pageText(words, page, pages.length > 1));
  const visit = button(words.say("return_button", {}), "come-back", [wave, site.id]);
  return {
    title,
    text: [...texts, ...missionOf(words, pages)].join("\n\n"),
    ...(pagesUrl === undefined
      ? {}
      : { links: pages.map((page) => printLink(words, page, facts)) }),
    buttons: [{ ...visit, spoken: words.say("return_button_of", { school: site.name }) }],
    ...(pagesUrl === undefined ? {} : { context: words.say("one_page_sign_in", {}) }),
    fallback: title,
  };
}

/** It is the same on every page, so it is said once. */
function missionOf(words: Words, [page]: readonly OnePage[]): readonly string[] {
  return page && page.mission !== ""
    ? [words.say("one_page_mission", { mission: page.mission })]
    : [];
}

function printLink(words: Words, { pitfall }: OnePage, { pagesUrl = "" }: OnePageFacts): Link {
  const { code, label } = pitfall;
  const said = words.say("one_page_link_of", { pitfall_label: label });
  return { label: said, url: `${pagesUrl}${onePagePath(code)}` };
}

function pageText(words: Words, page: OnePage, named: boolean): string {
  const { pitfall, contact, value } = page;
  const { need, support, nextStep, minutes } = pitfall.connection;
  const lines = [
    named ? pitfall.label : "",
    words.say("one_page_support", { need, support }),
    words.say("one_page_step", { minutes: String(minutes), next_step: nextStep }),
    ...page.ideas.map((idea) => ideaLine(words, idea)),
    trainingLine(words, page.sessions),
    contact === "" ? "" : words.say("one_page_contact", { help_contact: contact }),
    value === "" ? "" : words.say("one_page_value", { core_value_label: value }),
  ];
  return lines.filter((line) => line !== "").join("\n");
}

function ideaLine(words: Words, { minutes, title, tryThis }: NudgeText): string {
  const values = { minutes: String(minutes), nudge_title: endSentence(title), try_this: tryThis };
  return words.say("one_page_idea", values);
}

function trainingLine(words: Words, sessions: readonly TrainingSession[]): string {
  if (sessions.length === 0) return "";
  const names = sessions.map(({ title, minutes }) =>
    words.say("one_page_session", { session_title: title, minutes: String(minutes) }),
  );
  return words.say("one_page_training", { names: words.list(names) });
}
