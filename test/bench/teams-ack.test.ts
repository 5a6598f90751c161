import { rmSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { openCommandLine } from "#compose";
import { deliverAll } from "#test/platform/run-due.ts";
import { countYes } from "#test/platform/slack-burst.ts";
import { startTeamsProduct } from "#test/platform/teams-product.ts";
import { listInvitations, openWave } from "#test/platform/teams-wave.ts";
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

const AT = "/api/messages";

let stop = async (): Promise<void> => await Promise.resolve();
afterEach(async () => {
  endServed();
  await stop();
});

test("what an answer by an invoke costs, committed, beside a bare acknowledgement", async () => {
  const product = await startTeamsProduct();
  const { teams, slack, clock, folder, settings, app } = product;
  stop = async () => {
    await teams.stop();
    await slack.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  await openWave(product);
  await deliverAll(product);
  const asked = await listInvitations(product);
  await app.stop();
  const env = { ...process.env, ...settings, TEST_CLOCK: clock.now().toISOString() };
  let turn = 0;
  /** Each principal in turn says yes, and at the next turn another answer: each is a transaction. */
  const make = async () => {
    const [by, message] = asked[turn % asked.length] ?? [];
    const action = Math.floor(turn / asked.length) % 2;
    turn++;
    if (!by || !message) throw new RangeError("Nobody is asked.");
    return await toPost(teams.press({ by: by.id, message, action }));
  };
  const ask = async (kind: string) => ({
    ...{ served: await serve(kind, folder, env), path: AT, make },
  });
  const roundsOf = await takeTurns({
    bare: await ask("botbuilder"),
    plain: await ask("plain"),
    ours: await ask("product"),
  });
  const bare = roundsOf("bare");
  report(`A Teams invoke at ${AT_ONCE} at once, ${REQUESTS} requests a round, ${ROUNDS} rounds`, {
    ...rowsOf("bare CloudAdapter, answered", bare),
    ...rowsOf("bare node:http, one durable insert", roundsOf("plain")),
    ...besideBare("answered and committed, beside bare CloudAdapter", roundsOf("ours"), bare),
  });
  const { product: beside, close } = await openCommandLine(settings);
  expect(await countYes(beside.store)).toBeGreaterThan(0);
  await close();
});
