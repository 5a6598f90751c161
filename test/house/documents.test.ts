import { expect, test } from "vitest";
import { z } from "zod";
import { errorHints } from "#domain/errors.ts";
import { read, tableRows, trackedFiles } from "./files.ts";

const npmRun = /npm run (?:-s |--silent )?([a-z][a-z:-]*)/g;
const npmShort = /npm (start|test)\b/g;
const lastSlash = /\/$/;
const localLink = /\]\((?!https?:|#|mailto:)([^)#\s]+)/g;

test("every npm command in the documents can be run", () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read("package.json")));
  const named = trackedFiles()
    .filter((file) => file.endsWith(".md"))
    .flatMap((file) => [...read(file).matchAll(npmRun), ...read(file).matchAll(npmShort)])
    .map(([, name = ""]) => name);
  expect(named).toContain("groundswell");
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test("every link inside the documents leads to a file", () => {
  const tracked = new Set(trackedFiles());
  const links = [...tracked]
    .filter((file) => file.endsWith(".md"))
    .flatMap((file) =>
      [...read(file).matchAll(localLink)].map(([, target = ""]) => {
        const folder = file.split("/").slice(0, -1).join("/");
        return new URL(target, `file:///${folder === "" ? "" : `${folder}/`}`).pathname.slice(1);
      }),
    );
  const isThere = (link: string) =>
    tracked.has(link) ||
    [...tracked].some((file) => file.startsWith(`${link.replace(lastSlash, "")}/`));
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter((link) => !isThere(link))).toEqual([]);
});

test("somebody who meets an error code finds what to do in docs/errors.md", async () => {
  const rows = Object.entries(errorHints).map(([code, hint]) => `| \`${code}\` | ${hint} |`);
  expect(rows.length).toBeGreaterThan(10);
  const text = [
    "# Errors, and what to do",
    "",
    "Codes are stable. Logs and the command line show them; a person in chat never sees one.",
    "",
    "| code | what to do |",
    "|---|---|",
    ...rows,
    "",
  ].join("\n");
  // Written again by: npx vitest run --project house --update
  await expect(text).toMatchFileSnapshot("../../docs/errors.md");
  expect(tableRows(text)).toHaveLength(rows.length);
});
