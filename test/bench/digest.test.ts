import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { afterEach, expect, test } from "vitest";
import { toInstant } from "#domain/local-time.ts";
import { rbps, seed } from "#test/stories/replay-desk.ts";
import { startWaveWorld, zone } from "#test/stories/wave-world.ts";
import { findDigestScope } from "#usecases/digest-scope.ts";
import { keepDistrictDigest } from "#usecases/keep-digest.ts";
import { keyOf } from "#usecases/send-direct.ts";
import { quantile, repeat, report, spread } from "./figures.ts";
import { fillFile } from "./thanks.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** Monday 7:30 at the district. */
const MONDAY = toInstant("2026-03-09T07:30", zone);
const LIMIT_MS = 100;

let stop: (() => Promise<void>) | undefined;
afterEach(async () => await stop?.());

/** The sample district on a SQLite file with so many thanks, and a tenth as many observations, before today. */
async function startDistrict(thanks: number) {
  const folder = mkdtempSync(path.join(tmpdir(), "groundswell-bench-digest-"));
  const file = path.join(folder, "digest.db");
  const url = `file:${file}`;
  const world = await startWaveWorld({ start: MONDAY, sites: 0, calendar: [], url, fill: false });
  stop = async () => {
    await world.stop();
    rmSync(folder, { recursive: true });
  };
  await seed(world);
  fillFile(file, { district: rbps, thanks, until: MONDAY, week: "2026-W10" });
  return world;
}

/** Milliseconds of CPU for one lead's digest: read, kept and drawn. */
async function measure(thanks: number) {
  const { product } = await startDistrict(thanks);
  let count = 0;
  const one = async (): Promise<number> => {
    const from = process.cpuUsage();
    count += 1;
    const view = await product.store.transaction(rbps, function* (tx) {
      const [lead] = yield* tx.roster.listHolders("pl_lead");
      const work = { tx, product, now: MONDAY };
      const scope = lead && (yield* findDigestScope(work, lead));
      if (!scope) throw new RangeError("There is no lead.");
      const week = { since: new Date(MONDAY.getTime() - 7 * DAY_MS), until: MONDAY };
      const lately = { ids: new Set<never>(), people: new Set<never>(), sites: new Set<never>() };
      return yield* keepDistrictDigest(work, {
        key: keyOf("bench", String(count)),
        scope,
        week,
        lately,
      });
    });
    expect(view?.good).toHaveLength(4);
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1000;
  };
  await one();
  const figures = await repeat(one);
  await stop?.();
  stop = undefined;
  return figures;
}

test("a digest for 87 schools costs the same however long the district has been thanking", async () => {
  const small = await measure(100_000);
  const large = await measure(1_000_000);
  report("A lead's digest, read, kept and drawn: CPU, SQLite", {
    "100,000 thanks and 10,000 observations": spread(small),
    "1,000,000 thanks and 100,000 observations": spread(large),
  });
  // The least is what it costs where no other program disturbs it.
  expect(quantile(large, 0)).toBeLessThan(LIMIT_MS);
  expect(quantile(large, 0.5)).toBeLessThan(1.5 * quantile(small, 0.5));
});
