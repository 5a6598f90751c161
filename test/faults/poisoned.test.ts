import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { post } from "./callers.ts";
import { createChance } from "./chance.ts";
import { createFleet } from "./fleet.ts";
import { startQuickChat } from "./quick-chat.ts";
import { ENDS_SENDER, FAILS_SENDER } from "./quick-platform.ts";
import { askFile, readKept } from "./quick-rows.ts";
import { MORNING_MS, type QuickSettings, readRunning } from "./quick-settings.ts";
import { addRow } from "./table.ts";
import { expectClean, judge } from "./verdict.ts";

const MOST_ENDS = 12;
const TEST_MS = 120_000;
const CONVERSATION = "UPOISONED";

test("a message that ends or fails whoever sends it comes to its end, and its lane goes on", {
  timeout: TEST_MS,
}, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "groundswell-poison-"));
  const file = path.join(folder, "groundswell.db");
  const clock = { anchor: Date.now(), from: MORNING_MS, speed: 12 };
  const chance = createChance("poisoned message");
  const chat = await startQuickChat({ chance, clock, latencyMs: 5, cuts: 0 });
  const fleet = createFleet();
  const settings: QuickSettings = {
    ...{ databaseUrl: `file:${file}`, directUrl: "", listen: false, prepared: true, pool: 2 },
    ...{ migrations: path.resolve("migrations"), platformUrl: chat.url, perSecond: 45, clock },
    ...{ asked: 1, askedMs: 0 },
  };
  try {
    const notes = ["before.", ENDS_SENDER, "between.", FAILS_SENDER, "after."];
    let one = await fleet.start(settings);
    await post(`${await one.url}/notes`, { conversation: CONVERSATION, notes });
    const isHere = async (words: string): Promise<boolean> =>
      await Promise.resolve(chat.arrivals.some(({ key }) => key === words));
    // Its lane is free once it has ended its sender as often as it may.
    for (let ends = 0; ends < MOST_ENDS && !(await isHere("after.")); ends++) {
      const arrived = expect
        .poll(async () => await isHere("after."), { timeout: 20_000 })
        .toBe(true);
      await Promise.race([one.exited, arrived.catch(() => undefined)]);
      if (!(await isHere("after."))) one = await fleet.start(settings);
    }
    await expect
      .poll(async () => (await readKept(askFile(file))).messages.map(({ state }) => state))
      .not.toContain("leased");
    const kept = await readKept(askFile(file));
    const acknowledged = { notes: new Map([[CONVERSATION, notes]]), thanks: new Map() };
    const nowMs = readRunning(clock);
    const found = judge({ acknowledged, arrivals: chat.arrivals, kept, asked: 1, nowMs });
    addRow(
      expectClean({ fault: "a message that ends or fails its sender each time", times: 2 }, found),
    );
    const poisoned = kept.messages.filter(({ key }) => key === ENDS_SENDER || key === FAILS_SENDER);
    expect(poisoned.map(({ state }) => state)).toEqual(["unknown", "unknown"]);
    expect(poisoned.map(({ reason }) => reason)).not.toContain("");
  } finally {
    await fleet.stop();
    await chat.stop();
    rmSync(folder, { recursive: true });
  }
});
