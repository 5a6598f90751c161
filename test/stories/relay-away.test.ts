import { afterEach, expect, test } from "vitest";
import { ProductError } from "#domain/errors.ts";
import { type AccountId, type DistrictId, type OutboxKey, toId } from "#domain/ids.ts";
import { createMovableClock } from "#host/clock.ts";
import { createLog } from "#host/log.ts";
import { createMetrics } from "#host/metrics.ts";
import { createRandom } from "#host/random.ts";
import { createTrace } from "#host/trace.ts";
import type { ChatAdapter, Outcome, Platform } from "#ports/chat.ts";
import type { Store } from "#ports/store.ts";
import { openStore } from "#store/open-store.ts";
import { testMarks } from "#test/guard/marks.ts";
import { words, wordsIn } from "#test/words.ts";
import { type Relay, relayOnce } from "#worker/relay.ts";

const start = new Date("2025-09-02T14:00:00Z");
const district = toId<DistrictId>("d1");
let store: Store;
afterEach(async () => await store.close());

/** A message to each of two platforms; the database is away at the transactions that are named, by number. */
async function openRelay(away: readonly number[], outcome?: Outcome) {
  const clock = createMovableClock(start, { now: () => start });
  const [trace, random] = [createTrace(), createRandom(clock)];
  const log = createLog({ level: "silent", trace });
  store = await openStore({ url: ":memory:", migrations: "migrations", random, log });
  for (const platform of ["slack", "teams"] as const) {
    const conversation = { kind: "account", id: toId<AccountId>("ana") } as const;
    const to = { platform, workspace: "w", conversation } as const;
    const delivery = { do: "post", to, card: { text: "x", fallback: "x" } } as const;
    const key = toId<OutboxKey>(platform);
    await store.transaction(district, (tx) =>
      tx.outbox.queue({ key, kind: "reply", delivery, dueAt: start }),
    );
  }
  let asked = 0;
  const flaky: Store = {
    ...store,
    transaction: async (of, body) => {
      asked += 1;
      if (away.includes(asked)) throw new ProductError("DATABASE_UNAVAILABLE", "away");
      return await store.transaction(of, body);
    },
  };
  const adapterOf = (platform: Platform): ChatAdapter => ({
    platform,
    start: async () => await Promise.resolve(),
    receive: async () => await Promise.resolve(new Response()),
    deliver: async ({ key, delivery }) => {
      const address = "to" in delivery ? delivery.to : delivery.of.address;
      const delivered = { kind: "delivered", ref: { address, handle: key } } as const;
      return await Promise.resolve(outcome ?? delivered);
    },
    findProfile: async () => await Promise.resolve("nobody"),
    check: async () => await Promise.resolve([]),
    stop: async () => await Promise.resolve(),
  });
  const pace = { laneMs: 0, perSecond: 1000 };
  const of = { store: flaky, clock, random, words, wordsIn, log, trace, pagesUrl: "" };
  const relay: Relay = {
    ...{ ...of, metrics: createMetrics("0"), marks: testMarks },
    adapters: new Map((["slack", "teams"] as const).map((name) => [name, adapterOf(name)])),
    paces: { local: pace, slack: pace, teams: pace },
  };
  const stateOf = async (platform: Platform) =>
    (await store.read(district, (tx) => tx.outbox.find(toId<OutboxKey>(platform))))?.state;
  return { relay, states: async () => [await stateOf("slack"), await stateOf("teams")] };
}

test("a claim that fails keeps nothing back that was claimed for another platform", async () => {
  // One to expire what is late, and a claim for each platform.
  const { relay, states } = await openRelay([3]);
  await expect(relayOnce(relay, district)).rejects.toMatchObject({ code: "DATABASE_UNAVAILABLE" });
  expect(await states()).toEqual(["delivered", "waiting"]);
});

test("what became of a message is kept once the database is back", async () => {
  const { relay, states } = await openRelay([4, 5]);
  await relayOnce(relay, district);
  expect(await states()).toEqual(["delivered", "delivered"]);
});

test("what a platform takes only later waits again, and is not taken for sent, once the database is back", async () => {
  const held = { kind: "retry", held: true, afterSeconds: 30, reason: "slow down" } as const;
  const { relay, states } = await openRelay([4, 5], held);
  await relayOnce(relay, district);
  expect(await states()).toEqual(["waiting", "waiting"]);
});
