import { afterEach, expect, test } from "vitest";
import { setup as bundle } from "#test/faults/bundle.ts";
import { endAll, newFolder, start } from "#test/faults/process.ts";
import { repeat, report, spread } from "./figures.ts";

afterEach(endAll);

async function startAndEnd(folder: string): Promise<{ readyMs: number; endMs: number }> {
  const app = await start(folder);
  const from = performance.now();
  app.kill("SIGTERM");
  expect((await app.exited).code).toBe(0);
  return { readyMs: app.readyMs, endMs: performance.now() - from };
}

test("from the start to the ready line", async () => {
  const runs = await repeat(async () => {
    const from = performance.now();
    await bundle();
    const bundleMs = performance.now() - from;
    const folder = newFolder();
    const first = await startAndEnd(folder);
    const second = await startAndEnd(folder);
    return { bundleMs, first, second };
  });
  report("Start", {
    bundling: spread(runs.map(({ bundleMs }) => bundleMs)),
    "first start, with the sample": spread(runs.map(({ first }) => first.readyMs)),
    "first start with bundling": spread(
      runs.map(({ bundleMs, first }) => bundleMs + first.readyMs),
    ),
    "second start": spread(runs.map(({ second }) => second.readyMs)),
    "from SIGTERM to the end": spread(runs.map(({ second }) => second.endMs)),
  });
});
