import { createHmac, randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { type FakeSlack, startFakeSlack } from "#test/platform/fake-slack/index.ts";
import { accountOf, MORNING, seedFolder } from "#test/platform/slack-product.ts";
import {
  AT_ONCE,
  besideBare,
  endServed,
  type Post,
  REQUESTS,
  ROUNDS,
  rowsOf,
  serve,
  takeTurns,
} from "./ack-rig.ts";
import { report } from "./figures.ts";

const SECRET = "bench-secret";
const AT = "/slack/events";

let slack: FakeSlack | undefined;
const folders: string[] = [];

afterEach(async () => {
  endServed();
  await slack?.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

let turn = 0;

/** Every time another giver, another colleague and another trigger. */
function command(people: readonly string[], words: boolean): string {
  turn++;
  const by = people[(turn * 7) % people.length] ?? "";
  const to = people[(turn * 13 + 5) % people.length] ?? "";
  return new URLSearchParams({
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
}

/** Signed at a server's time, which may lie some time ahead of ours. */
function sign(body: string, aheadMs: number): Post {
  const stamp = String(Math.floor((Date.now() + aheadMs) / 1000));
  const hmac = createHmac("sha256", SECRET).update(`v0:${stamp}:${body}`).digest("hex");
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "content-length": Buffer.byteLength(body),
    "x-slack-request-timestamp": stamp,
    "x-slack-signature": `v0=${hmac}`,
  };
  return { body, headers };
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
  const aheadMs = MORNING.getTime() - Date.now();
  const ours = await serve("product", seeded.folder, database);
  const ask = (served: typeof ours, words: boolean, ahead: number) => ({
    ...{ served, path: AT },
    make: async () => await Promise.resolve(sign(command(people, words), ahead)),
  });
  const roundsOf = await takeTurns({
    bare: ask(await serve("bolt", seeded.folder, env), true, 0),
    plain: ask(await serve("plain", seeded.folder, env), true, 0),
    words: ask(ours, true, aheadMs),
    form: ask(ours, false, aheadMs),
  });
  const bare = roundsOf("bare");
  const posted = roundsOf("words");
  report(`/praise at ${AT_ONCE} at once, ${REQUESTS} requests a round, ${ROUNDS} rounds`, {
    ...rowsOf("bare Bolt, acknowledged", bare),
    ...rowsOf("bare node:http, one durable insert", roundsOf("plain")),
    ...besideBare("posted and committed, beside bare Bolt", posted, bare),
    ...besideBare("form opened, beside bare Bolt", roundsOf("form"), bare),
  });
  expect(posted).toHaveLength(ROUNDS);
});
