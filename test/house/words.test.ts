import { expect, test } from "vitest";
import { codeFiles, read, tableRows } from "./files.ts";
import { declaredNames, parse, place, wordsOf } from "./syntax.ts";

/** Words the glossary replaces; each has one better word there. */
const never = [
  ["tenant", "District"],
  ["location", "Site"],
  ["user", "Person or Account"],
  ["users", "Person or Account"],
  ["member", "Person or Account"],
  ["members", "Person or Account"],
  ["cohort", "Wave"],
  ["vote", "Answer"],
  ["rsvp", "Answer"],
  ["barrier", "Pitfall"],
  ["slogan", "Why line"],
  ["kudos", "Shout-out"],
  ["recognition", "Shout-out"],
  ["hashtag", "Practice or Value"],
  ["ping", "Nudge"],
  ["walkthrough", "Expedition"],
  ["newsletter", "Digest"],
  ["escalation", "Call task"],
] as const;

const glossary = [
  "District",
  "Site",
  "Person",
  "Account",
  "Wave",
  "Invitation",
  "Answer",
  "Pitfall",
  "Connection",
  "Why line",
  "Shout-out",
  "Practice",
  "Value",
  "Nudge",
  "Reminder",
  "Expedition",
  "Observation",
  "Baseline",
  "Digest",
  "Roundup",
  "Call task",
  "Quiet",
  "Outbox message",
  "Delivery",
  "Room",
  "Door",
  "Story",
];

const bannedInFileNames = new Set(
  "util utils helper helpers common shared misc manager service handler handlers processor data info base impl".split(
    " ",
  ),
);

/** Formats and platforms from outside, and slots of the content (a_b), speak their own words. */
const outsideWords = [
  "src/imports/",
  "adapters/slack/",
  "adapters/teams/",
  "src/store/postgres.ts",
];

test("the glossary explains every word of the house", () => {
  const words = tableRows(read("docs/glossary.md")).map(([word = ""]) => word);
  const explained = words.flatMap((cell) => cell.split(" / "));
  expect(glossary.filter((word) => !explained.includes(word))).toEqual([]);
});

test("the code says the glossary's word and no synonym", () => {
  const better = new Map<string, string>(never);
  const found = codeFiles("src", "adapters")
    .filter((file) => !outsideWords.some((border) => file.startsWith(border)))
    .flatMap((file) => declaredNames(parse(file)))
    .filter((name) => !name.text.includes("_"))
    .flatMap((name) =>
      wordsOf(name.text)
        .filter((word) => better.has(word))
        .map((word) => `${place(name)} ${name.text}: say ${better.get(word)}`),
    );
  expect(found).toEqual([]);
});

test("no file has a name that could hold anything", () => {
  const files = codeFiles("src", "adapters", "test");
  const vague = files.filter((file) =>
    file
      .split("/")
      .flatMap(wordsOf)
      .some((word) => bannedInFileNames.has(word)),
  );
  expect(vague).toEqual([]);
});
