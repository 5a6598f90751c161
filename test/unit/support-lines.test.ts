import { expect, test } from "vitest";
import { supportLines } from "#messages/support-lines.ts";
import { words } from "#test/words.ts";

const [pitfall, other] = words.library.pitfalls;

test("support is planned from what is there already, what is in the way, and what helps with the first of it", () => {
  const codes = [pitfall, other].map((each) => each?.code ?? "");
  expect(supportLines(words, { practices: ["voice", "choice"], pitfalls: codes })).toEqual([
    "Already there: Choice and Voice.",
    `In the way: ${pitfall?.label}; ${other?.label}.`,
    `What helps: ${pitfall?.connection.support}.`,
  ]);
});

test("where nobody has visited and nothing is in the way, nothing is said", () => {
  expect(supportLines(words, { practices: [], pitfalls: ["prefer_not_to_say"] })).toEqual([]);
});
