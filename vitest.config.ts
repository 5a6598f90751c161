import { defineConfig } from "vitest/config";

const kind = (name: string, more: object = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout: 20_000, ...more },
});

/** One project a kind of test; `npm test` runs all but faults and bench. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      kind("unit", { isolate: false }),
      kind("contract", { isolate: false, globalSetup: "test/postgres.ts", hookTimeout: 60_000 }),
      kind("stories", { isolate: false, hookTimeout: 60_000, testTimeout: 60_000 }),
      kind("platform", { isolate: false }),
      kind("browser", { hookTimeout: 60_000, testTimeout: 60_000 }),
      kind("house", { isolate: false, testTimeout: 60_000 }),
      kind("faults", { hookTimeout: 60_000, testTimeout: 120_000, fileParallelism: false }),
      kind("bench", { testTimeout: 600_000, fileParallelism: false }),
    ],
  },
});
