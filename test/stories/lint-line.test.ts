import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { expect, test, vi } from "vitest";
import { runLintWords } from "#cli/lint-words.ts";
import { type Opened, useWorlds } from "./answers-rig.ts";

let product: Opened;
useWorlds((opened) => {
  ({ product } = opened);
});

test("the command line finds what to mend in a file, and says so to the one who asked", async () => {
  const lines: string[] = [];
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
  const folder = mkdtempSync(path.join(tmpdir(), "groundswell-words-"));
  const file = path.join(folder, "texts.json");
  writeFileSync(file, JSON.stringify({ en: { invite: "Hurry, {nobody}!", no_such: "x" } }));
  const bad = await runLintWords({ product }, file, { json: false });
  writeFileSync(file, JSON.stringify({ es: { thank_you_no: "Gracias por decirlo, {school}." } }));
  const fine = await runLintWords({ product }, file, { json: false });
  write.mockRestore();
  rmSync(folder, { recursive: true });
  expect([fine, bad]).toEqual([true, false]);
  expect(lines[0]).toContain("{nobody} cannot be filled in");
  expect(lines[0]).toContain("no text has this name");
  expect(lines[1]).toBe("1 texts looked at: 0 to mend, 0 to look at.\n");
});
