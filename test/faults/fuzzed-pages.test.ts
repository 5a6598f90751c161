import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { expect, test } from "vitest";
import { teacher } from "#test/stories/playground-rig.ts";
import { press, usePages } from "#test/stories/sign-in-rig.ts";

const FUZZED = 10_000;
const AT_ONCE = 20;
const SECRET = "s".repeat(43);
const NOT_PLAIN = /[^!-~]|#/g;

const rig = usePages();

const word = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom("../../etc/passwd", "%00", "%", "%E0%A4%A", "next=//evil.example", "lang=", "\\"),
  fc.constantFrom("'--", "<script>alert(1)</script>", "__proto__[x]=1", "a=".repeat(2000)),
);

/** Signs that no request line can hold become bytes, also where the bytes are no text. */
function toQuery(words: readonly string[]): string {
  return words
    .map((each) => each.replace(NOT_PLAIN, (sign) => `%${(sign.charCodeAt(0) % 256).toString(16)}`))
    .join("&");
}

test("ten thousand made-up questions are refused, and the product lives", async () => {
  const { path, number } = await rig.ask(teacher);
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const ask = async (address: string): Promise<number> =>
    await new Promise((resolve, reject) => {
      const { hostname, port } = new URL(rig.url);
      const asked = request({ agent, hostname, port, path: address }, (response) => {
        text(response).then(() => resolve(response.statusCode ?? 0), reject);
      });
      asked.on("error", reject);
      asked.end();
    });
  const refused = [
    "/dashboard",
    "/dashboard/week",
    "/dashboard/mine.csv",
    `/sign-in/rbps/${SECRET}`,
    "/sign-out",
    "/x",
  ];
  const places = fc.constantFrom(path, ...refused);
  const made = fc.tuple(places, fc.array(word, { maxLength: 4 }));
  const questions = fc.sample(made, { numRuns: FUZZED, seed: 5 });
  const found = new Set<string>();
  for (let at = 0; at < FUZZED; at += AT_ONCE) {
    const some = questions.slice(at, at + AT_ONCE);
    const statuses = await Promise.all(
      some.map(async ([place, words]) => await ask(`${place}?${toQuery(words)}`)),
    );
    for (const [nth, status] of statuses.entries()) {
      found.add(`${status} ${some[nth]?.[0] === path ? "link" : "else"}`);
    }
  }
  agent.destroy();
  // The link itself shows its harmless page, and still works.
  expect([...found].toSorted()).toEqual(["200 link", "401 else", "404 else"]);
  expect((await press(rig.open(), path, { number })).status).toBe(303);
});
