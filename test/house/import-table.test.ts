import { readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { z } from "zod";
import { read, tableRows } from "./files.ts";

const Rules = z.object({
  rooms: z.record(
    z.string(),
    z.object({
      doors: z.array(z.string()),
      packages: z.array(z.string()),
      node: z.boolean(),
    }),
  ),
  adapters: z.record(z.string(), z.array(z.string())),
});

const url = pathToFileURL(path.resolve(".dependency-cruiser.mjs")).href;
const rules = Rules.parse(await import(url));

const list = (words: readonly string[]) => (words.length === 0 ? "-" : words.join(", "));

test("the import table a newcomer reads is the one the machine checks", () => {
  const enforced = [
    ...Object.entries(rules.rooms).map(([name, room]) => [
      `src/${name}`,
      list(room.doors),
      list(room.packages),
      room.node ? "yes" : "no",
    ]),
    ...Object.entries(rules.adapters).map(([name, packages]) => [
      `adapters/${name}`,
      "domain, ports, edge",
      list(packages),
      "yes",
    ]),
  ];
  const printed = tableRows(read("ARCHITECTURE.md"))
    .map((row) => row.map((cell) => cell.replaceAll("`", "")))
    .filter(([room]) => room?.startsWith("src/") || room?.startsWith("adapters/"))
    .map(([room, , doors, packages, node]) => [room, doors, packages, node]);
  expect(enforced.length).toBeGreaterThan(10);
  expect(printed).toEqual(enforced);
});

test("every room has a door in package.json", () => {
  const { imports } = z
    .object({ imports: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read("package.json")));
  const doors = Object.keys(rules.rooms).map((room) => [`#${room}/*`, `./src/${room}/*`]);
  expect(Object.entries(imports)).toEqual(expect.arrayContaining(doors));
});

test("every folder of src and adapters is in the import table", () => {
  expect(folders("src")).toEqual(Object.keys(rules.rooms).sort());
  expect(folders("adapters")).toEqual(Object.keys(rules.adapters).sort());
});

function folders(parent: string): readonly string[] {
  const entries = readdirSync(parent, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}
