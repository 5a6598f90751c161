import { expect, test } from "vitest";
import { codeFiles } from "./files.ts";
import { declaredNames, parse, place } from "./syntax.ts";

const ranking =
  /leaderboard|rank|points|score|streak|top_?giver|(?:praise|thanks|shout_?outs?)_?(?:count|total)|most_?(?:thanked|praised)/i;

const rooms = [
  "src/ports",
  "src/messages",
  "src/usecases",
  "src/conversation",
  "src/store",
  "src/web",
  "src/cli",
  "adapters",
];

/** A limit of requests is no score: the name is the library's. */
const meant = /^src\/web\/rate-limits\.ts:\d+ points$/;

test("nobody can be compared: no name in the code is a total, a rank or a top of a person", () => {
  const found = codeFiles(...rooms)
    .flatMap((file) => declaredNames(parse(file)))
    .filter((name) => ranking.test(name.text))
    .map((name) => `${place(name)} ${name.text}`)
    .filter((name) => !meant.test(name));
  expect(found).toEqual([]);
});

test("the rule would see a leaderboard", () => {
  expect(
    ["topGivers", "praise_count", "Leaderboard", "thanksTotal", "mostThanked"].every((name) =>
      ranking.test(name),
    ),
  ).toBe(true);
});
