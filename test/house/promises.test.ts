import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { read, tableRows } from "./files.ts";

const rows = tableRows(read("docs/promises.md"));
const pointer = /^(test\/[\w/.-]+\.test\.ts): "(.+)"$/;

/** "missing" says what a row names that is not there. */
function findMissing(proof: string): string | undefined {
  const [, file = "", name = ""] = pointer.exec(proof) ?? [];
  if (!existsSync(file)) return `no such file: ${proof}`;
  return read(file).includes(name) ? undefined : `no such test: ${proof}`;
}

test("all 45 promises have one row, in order", () => {
  const numbers = rows.map(([number]) => number);
  expect(numbers).toEqual(Array.from({ length: 45 }, (_, at) => `S${at + 1}`));
});

test("every promise that names a test has that test", () => {
  const proofs = rows
    .map(([, , proof = ""]) => proof)
    .filter((proof) => proof !== "not yet")
    .flatMap((proof) => proof.split("<br>"));
  expect(rows.every((row) => row.length === 3)).toBe(true);
  expect(proofs.map(findMissing).filter((problem) => problem !== undefined)).toEqual([]);
});
