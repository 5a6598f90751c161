import { readFileSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { setup as bundle } from "#test/faults/bundle.ts";
import { type Env, endAll, newFolder, type Running, start } from "#test/faults/process.ts";
import { type FakeSlack, startFakeSlack } from "#test/platform/fake-slack/index.ts";
import { startFakeTeams } from "#test/platform/fake-teams/index.ts";
import { accountOf, MORNING, seedFolder } from "#test/platform/slack-product.ts";
import { teamsSettings } from "#test/platform/teams-product.ts";
import { repeat, report, spread } from "./figures.ts";

const IDLE_MS = 30_000;
const READY_MS = 1200;
const READY_ALONE_MS = 600;
const IDLE_MB = 120;
const COMMANDS = 5000;
const AT_ONCE = 16;

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await endAll();
  for (const stop of stops.splice(0)) await stop();
});

const slackSettings = ({ workspace, signingSecret, apiUrl }: FakeSlack): Env => ({
  SLACK_BOT_TOKEN: workspace.botToken,
  SLACK_SIGNING_SECRET: signingSecret,
  SLACK_API_URL: apiUrl,
});

/** What a process may be started with: one platform alone, the playground, or nothing. */
async function listKinds() {
  const slack = await startFakeSlack();
  const teams = await startFakeTeams();
  stops.push(slack.stop, teams.stop);
  return [
    { name: "Slack alone", env: slackSettings(slack), most: READY_MS },
    { name: "Teams alone", env: teamsSettings(teams), most: READY_MS },
    { name: "the playground", env: {}, most: READY_MS },
    { name: "nothing", env: { PLAYGROUND: "off" }, most: READY_ALONE_MS },
  ];
}

async function end(app: Running): Promise<number> {
  const from = performance.now();
  app.kill("SIGTERM");
  expect((await app.exited).code).toBe(0);
  return performance.now() - from;
}

/** Resident memory, as the system counts it. */
function megabytes({ pid }: Running): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s*(\d+)/.exec(status)?.[1]) / 1024;
}

/** From the spawn of the process to its ready line: in an empty folder, and once there is a database. */
test("from the start to the ready line", async () => {
  const bundling = await repeat(async () => {
    const from = performance.now();
    await bundle();
    return performance.now() - from;
  });
  report("Bundling before a start", { "bundling, with the command line": spread(bundling) });
  for (const { name, env, most } of await listKinds()) {
    const runs = await repeat(async () => {
      const folder = newFolder();
      const first = await start(folder, env);
      await end(first);
      const second = await start(folder, env);
      return { first: first.readyMs, second: second.readyMs, end: await end(second) };
    });
    report(`Start with ${name}`, {
      "ready, first start": spread(runs.map(({ first }) => first)),
      "ready, second start": spread(runs.map(({ second }) => second)).atMost(most),
      "from SIGTERM to the end": spread(runs.map((run) => run.end)),
    });
  }
});

test("what it holds after half a minute in which nothing happens", async () => {
  for (const { name, env } of await listKinds()) {
    const runs = await repeat(async () => await start(newFolder(), env), 3);
    await sleep(IDLE_MS);
    const held = spread(runs.map(megabytes), "MB");
    const isAimed = name.endsWith("alone");
    report(`Idle with ${name}`, { "resident memory": isAimed ? held.atMost(IDLE_MB) : held });
    for (const run of runs) await end(run);
  }
});

test("what it holds after a day's work", async () => {
  const aheadMs = MORNING.getTime() - Date.now();
  const slack = await startFakeSlack({ clock: { now: () => new Date(Date.now() + aheadMs) } });
  const { folder, env, people } = await seedFolder(slack.workspace.id);
  for (const { id, email } of people) slack.addPerson({ id: accountOf(id), email });
  stops.push(slack.stop, async () => await Promise.resolve(rmSync(folder, { recursive: true })));
  const clock = { TEST_CLOCK: MORNING.toISOString() };
  const app = await start(folder, { ...env, ...slackSettings(slack), ...clock });
  const before = megabytes(app);
  let number = 0;
  const work = async (): Promise<void> => {
    for (let nth = number++; nth < COMMANDS; nth = number++) {
      const [by, to] = [people[nth % people.length], people[(nth + 1) % people.length]];
      if (!by || !to) continue;
      const text = `/praise <@${accountOf(to.id)}|colleague> for sharing the reading plan with us`;
      const request = slack.command({ text, by: accountOf(by.id), to: `${app.url}/slack/events` });
      expect((await fetch(request)).status).toBe(200);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await sleep(IDLE_MS);
  report(`After ${COMMANDS} commands of /praise on Slack, and half a minute`, {
    "resident memory": spread([megabytes(app)], "MB"),
    "grown by": spread([megabytes(app) - before], "MB"),
  });
  await end(app);
});
