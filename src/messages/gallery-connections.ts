import type { Person } from "#domain/roster.ts";
import type { CallTask } from "#domain/wave.ts";
import type { Card, Form } from "#ports/card.ts";
import { connectionCard } from "./connection-card.ts";
import type { OfferFacts } from "./invitation-cards.ts";
import { type OnePage, onePageCard } from "./one-page.ts";
import { pitfallForm } from "./pitfall-form.ts";
import { promiseCard } from "./promise-cards.ts";
import { returnCard, returnWhichCard, wishForm } from "./return-cards.ts";
import { snoozeForm, snoozeWhichCard } from "./snooze-form.ts";
import { datesCard, noDateCard, offerForm, pickedCard, pickedLeadCard } from "./visit-cards.ts";
import type { Words } from "./words.ts";

interface Shown {
  readonly task: CallTask;
  readonly facts: OfferFacts;
  readonly ben: Person;
}

const days = ["2025-09-15", "2025-09-16"];
const today = "2025-09-01";

/** One of every card after a "not yet", with awkward names and texts. */
export function connectionGallery(words: Words, shown: Shown): Readonly<Record<string, Card>> {
  return { ...connections(words, shown), ...promises(words, shown), ...visits(words, shown) };
}

function connections(words: Words, { facts }: Shown): Readonly<Record<string, Card>> {
  const { wave, site } = facts;
  const label = (id: string) => words.label("value", id);
  const said = { senderName: "Ana", helpContact: () => "Ben <b>Cho</b>", valueLabel: label };
  const cards = words.library.pitfalls.flatMap((pitfall): [string, Card][] => {
    const card = connectionCard(words, [pitfall], { wave, site, ...said });
    return card ? [[`connection_${pitfall.code}`, card]] : [];
  });
  const pages = onePages(words);
  const about = { wave: wave.id, site, pagesUrl: "https://bot.example.org" };
  return {
    ...Object.fromEntries(cards),
    one_page: onePageCard(words, pages.slice(0, 1), about),
    one_page_twice: onePageCard(words, pages, { ...about, pagesUrl: undefined }),
  };
}

function onePages({ library }: Words): readonly OnePage[] {
  return library.pitfalls.slice(0, 2).map((pitfall) => ({
    pitfall,
    ideas: library.nudges.slice(0, 2),
    sessions: library.sessions.slice(0, 2),
    contact: "Ben <b>Cho</b>",
    value: "Trust & *respect*",
    mission: "Every student <!channel> is known.",
  }));
}

function promises(words: Words, { task, facts }: Shown): Readonly<Record<string, Card>> {
  const said = { school: facts.site.name, person: "Ben <b>Cho</b>" };
  const asked = { ...task, reason: "return_requested", words: "More of *this*." } as const;
  const { site } = facts;
  return {
    promise_call: promiseCard(words, { ...said, task: { ...task, reason: "call_me" } }),
    promise_return: promiseCard(words, { ...said, task: asked }),
    promise_taken: promiseCard(words, { ...said, task: asked, takenBy: "Ana" }),
    return_ack: returnCard(words, "Ana", "w1|s1"),
    return_which: returnWhichCard(words, [facts, facts]),
    snooze_which: snoozeWhichCard(words, [site, site]),
  };
}

function visits(words: Words, { task, facts, ben }: Shown): Readonly<Record<string, Card>> {
  const school = facts.site.name;
  const about = { task, school, lead: facts.sender, days, today };
  const picked = { school, lead: facts.sender, by: ben, day: days[0], today };
  return {
    dates: datesCard(words, { ...about, line: "See you <soon>." }),
    dates_picked: pickedCard(words, picked),
    dates_none: pickedCard(words, { ...picked, day: undefined }),
    dates_picked_lead: pickedLeadCard(words, picked),
    dates_none_lead: noDateCard(words, about),
  };
}

/** One of every form after a "not yet". */
export function connectionForms(
  words: Words,
  { task, facts }: Shown,
): Readonly<Record<string, Form>> {
  const { wave, site, sender } = facts;
  const context = `${wave.id}|${site.id}`;
  return {
    pitfalls: pitfallForm(words, sender, context),
    snooze: snoozeForm(words, site.id, "2025-08-18"),
    describe_return: wishForm(words, context, "Ana"),
    offer_dates: offerForm(words, task),
  };
}
