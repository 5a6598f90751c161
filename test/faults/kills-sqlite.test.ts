import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { createChance } from "./chance.ts";
import { askFile } from "./quick-rows.ts";
import { startScene } from "./scene.ts";

const KILLS = Number(process.env.FAULT_KILLS ?? 200);
/** So many of a hundred are killed at any moment of their start; the others in the middle of work. */
const EARLY = 0.2;
const START_MS = 150;
/** After at most so much was taken and sent, and a moment later. */
const MOST_WORK = 14;
const MOMENT_MS = 15;
const TEST_MS = 600_000;

test("a file whose process is killed again and again loses nothing and says nothing twice", {
  timeout: TEST_MS,
}, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "groundswell-kills-"));
  const file = path.join(folder, "groundswell.db");
  const chance = createChance("kill -9, SQLite");
  const scene = await startScene({
    ...{ name: "kill -9, SQLite", chance, databaseUrl: `file:${file}`, ask: askFile(file) },
    toTime: String,
    ...{ asked: KILLS, askedMs: KILLS * 250 },
  });
  try {
    for (let kill = 0; kill < KILLS; kill++) {
      const one = await scene.begin();
      const isEarly = kill > 0 && chance.draw() < EARLY;
      if (!isEarly) await one.url;
      if (!isEarly) await scene.untilBusy(chance.draw() * MOST_WORK);
      await sleep(chance.draw() * (isEarly ? START_MS : MOMENT_MS));
      one.kill("SIGKILL");
      await one.exited;
      expect(one.stderr()).toBe("");
    }
    await (await scene.begin()).url;
    await scene.conclude({ fault: "kill -9, one process on SQLite", times: KILLS });
  } finally {
    await scene.stop();
    rmSync(folder, { recursive: true });
  }
});
