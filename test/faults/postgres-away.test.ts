import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createChance } from "./chance.ts";
import { complaintsOf, type Replica } from "./fleet.ts";
import { askServer } from "./quick-rows.ts";
import { expectPaced, type Scene, startScene, toTimestamp } from "./scene.ts";
import { APP, type Server, type Stop, startServer } from "./server.ts";

const DATABASE = "away";
const RESTARTS = 4;
const CUTS = 8;
const CUT_MS = 400;
/** Longer than anybody who asks is kept waiting. */
const AWAY_MS = 4000;
/** What arrives while nothing is wrong. */
const SOME = 40;
const ASKED = 120;
const TEST_MS = 300_000;

let server: Server;

beforeAll(async () => {
  server = await startServer();
});

afterAll(async () => await server.remove());

/** Every connection of the product's account drops at once. */
async function cutAll(): Promise<void> {
  await server.run(
    `select pg_terminate_backend(pid) from pg_stat_activity where usename = '${APP}'`,
  );
}

/** Stops it in the middle of everything, both ways in turn. */
async function restart(scene: Scene): Promise<void> {
  for (let turn = 0; turn < RESTARTS; turn++) {
    const how: Stop = turn % 2 === 0 ? "fast" : "immediate";
    await server.stop(how);
    await sleep(turn === 0 ? AWAY_MS : CUT_MS);
    await server.start();
    await scene.untilMore(SOME);
  }
}

async function cutConnections(scene: Scene): Promise<void> {
  for (let turn = 0; turn < CUTS; turn++) {
    await cutAll();
    await sleep(CUT_MS);
  }
  await scene.untilMore(SOME);
}

/** Nobody may connect for a while. */
async function runOut(scene: Scene): Promise<void> {
  await server.run(`alter role ${APP} connection limit 0`);
  await cutAll();
  await sleep(AWAY_MS);
  await server.run(`alter role ${APP} connection limit -1`);
  await scene.untilMore(SOME);
}

/** What is reached after a failover stands by at first, and says so to whoever writes. */
async function standBy(scene: Scene): Promise<void> {
  await server.run(`alter database ${DATABASE} set default_transaction_read_only = on`);
  await cutAll();
  await sleep(AWAY_MS);
  await server.run(`alter database ${DATABASE} reset default_transaction_read_only`);
  await scene.untilMore(SOME);
}

test("a PostgreSQL that comes and goes loses nothing of two replicas, and both live on", {
  timeout: TEST_MS,
}, async () => {
  await server.createDatabase(DATABASE);
  const scene = await startScene({
    ...{ name: "PostgreSQL away", chance: createChance("PostgreSQL away") },
    ...{ databaseUrl: server.url(DATABASE), ask: askServer(server.ownerUrl(DATABASE)) },
    ...{ toTime: toTimestamp, asked: ASKED, askedMs: 40_000 },
  });
  try {
    const replicas: Replica[] = [await scene.begin(), await scene.begin()];
    await scene.untilMore(SOME);
    for (const trouble of [restart, cutConnections, runOut, standBy]) await trouble(scene);
    // Whoever was told "not kept" asked again, and had it kept.
    expect(scene.callers.refused.length).toBeGreaterThan(0);
    await scene.conclude(
      { fault: "PostgreSQL stopped and started, fast and immediate", times: RESTARTS },
      { fault: "PostgreSQL drops every connection", times: CUTS },
      { fault: "PostgreSQL has no connection left for some seconds", times: 1 },
      { fault: "PostgreSQL stands by (read only) for some seconds", times: 1 },
    );
    expectPaced(scene);
    for (const one of replicas) {
      expect(complaintsOf(one)).toEqual([]);
      one.kill("SIGTERM");
      expect(await one.exited).toBe(0);
    }
  } finally {
    await scene.stop();
  }
});
