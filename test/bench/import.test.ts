import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { openCommandLine } from "#compose";
import { readDistrict } from "#imports/read-district.ts";
import { endAll, newFolder } from "#test/faults/process.ts";
import { importDistrict } from "#usecases/import-district.ts";
import { repeat, report, spread } from "./figures.ts";

const SAMPLE = path.resolve("sample-district/oneroster-1.2");
const OPTIONS = { dryRun: false, allowRemovals: false };

afterEach(endAll);

async function measure() {
  const folder = newFolder();
  const env = { DATABASE_URL: `file:${folder}/groundswell.db`, LOG_LEVEL: "silent" };
  const { product, close } = await openCommandLine(env);
  const from = performance.now();
  const files = await readDistrict(SAMPLE);
  const read = performance.now();
  await importDistrict(product, files, OPTIONS);
  const stored = performance.now();
  await importDistrict(product, files, OPTIONS);
  const again = performance.now();
  await close();
  const rows = files.people.length + files.sites.length + files.clusters.length;
  return { readMs: read - from, storeMs: stored - read, againMs: again - stored, rows };
}

test("the sample district is read and stored in a new SQLite file", async () => {
  const runs = await repeat(measure);
  for (const { rows } of runs) expect(rows).toBeGreaterThan(4000);
  report("Import of the sample district", {
    reading: spread(runs.map(({ readMs }) => readMs)),
    storing: spread(runs.map(({ storeMs }) => storeMs)),
    "reading and storing": spread(runs.map(({ readMs, storeMs }) => readMs + storeMs)),
    "storing the same again": spread(runs.map(({ againMs }) => againMs)),
    "people, schools and clusters": spread(
      runs.map(({ rows }) => rows),
      "rows",
    ),
  });
});
