import { expect, test } from "vitest";
import { type DigestFacts, digestCard } from "#messages/weekly-cards.ts";
import { words } from "#test/words.ts";

const { digest, roundup } = words.library;

const facts = (more: Partial<DigestFacts> = {}): DigestFacts => ({
  subject: { week_of: "Monday, August 18" },
  sections: {},
  empty: { weekly_prompt: "What went well?" },
  saidWhenEmpty: new Set(["do_this_week"]),
  ...more,
});

const titleOf = (id: string) => digest.sections.find((section) => section.id === id)?.title;
const task = (n: number) => ({ n: String(n), action: `Call ${n}`, owner: "Ana", due: "Friday" });

test("in a week without news a lead reads one line: nothing needs you", () => {
  const card = digestCard(words, digest, facts());
  const empty = digest.sections.find(({ id }) => id === "do_this_week")?.empty;
  expect(card.fields).toEqual([{ label: titleOf("do_this_week"), value: empty }]);
  expect(card.title).toBe("PL weekly: week of Monday, August 18");
});

test("a section with nothing new is left out, also where its lines are an empty list", () => {
  const sections = {
    call_list: [],
    waves: undefined,
    plumbing: [{ sent: "4", failed: "0", opted_out: "0", paused: "0" }],
  };
  const card = digestCard(words, digest, facts({ sections }));
  const labels = card.fields?.map(({ label }) => label);
  expect(labels).toEqual([titleOf("do_this_week"), titleOf("plumbing")]);
});

test("sections come in the order of the template, whatever the week's order was", () => {
  const sections = {
    call_list: [{ school: "Oak", reason: "no answer", days: "3" }],
    do_this_week: [task(1)],
    headline: [{ yes_count: "12", schools_total: "87", new_yes: "2" }],
  };
  const card = digestCard(words, digest, facts({ sections }));
  const wanted = ["headline", "do_this_week", "call_list"].map(titleOf);
  expect(card.fields?.map(({ label }) => label)).toEqual(wanted);
});

test("a lead is asked for three things at most", () => {
  const sections = { do_this_week: [1, 2, 3, 4, 5].map(task) };
  const [field] = digestCard(words, digest, facts({ sections })).fields ?? [];
  expect(field?.value.split("\n")).toEqual([
    "1. Call 1 (Ana, by Friday)",
    "2. Call 2 (Ana, by Friday)",
    "3. Call 3 (Ana, by Friday)",
  ]);
});

test("a wave's numbers add up to its schools, and one that has begun says so", () => {
  const begun = { wave_name: "Wave 2", begun: words.say("digest_wave_begun", {}) };
  const counts = { yes: "4", not_yet: "2", no: "0", silent: "70" };
  const waves = [{ wave_name: "Wave 1", ...counts, questions: "2", later: "3" }, begun];
  const [field] = digestCard(words, digest, facts({ sections: { waves } })).fields?.slice(1) ?? [];
  expect(field?.value.split("\n")).toEqual([
    "Wave 1: 4 yes, 2 not yet, 0 not this year, 70 no answer yet, 2 with a question, 3 asked for a later month.",
    "Wave 2: has begun, few answers yet.",
  ]);
});

test("a list of people to call that is cut says how many more there are", () => {
  const call_list = [1, 2, 3, 4, 5, 6, 7].map((n) => ({ school: `S${n}`, reason: "r", days: "1" }));
  const cut = facts({ sections: { call_list }, saidWhenCut: new Set(["call_list"]) });
  const lines = digestCard(words, digest, cut).fields?.at(-1)?.value.split("\n") ?? [];
  expect(lines).toHaveLength(6);
  expect(lines.at(-1)).toContain("And 2 more.");
});

test("what nobody knows is left out of a line, and the rest is said", () => {
  const sections = { headline: [{ yes_count: "12", schools_total: "87", new_yes: "0" }] };
  const [field] = digestCard(words, digest, facts({ sections })).fields ?? [];
  expect(field?.value).toBe("12 of 87 schools are in. 0 joined this week.");
});

test("the sentence for notifications is the headline, on one line", () => {
  const sections = { do_this_week: [task(1), task(2)] };
  const { fallback } = digestCard(words, digest, facts({ sections }));
  expect(fallback).toContain("PL weekly");
  expect(fallback).toContain("Call 1");
  expect(fallback).not.toContain("\n");
});

test("a quiet Friday asks the week's question where the roundup says so", () => {
  const quiet = facts({ saidWhenEmpty: new Set(["good_found"]) });
  const card = digestCard(words, roundup, quiet);
  expect(card.fields?.map(({ value }) => value)).toEqual(["Quiet week. What went well?"]);
  expect(digestCard(words, roundup, facts()).fields).toEqual([]);
});
