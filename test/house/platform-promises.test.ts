import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { codeFiles, read } from "./files.ts";

const pointer = /^ {2}(test\/[\w/.-]+\.test\.ts): "(.+)"$/gm;
/** Seventeen surprises of Slack's libraries, each of which was seen by running them. */
const TRAPS = Array.from({ length: 17 }, (_, at) => `T${at + 1}`);
const trap = /(?:test|describe)[^"`\n]*\(\s*["`](T\d+): /g;

test.each(["Slack", "Teams"])("every promise about %s has a test that holds us to it", (name) => {
  const [, list = ""] = read("docs/promises.md")
    .split("\n## ")
    .map((part) => part.split(`On ${name}\n`))
    .find(({ length }) => length > 1) ?? [""];
  const promises = list.match(/^- /gm) ?? [];
  const pointers = [...list.matchAll(pointer)].map(([, file = "", name = ""]) => ({ file, name }));
  expect(promises.length).toBeGreaterThan(5);
  expect(pointers).toHaveLength(promises.length);
  const missing = pointers.filter(
    ({ file, name }) => !(existsSync(file) && read(file).includes(name)),
  );
  expect(missing).toEqual([]);
});

test("every trap of Slack's libraries has a test named after it", () => {
  const tests = codeFiles("test/platform").filter((file) => file.endsWith(".test.ts"));
  const named = tests.flatMap((file) => [...read(file).matchAll(trap)].map(([, name]) => name));
  expect(TRAPS.filter((name) => !named.includes(name))).toEqual([]);
});
