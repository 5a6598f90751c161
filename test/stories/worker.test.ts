import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { strToU8, zipSync } from "fflate";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compose } from "#compose";
import { createConversation } from "#conversation/create-conversation.ts";
import { ProductError } from "#domain/errors.ts";
import {
  type AccountId,
  type DistrictId,
  type OutboxKey,
  type PersonId,
  toId,
} from "#domain/ids.ts";
import type { MessageKind } from "#domain/message-policy.ts";
import { createMovableClock } from "#host/clock.ts";
import { readConfig } from "#host/config.ts";
import type { ChatAdapter, Outcome, Platform } from "#ports/chat.ts";
import type { QueuedMessage } from "#ports/outbox-rows.ts";
import { createLoop } from "#worker/loop.ts";
import { travel } from "#worker/time-travel.ts";
import { openWave, type Product, principal, startProduct } from "./playground-rig.ts";

const district = toId<DistrictId>("rbps");
const zone = "America/New_York";
const paces = {
  local: { laneMs: 0, perSecond: 1000 },
  slack: { laneMs: 0, perSecond: 1000 },
  teams: { laneMs: 0, perSecond: 1000 },
};

let playground: Product;
const loops: ReturnType<typeof createLoop>[] = [];

beforeEach(async () => {
  playground = await startProduct();
});
afterEach(async () => {
  for (const loop of loops.splice(0)) await loop.stop();
  await playground.stop();
});

function message(
  key: string,
  platform: Platform,
  more: Partial<QueuedMessage> = {},
): QueuedMessage {
  const kind: MessageKind = "nudge";
  const conversation = { kind: "account", id: toId<AccountId>(key) } as const;
  const to = { platform, workspace: "T1", conversation };
  const delivery = { do: "post", to, card: { text: key, fallback: key } } as const;
  return { key: toId<OutboxKey>(key), kind, delivery, dueAt: new Date(0), ...more };
}

/** The sample district on a clock of its own, with a platform that keeps what it is given. */
function openWorker(
  start: string,
  deliver: (key: string) => Outcome | undefined = () => undefined,
) {
  const machine = { now: () => new Date("2026-01-01T00:00:00Z") };
  const clock = createMovableClock(new Date(start), machine);
  const product = { ...playground.app.product, clock };
  const sent: string[] = [];
  const slack: ChatAdapter = {
    platform: "slack",
    start: async () => await Promise.resolve(),
    receive: async () => await Promise.resolve(new Response()),
    deliver: async ({ key, delivery }) => {
      const outcome = deliver(key);
      if (outcome) return await Promise.resolve(outcome);
      sent.push(`${key} ${clock.now().toISOString()}`);
      const address = "to" in delivery ? delivery.to : delivery.of.address;
      return await Promise.resolve({ kind: "delivered", ref: { address, handle: key } });
    },
    findProfile: async () => await Promise.resolve("nobody"),
    check: async () => await Promise.resolve([]),
    stop: async () => await Promise.resolve(),
  };
  const adapters = new Map([[slack.platform, slack]]);
  let rounds = 0;
  const afterRound = async (): Promise<void> => {
    rounds += 1;
    await Promise.resolve();
  };
  const loop = createLoop({ product, relay: { ...product, adapters, paces }, afterRound });
  loops.push(loop);
  const queue = async (...messages: readonly QueuedMessage[]): Promise<void> =>
    await product.store.transaction(district, function* (tx) {
      for (const each of messages) yield* tx.outbox.queue(each);
    });
  const find = async (key: string) =>
    await product.store.read(district, (tx) => tx.outbox.find(toId<OutboxKey>(key)));
  return { clock, loop, sent, queue, find, rounds: () => rounds };
}

test("after an evening's outage a school is written to the next morning, not at night", async () => {
  const bells = {
    staffStart: "07:15",
    staffEnd: "15:30",
    studentStart: "08:00",
    studentEnd: "14:45",
  };
  const worker = openWorker("2025-09-09T02:00:00Z");
  await worker.queue(
    message("nudge", "slack", { place: { zone, bells }, dueAt: new Date("2025-09-08T12:00:00Z") }),
    message("reply", "slack", { kind: "reply" }),
    message("short", "slack", { place: { zone, bells }, expiresAt: new Date("2025-09-09T08:00Z") }),
  );
  await worker.loop.runDue();
  expect(worker.sent).toEqual(["reply 2025-09-09T02:00:00.000Z"]);
  expect(await worker.find("nudge")).toMatchObject({ state: "waiting" });
  expect(await worker.find("short")).toMatchObject({ state: "expired" });
  await travel(worker.clock, worker.loop, new Date("2025-09-09T12:00:00Z"));
  expect(worker.sent.at(-1)).toBe("nudge 2025-09-09T11:15:00.000Z");
});

test("a platform that fails while it writes to one person does not keep others waiting", async () => {
  const worker = openWorker("2025-09-09T14:00:00Z", (key) => {
    if (key === "bad") throw new RangeError("the adapter broke its promise");
    return undefined;
  });
  await worker.queue(message("bad", "slack"), message("good", "slack"));
  expect(await worker.loop.runDue()).toBe(1);
  expect(await worker.find("bad")).toMatchObject({ state: "unknown" });
  expect(await worker.find("good")).toMatchObject({ state: "delivered" });
});

test("a message for a platform that is not connected does not keep the worker busy", async () => {
  const worker = openWorker("2025-09-09T14:00:00Z");
  await worker.queue(message("lost", "teams"));
  await worker.loop.sweep();
  // A slow machine begins late; what counts is how often it goes round once it has begun.
  for (let turn = 0; turn < 100 && worker.rounds() === 0; turn++) await wait(50);
  expect(worker.rounds()).toBeGreaterThan(0);
  await wait(500);
  expect(worker.rounds()).toBeLessThan(5);
  const next = new Date("2025-09-09T16:00:00Z");
  await travel(worker.clock, worker.loop, next);
  expect(worker.clock.now()).toEqual(next);
  await worker.loop.stop();
});

test("work that must be alone waits for the round that is under way, and the next round for it", async () => {
  const worker = openWorker("2025-09-09T14:00:00Z");
  const order: string[] = [];
  const slow = worker.loop.alone(async (runDue) => {
    order.push("begins");
    await wait(50);
    await runDue();
    order.push("ends");
  });
  const next = worker.loop.runDue().then(() => order.push("round"));
  await Promise.all([slow, next]);
  expect(order).toEqual(["begins", "ends", "round"]);
});

test("of two people who move the clock at once, nobody takes it back", async () => {
  const clock = (to: string) => playground.call<object>("POST", "clock", { to });
  const [far, near] = await Promise.all([
    clock("2025-08-20T14:00:00Z"),
    clock("2025-08-19T14:00:00Z"),
  ]);
  expect(far).toMatchObject({ delivered: expect.any(Number) });
  expect(near).toMatchObject({ error: "The clock only goes forward." });
  expect(await playground.now()).toBe("2025-08-20T14:00:00.000Z");
});

test("starting over while the clock moves ends on the first morning, with empty inboxes", async () => {
  await openWave(playground);
  const move = playground.advance("P7D");
  // The request has arrived, and the week is on its way.
  await wait(20);
  const reset = playground.reset();
  await Promise.all([move, reset]);
  expect(await playground.now()).toBe("2025-08-18T13:30:00.000Z");
  expect(await playground.inbox(principal)).toEqual([]);
});

test.each([
  { cause: new RangeError("gone"), says: "failed" },
  { cause: new ProductError("DATABASE_UNAVAILABLE", "away"), says: "failed" },
  { cause: new ProductError("DATABASE_UNSURE", "nobody knows"), says: "failed_unsure" },
] as const)("a person whose message fails is told whether it was kept: $says", async (one) => {
  const { product } = playground.app;
  const broken = { ...product.store, read: async () => await Promise.reject(one.cause) };
  const answer = createConversation({
    product: { ...product, store: broken },
    findDistrict: async () => await Promise.resolve(district),
    findProfile: async () => await Promise.resolve("nobody"),
  });
  const reply = await answer({
    platform: "local",
    workspace: "rbps",
    account: toId<AccountId>(toId<PersonId>("rbps-u00005")),
    key: "k",
    locale: "en",
    at: new Date(0),
    kind: "command",
    command: "/pl",
    text: "help",
  });
  expect(reply).toMatchObject({ kind: "failed", card: { text: product.words.say(one.says, {}) } });
});

test("a district that was imported is gone on with after the power fails", async () => {
  const tables = ["manifest.csv", "orgs.csv", "users.csv", "roles.csv"].map((name) => {
    const text = readFileSync(`sample-district/oneroster-1.2/${name}`, "utf8");
    return [name, strToU8(text.replaceAll("rbps", "otherpl"))] as const;
  });
  const body = Buffer.from(zipSync(Object.fromEntries(tables)));
  await playground.advance("P1D");
  const url = "http://127.0.0.1/playground/api/import";
  await playground.app.web.request(url, { method: "POST", body });
  // Nothing is stopped: the second one finds the file as it lies.
  const databaseUrl = `file:${path.join(playground.folder, "groundswell.db")}`;
  const env = { DATABASE_URL: databaseUrl, PLAYGROUND: "on" };
  const again = await compose(readConfig(env, playground.folder));
  expect(await again.product.store.listDistricts()).toEqual(["otherpl"]);
  expect(again.product.clock.now().toISOString()).toContain("2025-08-19T13:30");
  await again.stop();
});
