import { expect, test } from "vitest";
import { freshBytes } from "#host/fresh-bytes.ts";

test("bytes are as many as asked for, and never the same twice, also from pool to pool", () => {
  const seen = new Set<string>();
  for (let turn = 0; turn < 2000; turn++) {
    const bytes = freshBytes(8 + (turn % 25));
    expect(bytes).toHaveLength(8 + (turn % 25));
    seen.add(bytes.subarray(0, 8).toString("hex"));
  }
  expect(seen.size).toBe(2000);
});

test("what was given stays what it was", () => {
  const first = freshBytes(32);
  const before = first.toString("hex");
  for (let turn = 0; turn < 1000; turn++) freshBytes(32);
  expect(first.toString("hex")).toBe(before);
  expect(new Set(first).size).toBeGreaterThan(4);
});

test("a whole pool may be asked for", () => {
  expect(freshBytes(4096)).toHaveLength(4096);
});
