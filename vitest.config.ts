import { defineConfig } from "vitest/config";

const kind = (name: string, more: object = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout: 20_000, ...more },
});

/** The children of these tests start from a bundle, as `npm start` does. */
const bundles = "test/faults/bundle.ts";

/** One project a kind of test; `npm test` runs all but faults and bench. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      kind("unit", { isolate: false }),
      kind("contract", { isolate: false, globalSetup: "test/postgres.ts", hookTimeout: 60_000 }),
      kind("stories", { isolate: false, hookTimeout: 60_000, testTimeout: 60_000 }),
      kind("platform", { isolate: false }),
      kind("browser", { isolate: false, hookTimeout: 60_000, testTimeout: 60_000 }),
      kind("house", { isolate: false, testTimeout: 60_000 }),
      kind("faults", { globalSetup: bundles, hookTimeout: 60_000, testTimeout: 120_000 }),
      kind("bench", { globalSetup: bundles, testTimeout: 600_000, fileParallelism: false }),
    ],
  },
});
