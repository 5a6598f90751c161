import { rmSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { openCommandLine } from "#compose";
import type { AccountId } from "#domain/ids.ts";
import { type FakeSlack, startFakeSlack } from "#test/platform/fake-slack/index.ts";
import { until } from "#test/platform/script.ts";
import { accountOf, district, MORNING, seedFolder } from "#test/platform/slack-product.ts";
import {
  AT_ONCE,
  besideBare,
  endServed,
  REQUESTS,
  ROUNDS,
  rowsOf,
  serve,
  takeTurns,
  toPost,
} from "./ack-rig.ts";
import { report } from "./figures.ts";

const AT = "/slack/events";
let slack: FakeSlack | undefined;
const folders: string[] = [];

afterEach(async () => {
  endServed();
  await slack?.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** The language of each is known, as after somebody's first command: it is asked for once, beside the answer. */
async function meetAll(env: NodeJS.ProcessEnv, accounts: readonly AccountId[]): Promise<void> {
  const { product, close } = await openCommandLine(env);
  await product.store.transaction(district, function* (tx) {
    for (const account of accounts) {
      yield* tx.roster.keepLanguage({ platform: "slack", workspace: "T0001", account }, "en");
    }
  });
  await close();
}

test("what an acknowledged and committed /praise costs beside a bare acknowledgement", async () => {
  // A school morning: nothing waits for the next one.
  const aheadMs = MORNING.getTime() - Date.now();
  const fake = await startFakeSlack({ clock: { now: () => new Date(Date.now() + aheadMs) } });
  slack = fake;
  const env = {
    ...process.env,
    SLACK_SIGNING_SECRET: fake.signingSecret,
    SLACK_BOT_TOKEN: fake.workspace.botToken,
    SLACK_API_URL: fake.apiUrl,
    LOG_LEVEL: "silent",
  };
  const seeded = await seedFolder();
  folders.push(seeded.folder);
  const staff = seeded.people.filter(({ active }) => active);
  const people = staff.map(({ id, email }) => ({ id: accountOf(id), email }));
  for (const person of people) fake.addPerson(person);
  await meetAll(
    seeded.env,
    people.map(({ id }) => id),
  );
  const { DATABASE_URL } = seeded.env;
  const database = { ...env, DATABASE_URL, TEST_CLOCK: MORNING.toISOString() };
  const ours = await serve("product", seeded.folder, database);
  let turn = 0;
  /** Every time another giver and another colleague, and a trigger that opens one form. */
  const ask = (served: typeof ours, { words, at }: { words: boolean; at?: () => Date }) => ({
    ...{ served, path: AT },
    make: async () => {
      turn++;
      const by = people[(turn * 7) % people.length]?.id ?? "";
      const to = people[(turn * 13 + 5) % people.length]?.id ?? "";
      const said = ` <@${to}|colleague> for sharing the reading plan with the whole team`;
      const text = `/praise${words ? said : ""}`;
      return await toPost(fake.command({ text, by, ...(at ? { at: at() } : {}) }));
    },
  });
  const at = (): Date => new Date();
  const roundsOf = await takeTurns({
    bare: ask(await serve("bolt", seeded.folder, env), { words: true, at }),
    plain: ask(await serve("plain", seeded.folder, env), { words: true, at }),
    words: ask(ours, { words: true }),
    form: ask(ours, { words: false }),
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
  await until(() => fake.views.size === (ROUNDS + 1) * REQUESTS);
});
