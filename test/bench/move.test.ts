import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { type DistrictId, toId } from "#domain/ids.ts";
import { systemClock } from "#host/clock.ts";
import { createRandom } from "#host/random.ts";
import { createMoving } from "#store/copy-desk.ts";
import { createExporting } from "#store/copy-export.ts";
import { fillAll, optionsOf, quiet } from "#test/contract/copy-rig.ts";
import { openTestStore } from "#test/contract/store-rig.ts";
import { repeat, report, spread } from "./figures.ts";
import { startPostgres } from "./postgres-server.ts";

/** In each of some sixty tables: 100,000 rows in all. */
const ROWS = 1750;
const RUNS = 3;
const district = toId<DistrictId>("d1");
const BENCH_MS = 600_000;

async function timed<T>(work: () => Promise<T>): Promise<readonly [T, number]> {
  const begunMs = performance.now();
  return [await work(), (performance.now() - begunMs) / 1000];
}

test("a district of 100,000 rows moves to PostgreSQL and comes back", {
  timeout: BENCH_MS,
}, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "groundswell-move-bench-"));
  const server = await startPostgres();
  let made = 0;
  const there = async () => {
    made += 1;
    const { url } = await server.create(`moved_${made}`);
    return await moveOnce(path.join(folder, `${made}.db`), url);
  };
  const runs = await repeat(there, RUNS);
  const rows = runs[0]?.rows ?? 0;
  expect(rows).toBeGreaterThan(100_000);
  const copied = runs.map(({ copySeconds }) => rows / copySeconds);
  report("move: a district of 100,000 rows, all tables", {
    rows: String(rows),
    "to PostgreSQL, copied": spread(copied, "rows/s"),
    "to PostgreSQL, with the comparison": spread(
      runs.map(({ moveSeconds }) => moveSeconds),
      "s",
    ),
    "back to a file, with the comparison": spread(
      runs.map(({ backSeconds }) => backSeconds),
      "s",
    ),
  });
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** Moves a new file's district to an empty database, and copies it out again. */
async function moveOnce(file: string, url: string) {
  await (await openTestStore(`file:${file}`)).close();
  fillAll(file, district, ROWS);
  const ends = { source: optionsOf(`file:${file}`), target: optionsOf(url) };
  const random = createRandom(systemClock);
  const moving = createMoving({ file, clock: systemClock, random, actor: "bench", ...ends });
  const all = { district: undefined, startOver: false };
  const [moved, moveSeconds] = await timed(async () => await moving.move(all, quiet));
  const exporting = createExporting(ends.target);
  const [back, backSeconds] = await timed(
    async () => await exporting.exportDistrict(district, `${file}.back`, quiet),
  );
  expect([moved[0]?.isSame, back.isSame]).toEqual([true, true]);
  const { copied: rows = 0, copyMs = 0 } = moved[0] ?? {};
  return { rows, copySeconds: copyMs / 1000, moveSeconds, backSeconds };
}
