import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { openCommandLine } from "#compose";
import { endAll, start } from "#test/faults/process.ts";
import { deliverAll } from "#test/platform/run-due.ts";
import { countYes, SCHOOLS } from "#test/platform/slack-burst.ts";
import { type Asked, pressYes, readLiveCard } from "#test/platform/teams-burst.ts";
import { startTeamsProduct, type TeamsProduct } from "#test/platform/teams-product.ts";
import { leadOf, listInvitations, openWave } from "#test/platform/teams-wave.ts";
import { quantile, repeat, report, spread } from "./figures.ts";

/** The live card follows within this. */
const FOLLOW_MS = 4000;
const MOST_EDITS = 3;

afterEach(endAll);

interface Moment {
  /** How long it takes until the last has answered. */
  readonly overMs: number;
  /** False for a process that has just started. */
  readonly atWork: boolean;
}

/** The wave is sent in this process; the answers go to the product in a process of its own. */
async function measure({ overMs, atWork }: Moment) {
  const product = await startTeamsProduct();
  const { teams, slack, clock, folder, settings, app } = product;
  const lead = leadOf(product);
  await openWave(product);
  await deliverAll(product);
  const asked = await listInvitations(product);
  await app.stop();
  const running = await start(folder, { ...settings, TEST_CLOCK: clock.now().toISOString() });
  const to = `${running.url}/api/messages`;
  if (atWork) await work(product, asked, to);
  const before = readLiveCard(teams, lead).edits;
  const burst = await pressYes({ teams, asked, send: fetch, to, overMs });
  const { product: beside, close } = await openCommandLine(settings);
  const stored = await countYes(beside.store);
  await close();
  await sleep(FOLLOW_MS);
  const edits = readLiveCard(teams, lead).edits - before;
  running.kill("SIGTERM");
  await running.exited;
  await teams.stop();
  await slack.stop();
  rmSync(folder, { recursive: true });
  return { ...burst, stored, edits };
}

/** What people do on a usual morning: look at their own things, and thank a colleague. */
async function work({ teams }: TeamsProduct, asked: Asked, to: string): Promise<void> {
  for (const [turn, [by]] of asked.entries()) {
    const [colleague = by] = asked[(turn + 1) % asked.length] ?? [];
    for (const text of ["answer", `praise ${colleague.name} for sharing the plan with all of us`]) {
      const request = teams.message({ by: by.id, text });
      const { method, headers } = request;
      await fetch(to, { method, headers, body: await request.text() });
    }
  }
  await sleep(FOLLOW_MS);
}

for (const [name, moment] of [
  ["over one second, process just started", { overMs: 1000, atWork: false }],
  ["over one second, process at work", { overMs: 1000, atWork: true }],
  ["all at once, process just started", { overMs: 0, atWork: false }],
  ["all at once, process at work", { overMs: 0, atWork: true }],
] as const) {
  test(`87 principals answer on Teams, ${name}`, async () => {
    const runs = await repeat(async () => await measure(moment));
    expect(runs.map(({ stored }) => stored)).toEqual(runs.map(() => SCHOOLS));
    const waited = runs.map(({ acks }) => acks.map(({ ms }) => ms));
    report(`87 answers on Teams, ${name}`, {
      "acknowledged, p50": spread(waited.map((ms) => quantile(ms, 0.5))),
      "acknowledged, p99": spread(waited.map((ms) => quantile(ms, 0.99))),
      "all acknowledged after": spread(runs.map(({ allMs }) => allMs)),
      "edits of the lead's live card": spread(
        runs.map(({ edits }) => edits),
        "edits",
      ).atMost(MOST_EDITS),
    });
  });
}
