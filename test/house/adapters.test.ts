import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const folders = readdirSync("adapters", { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

const rooms = [
  "index.ts",
  "config.ts",
  "verify.ts",
  "parse.ts",
  "render.ts",
  "deliver.ts",
  "check.ts",
  "README.md",
];

test("there is at least one adapter", () => {
  expect(folders).toContain("local");
});

test.each(folders)("who knows one adapter finds the way in adapters/%s", (folder) => {
  const missing = rooms.filter((room) => !existsSync(path.join("adapters", folder, room)));
  expect(missing).toEqual([]);
});
