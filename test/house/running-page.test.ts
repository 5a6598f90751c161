import { expect, test } from "vitest";
import { createMetrics } from "#host/metrics.ts";
import { read } from "./files.ts";

const page = read("docs/running.md");
const named = /^\| `(groundswell_[a-z_]+)` \|/gm;
const type = /^# TYPE (groundswell_[a-z_]+) /gm;
const code = /"([a-z]+_[a-z]+|stopping)"/g;

const namesIn = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, name = ""]) => name).sort();

test("an IT admin finds every metric on the page about running it, and no other", async () => {
  const now = new Date();
  const pulse = { open: [], nextScheduledAt: undefined };
  const figures = { now, platforms: [], pulse, loopAgeSeconds: 0, backupAt: now };
  const { body } = await createMetrics("test").print(figures);
  expect(namesIn(page, named)).toEqual(namesIn(body, type));
});

test("every reason why it is not well is on the page", () => {
  const health = read("src/web/health.ts");
  const reasons = namesIn(health, code).filter((each) => !each.startsWith("not_"));
  expect(reasons).toEqual([
    "database_unavailable",
    "loop_stalled",
    "migrations_missing",
    "stopping",
  ]);
  expect(reasons.filter((each) => !page.includes(`\`${each}\``))).toEqual([]);
});
