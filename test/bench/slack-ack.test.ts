import { type ChildProcess, fork } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { afterEach, expect, test } from "vitest";
import { type FakeSlack, startFakeSlack } from "#test/platform/fake-slack/index.ts";
import { accountOf, MORNING, seedFolder } from "#test/platform/slack-product.ts";
import { quantile, report, spread } from "./figures.ts";

const AT_ONCE = 16;
const ROUNDS = 7;
const REQUESTS = 1000;
const WARM_UP = 1000;
const SECRET = "bench-secret";

const running: ChildProcess[] = [];
let slack: FakeSlack | undefined;
const folders: string[] = [];

afterEach(async () => {
  for (const child of running.splice(0)) child.disconnect();
  await slack?.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

interface Served {
  readonly child: ChildProcess;
  readonly port: number;
  readonly agent: Agent;
  /** The time there, in seconds: a signature is of that time. */
  readonly stamp: () => string;
}

async function serve(kind: string, folder: string, env: NodeJS.ProcessEnv): Promise<Served> {
  const aheadMs = env.TEST_CLOCK === undefined ? 0 : Date.parse(env.TEST_CLOCK) - Date.now();
  const stamp = (): string => String(Math.floor((Date.now() + aheadMs) / 1000));
  const execArgv = ["--import", "tsx"];
  const child = fork("test/bench/slack-ack-child.ts", [kind, folder], { execArgv, env });
  running.push(child);
  const [{ port }] = await once(child, "message");
  return { child, port, stamp, agent: new Agent({ keepAlive: true, maxSockets: AT_ONCE }) };
}

async function cpuMicros({ child }: Served): Promise<number> {
  child.send("cpu");
  const [{ cpu }] = await once(child, "message");
  return cpu.user + cpu.system;
}

let turn = 0;

/** Every time another giver, another colleague and another trigger. */
function signed({ stamp: at }: Served, people: readonly string[], words: boolean) {
  turn++;
  const by = people[(turn * 7) % people.length] ?? "";
  const to = people[(turn * 13 + 5) % people.length] ?? "";
  const body = new URLSearchParams({
    token: "t",
    team_id: "T0001",
    team_domain: "riverbend",
    channel_id: "D0001",
    channel_name: "directmessage",
    user_id: by,
    user_name: "somebody",
    command: "/praise",
    text: words ? `<@${to}|colleague> for sharing the reading plan with the whole team` : "",
    api_app_id: "A0001",
    is_enterprise_install: "false",
    response_url: "https://hooks.slack.com/commands/T0001/1/x",
    trigger_id: randomUUID(),
  }).toString();
  const stamp = at();
  const hmac = createHmac("sha256", SECRET).update(`v0:${stamp}:${body}`).digest("hex");
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "content-length": Buffer.byteLength(body),
    "x-slack-request-timestamp": stamp,
    "x-slack-signature": `v0=${hmac}`,
  };
  return { body, headers };
}

async function send({ port, agent }: Served, given: ReturnType<typeof signed>): Promise<number> {
  const from = performance.now();
  await new Promise<void>((resolve, reject) => {
    const options = { port, agent, host: "127.0.0.1", path: "/slack/events", method: "POST" };
    const sent = request({ ...options, headers: given.headers }, (response) => {
      expect(response.statusCode).toBe(200);
      response.resume().on("end", resolve);
    });
    sent.on("error", reject).end(given.body);
  });
  return performance.now() - from;
}

interface Round {
  readonly cpu: number;
  readonly p50: number;
  readonly p99: number;
}

async function round(served: Served, people: readonly string[], words: boolean): Promise<Round> {
  const before = await cpuMicros(served);
  const took: number[] = [];
  let left = REQUESTS;
  const worker = async (): Promise<void> => {
    while (left-- > 0) took.push(await send(served, signed(served, people, words)));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const cpu = ((await cpuMicros(served)) - before) / REQUESTS;
  return { cpu, p50: quantile(took, 0.5), p99: quantile(took, 0.99) };
}

test("what an acknowledged and committed /praise costs beside a bare acknowledgement", async () => {
  slack = await startFakeSlack();
  const env = {
    ...process.env,
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_BOT_TOKEN: slack.workspace.botToken,
    SLACK_API_URL: slack.apiUrl,
    LOG_LEVEL: "silent",
  };
  const seeded = await seedFolder();
  folders.push(seeded.folder);
  const people = seeded.people.map(({ id }) => accountOf(id));
  const { DATABASE_URL } = seeded.env;
  // A school morning: nothing waits for the next one.
  const database = { ...env, DATABASE_URL, TEST_CLOCK: MORNING.toISOString() };
  const bare = await serve("bare", seeded.folder, env);
  const ours = await serve("product", seeded.folder, database);
  const rounds: { bare: Round; words: Round; form: Round }[] = [];
  for (const each of [bare, ours]) {
    for (let count = 0; count < WARM_UP; count++) await send(each, signed(each, people, true));
  }
  for (let count = 0; count < ROUNDS; count++) {
    rounds.push({
      bare: await round(bare, people, true),
      words: await round(ours, people, true),
      form: await round(ours, people, false),
    });
  }
  const show = (pick: (one: (typeof rounds)[number]) => number, unit: string) =>
    spread(rounds.map(pick), unit);
  report(`/praise at ${AT_ONCE} at once, ${REQUESTS} requests a round, ${ROUNDS} rounds`, {
    "bare Bolt, CPU": show(({ bare: one }) => one.cpu, "us"),
    "posted and committed, CPU": show(({ words: one }) => one.cpu, "us"),
    "form opened, CPU": show(({ form: one }) => one.cpu, "us"),
    "posted / bare, CPU": show((one) => one.words.cpu / one.bare.cpu, "x"),
    "form / bare, CPU": show((one) => one.form.cpu / one.bare.cpu, "x"),
    "bare Bolt, p50": show(({ bare: one }) => one.p50, "ms"),
    "bare Bolt, p99": show(({ bare: one }) => one.p99, "ms"),
    "posted and committed, p99": show(({ words: one }) => one.p99, "ms"),
    "posted / bare, p99": show((one) => one.words.p99 / one.bare.p99, "x"),
    "form / bare, p99": show((one) => one.form.p99 / one.bare.p99, "x"),
  });
  expect(rounds).toHaveLength(ROUNDS);
});
