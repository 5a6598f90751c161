import { expect, test } from "vitest";
import { type SiteId, toId, type WaveId } from "#domain/ids.ts";
import { cardGallery } from "#messages/gallery.ts";
import { onePageCard } from "#messages/one-page.ts";
import { words } from "#test/words.ts";

const gallery = cardGallery(words);
const ENDED_TWICE = /[.!?]["'”’)]?\.(?!\.)(?:\s|$)/;

test("an idea to try ends its title once, be it a question or a sentence", () => {
  const [pitfall] = words.library.pitfalls;
  const ideas = words.library.nudges;
  const page = { ideas, sessions: [], contact: "", value: "", mission: "" };
  const facts = { site: { id: toId<SiteId>("oak"), name: "Oak" }, pagesUrl: undefined };
  const { text } = onePageCard(words, pitfall ? [{ ...page, pitfall }] : [], {
    ...facts,
    wave: toId<WaveId>("w1"),
  });
  expect(text).toContain("Two answers: which is stronger? ");
  expect(text).toContain("End with a two-line slip. ");
  expect(text).not.toMatch(ENDED_TWICE);
});

test("who hears the card of a team hears every sentence end once", () => {
  for (const card of [gallery.team, gallery.team_none, gallery.team_picked]) {
    expect(card?.fallback).not.toMatch(ENDED_TWICE);
    expect(card?.fallback).toMatch(/[.!?]["'”’)]?$/);
  }
});

test("a team and a why line that are there are changed, and not chosen or written again", () => {
  const labels = (name: string) => gallery[name]?.buttons?.map(({ label }) => label);
  expect(labels("team")).toEqual(["Change the team", "Change your why line"]);
  expect(labels("team_none")).toEqual(["Choose your team", "Write your why line"]);
  const spoken = gallery.team?.buttons?.map(({ label, spoken: said = "" }) => said.includes(label));
  expect(spoken).toEqual([true, true]);
});
