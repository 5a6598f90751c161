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
import { report, spread } from "./figures.ts";
import { startPostgres } from "./postgres-server.ts";

/** In each of some sixty tables: 100,000 rows in all. */
const ROWS = 1750;
const RUNS = 3;
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
  const random = createRandom(systemClock);
  const runs = [];
  for (let run = 0; run < RUNS; run++) {
    const district = toId<DistrictId>(`d${run}`);
    const file = path.join(folder, `${run}.db`);
    await (await openTestStore(`file:${file}`)).close();
    fillAll(file, district, ROWS);
    const { url } = await server.create(`moved_${run}`);
    const ends = { source: optionsOf(`file:${file}`), target: optionsOf(url) };
    const parts = { file, clock: systemClock, random, actor: "bench", ...ends };
    const all = { district: undefined, startOver: false };
    const [[moved], moveSeconds] = await timed(
      async () => await createMoving(parts).move(all, quiet),
    );
    const exporting = createExporting(optionsOf(url));
    const to = path.join(folder, `${run}-back.db`);
    const [back, backSeconds] = await timed(
      async () => await exporting.exportDistrict(district, to, quiet),
    );
    expect([moved?.isSame, back.isSame]).toEqual([true, true]);
    runs.push({ moved, moveSeconds, backSeconds });
  }
  const rows = runs[0]?.moved?.copied ?? 0;
  expect(rows).toBeGreaterThan(100_000);
  report("move: a district of 100,000 rows, all tables", {
    rows: String(rows),
    "to PostgreSQL, copied": spread(
      runs.map(({ moved }) => rows / ((moved?.copyMs ?? 0) / 1000)),
      "rows/s",
    ),
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
