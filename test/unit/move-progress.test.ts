import { expect, test } from "vitest";
import { showProgress } from "#cli/move-progress.ts";
import { type DistrictId, toId } from "#domain/ids.ts";
import type { Told } from "#ports/moving.ts";

const district = toId<DistrictId>("rbps");
const told = (step: Told["step"], done: number): Told => ({ district, step, done, total: 1000 });

function screen(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, written, write: (text: string) => written.push(text) };
}

test("whoever sits at a terminal sees a bar that grows in its line", () => {
  const seen = screen(true);
  const tell = showProgress(seen, false);
  for (const done of [500, 500, 1000]) tell(told("copying", done));
  expect(seen.written).toHaveLength(2);
  expect(seen.written[0]).toContain(
    "[############............] rbps: 500 of 1,000 rows copied, 50 %",
  );
  expect(seen.written[1]).toMatch(/#{24}\] rbps: 1,000 of 1,000 rows copied, 100 %.*\n$/);
});

test("a log gets whole lines, one for each step and its end", () => {
  const seen = screen(false);
  const tell = showProgress(seen, false);
  for (const done of [10, 20, 1000]) tell(told("copying", done));
  tell(told("waiting", 1000));
  expect(seen.written).toHaveLength(3);
  expect(seen.written.every((line) => line.endsWith("\n") && !line.includes("\r"))).toBe(true);
  expect(seen.written[2]).toContain("does not answer");
});

test("a program gets lines of JSON, also at a terminal", () => {
  const seen = screen(true);
  showProgress(seen, true)(told("comparing", 1000));
  expect(JSON.parse(seen.written.join(""))).toMatchObject({ step: "comparing", done: 1000 });
});
