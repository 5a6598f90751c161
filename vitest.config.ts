import { existsSync, statfsSync } from "node:fs";
import process from "node:process";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest, and is not among the largest files, which a fresh clone starts with. */
const LONG =
  /kill-nine|teams-cards|tab-looks|playground-page|roster|rights-matrix|-replay|after-restore|adapter-cards|two-years|hostile-requests|forgotten-yield|-thousand|restore\.test/;

/** Begins with the files that take longest, so that none of them is left over at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project.name))];
    const rank = ({ project, moduleId }: TestSpecification): number =>
      projects.indexOf(project.name) * 2 + (LONG.test(moduleId) ? 0 : 1);
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}

const MEMORY = "/dev/shm";
const ENOUGH_BYTES = 2e9;

/** Databases of tests lie in memory where there is room: no commit waits for a disk. */
if (existsSync(MEMORY)) {
  const { bavail, bsize } = statfsSync(MEMORY);
  if (bavail * bsize > ENOUGH_BYTES) process.env.TMPDIR ??= MEMORY;
}

const kind = (name: string, more: object = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout: 20_000, ...more },
});

/** The children of these tests start from a bundle, as `npm start` does. */
const bundles = "test/faults/bundle.ts";

const quick = ["unit", "contract", "stories", "platform", "browser", "house"];
const inFiles = quick.map((name) => `test/${name}/**/*.test.ts`);

/** One project a kind of test, and "quick" for `npm test`: all but faults and bench, which read the product's files once. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      kind("quick", {
        include: inFiles,
        isolate: false,
        globalSetup: ["test/postgres.ts", bundles],
        hookTimeout: 60_000,
        testTimeout: 60_000,
      }),
      kind("unit", { isolate: false }),
      kind("contract", { isolate: false, globalSetup: "test/postgres.ts", hookTimeout: 60_000 }),
      kind("stories", { isolate: false, hookTimeout: 60_000, testTimeout: 60_000 }),
      kind("platform", { isolate: false, globalSetup: bundles }),
      kind("browser", { isolate: false, hookTimeout: 60_000, testTimeout: 60_000 }),
      kind("house", { isolate: false, testTimeout: 60_000 }),
      kind("faults", {
        globalSetup: [bundles, "test/faults/quick-bundle.ts", "test/faults/table.ts"],
        hookTimeout: 60_000,
        testTimeout: 120_000,
      }),
      kind("bench", {
        globalSetup: [bundles, "test/bench/gather.ts"],
        testTimeout: 600_000,
        fileParallelism: false,
      }),
    ],
  },
});
