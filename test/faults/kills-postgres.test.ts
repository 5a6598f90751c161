import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createChance } from "./chance.ts";
import { complaintsOf, type Replica } from "./fleet.ts";
import { askServer } from "./quick-rows.ts";
import { expectPaced, startScene, toTimestamp } from "./scene.ts";
import { type Server, startServer } from "./server.ts";

const KILLS = Number(process.env.FAULT_KILLS ?? 200);
const REPLICAS = 2;
/** So many of a hundred are killed at any moment of their start; the others in the middle of work. */
const EARLY = 0.2;
const START_MS = 150;
/** After at most so much was taken and sent, and a moment later. */
const MOST_WORK = 8;
const MOMENT_MS = 15;
const TEST_MS = 600_000;

let server: Server;

beforeAll(async () => {
  server = await startServer();
});

afterAll(async () => await server.remove());

test("two replicas that are killed again and again lose nothing and say nothing twice", {
  timeout: TEST_MS,
}, async () => {
  await server.createDatabase("kills");
  const chance = createChance("kill -9, PostgreSQL");
  const scene = await startScene({
    ...{ name: "kill -9, PostgreSQL", chance, databaseUrl: server.url("kills") },
    ...{ ask: askServer(server.ownerUrl("kills")), toTime: toTimestamp },
    ...{ asked: KILLS, askedMs: KILLS * 200 },
  });
  try {
    const replicas: Replica[] = [];
    for (let count = 0; count < REPLICAS; count++) replicas.push(await scene.begin());
    await replicas[0]?.url;
    for (let kill = 0; kill < KILLS; kill++) {
      const at = Math.floor(chance.draw() * REPLICAS);
      const one = replicas[at];
      const isEarly = chance.draw() < EARLY;
      if (!isEarly) await one?.url;
      if (!isEarly) await scene.untilBusy(chance.draw() * MOST_WORK);
      await sleep(chance.draw() * (isEarly ? START_MS : MOMENT_MS));
      one?.kill("SIGKILL");
      await one?.exited;
      expect(complaintsOf(one)).toEqual([]);
      replicas[at] = await scene.begin();
    }
    for (const one of replicas) expect(await one.url).toBeDefined();
    await scene.conclude({ fault: "kill -9, two replicas on PostgreSQL", times: KILLS });
    expectPaced(scene);
  } finally {
    await scene.stop();
  }
});
