import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { openCommandLine } from "#compose";
import { endAll, start } from "#test/faults/process.ts";
import type { FakeSlack } from "#test/platform/fake-slack/index.ts";
import { deliverAll } from "#test/platform/run-due.ts";
import {
  type Asked,
  countYes,
  pressYes,
  readLiveCard,
  SCHOOLS,
} from "#test/platform/slack-burst.ts";
import { startSlackProduct } from "#test/platform/slack-product.ts";
import { leadOf, listInvitations, openWave } from "#test/platform/slack-wave.ts";
import { quantile, repeat, report, spread } from "./figures.ts";

const SLACK_MS = 100;
/** The live card follows within this. */
const FOLLOW_MS = 4000;
/** Everybody sees what they answered this long after the last of them pressed. */
const VISIBLE_MS = 300;
const MOST_EDITS = 3;

afterEach(endAll);

/** The wave is sent in this process; the answers go to the product in a process of its own. */
async function measure({ overMs, atWork }: Moment) {
  const product = await startSlackProduct();
  const { slack, clock, folder, settings, app } = product;
  const lead = leadOf(product);
  await openWave(product);
  await deliverAll(product);
  const asked = await listInvitations(product);
  await app.stop();
  slack.setLatency(SLACK_MS);
  const running = await start(folder, { ...settings, TEST_CLOCK: clock.now().toISOString() });
  const to = `${running.url}/slack/events`;
  if (atWork) await work(slack, asked, to);
  const before = readLiveCard(slack, lead).edits;
  const burst = await pressYes({ slack, asked, send: fetch, to, overMs });
  const { product: beside, close } = await openCommandLine(settings);
  const stored = await countYes(beside.store);
  await close();
  await sleep(FOLLOW_MS);
  const edits = readLiveCard(slack, lead).edits - before;
  running.kill("SIGTERM");
  await running.exited;
  await slack.stop();
  rmSync(folder, { recursive: true });
  return { ...burst, stored, edits };
}

interface Moment {
  /** How long it takes until the last has answered. */
  readonly overMs: number;
  /** False for a process that has just started. */
  readonly atWork: boolean;
}

/** What people do on a usual morning: look at their own things, and thank a colleague. */
async function work(slack: FakeSlack, asked: Asked, to: string): Promise<void> {
  for (const [turn, [by]] of asked.entries()) {
    const [colleague = by] = asked[(turn + 1) % asked.length] ?? [];
    await fetch(slack.command({ text: "/pl answer", by, to }));
    const praise = `/praise <@${colleague}|colleague> for sharing the reading plan with all of us`;
    await fetch(slack.command({ text: praise, by, to }));
  }
  await sleep(FOLLOW_MS);
}

for (const [name, moment] of [
  ["over one second, process just started", { overMs: 1000, atWork: false }],
  ["over one second, process at work", { overMs: 1000, atWork: true }],
  ["all at once, process just started", { overMs: 0, atWork: false }],
  ["all at once, process at work", { overMs: 0, atWork: true }],
] as const) {
  test(`87 principals answer on Slack, ${name}, while Slack takes 100 ms a call`, async () => {
    const runs = await repeat(async () => await measure(moment));
    expect(runs.map(({ stored }) => stored)).toEqual(runs.map(() => SCHOOLS));
    const waited = runs.map(({ acks }) => acks.map(({ ms }) => ms));
    const visible = spread(runs.map(({ visibleMs }) => visibleMs));
    report(`87 answers on Slack, ${name}`, {
      "acknowledged, p50": spread(waited.map((ms) => quantile(ms, 0.5))),
      "acknowledged, p99": spread(waited.map((ms) => quantile(ms, 0.99))),
      "all acknowledged after": spread(runs.map(({ allMs }) => allMs)),
      "all visible after": visible.atMost(VISIBLE_MS + moment.overMs),
      "edits of the lead's live card": spread(
        runs.map(({ edits }) => edits),
        "edits",
      ).atMost(MOST_EDITS),
    });
  });
}
