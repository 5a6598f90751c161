import { afterEach, expect, test } from "vitest";
import { type AccountId, type DistrictId, type OutboxKey, toId } from "#domain/ids.ts";
import { createMovableClock } from "#host/clock.ts";
import { createLog } from "#host/log.ts";
import { createMetrics } from "#host/metrics.ts";
import { createRandom } from "#host/random.ts";
import { createTrace } from "#host/trace.ts";
import type { ChatAdapter } from "#ports/chat.ts";
import { openStore } from "#store/open-store.ts";
import { testMarks } from "#test/guard/marks.ts";
import { words, wordsIn } from "#test/words.ts";
import type { Product } from "#usecases/product.ts";
import { createLoop } from "#worker/loop.ts";

const start = new Date("2025-09-02T14:00:00Z");
const named = (name: string): DistrictId => toId<DistrictId>(name);

type Deliver = ChatAdapter["deliver"];
let close: () => Promise<void>;
afterEach(async () => await close());

/** Several districts on one store, and one worker that serves them all. */
async function openDistricts(names: readonly string[], deliver?: Deliver) {
  const clock = createMovableClock(start, { now: () => start });
  const [trace, random] = [createTrace(), createRandom(clock)];
  const log = createLog({ level: "silent", trace });
  const store = await openStore({ url: ":memory:", migrations: "migrations", random, log });
  const of = { store, clock, random, words, wordsIn, log, trace, pagesUrl: "" };
  const product: Product = { ...of, metrics: createMetrics("0"), marks: testMarks };
  const sent: string[] = [];
  const adapter: ChatAdapter = {
    platform: "local",
    start: async () => await Promise.resolve(),
    receive: async () => await Promise.resolve(new Response()),
    deliver: async (attempt) => {
      sent.push(attempt.key);
      if (deliver) return await deliver(attempt);
      const { delivery } = attempt;
      const address = "to" in delivery ? delivery.to : delivery.of.address;
      return await Promise.resolve({ kind: "delivered", ref: { address, handle: attempt.key } });
    },
    findProfile: async () => await Promise.resolve("nobody"),
    check: async () => await Promise.resolve([]),
    stop: async () => await Promise.resolve(),
  };
  const pace = { laneMs: 0, perSecond: 100_000 };
  const paces = { local: pace, slack: pace, teams: pace };
  const relay = { ...product, adapters: new Map([["local" as const, adapter]]), paces };
  const visited: DistrictId[] = [];
  const afterRound = async (district: DistrictId) =>
    void (await Promise.resolve(visited.push(district)));
  const loop = createLoop({ product, relay, afterRound });
  close = async () => {
    await loop.stop();
    await store.close();
  };
  for (const id of names.map(named)) {
    await store.transaction(id, (tx) =>
      tx.roster.saveDistrict({ id, name: id, shortName: id, zone: "America/New_York" }),
    );
  }
  const queue = async (name: string, count: number): Promise<void> =>
    await store.transaction(named(name), function* (tx) {
      for (let at = 0; at < count; at++) {
        const key = toId<OutboxKey>(`${name}:${at}`);
        const conversation = { kind: "account", id: toId<AccountId>(`${key}`) } as const;
        const to = { platform: "local", workspace: name, conversation } as const;
        const delivery = { do: "post", to, card: { text: key, fallback: key } } as const;
        yield* tx.outbox.queue({ key, kind: "reply", delivery, dueAt: start });
      }
    });
  return { loop, store, sent, visited, queue };
}

test("a district with much to send lets others have their turn", async () => {
  const noisy = ["a", "b", "c", "d", "e"];
  const { loop, sent, queue } = await openDistricts([...noisy, "quiet"]);
  const delivered = await loop.alone(async (runDue) => {
    for (const name of noisy) await queue(name, 500);
    await queue("quiet", 1);
    return await runDue();
  });
  expect(delivered).toBe(2501);
  // Each had one round before it, and those at work with it perhaps another.
  expect(sent.indexOf("quiet:0")).toBeLessThan(1000);
});

test("a district whose platform hangs keeps no other waiting, also what comes meanwhile", async () => {
  let end: () => void = () => undefined;
  const hanging = new Promise<void>((resolve) => {
    end = resolve;
  });
  const { store, sent, queue } = await openDistricts(["hangs", "works"], async ({ key }) => {
    if (key.startsWith("hangs")) await hanging;
    return { kind: "refused", reason: "told apart" };
  });
  await queue("hangs", 3);
  await expect.poll(() => sent.length).toBe(3);
  await queue("works", 2);
  const settled = async () =>
    await store.read(named("works"), (tx) => tx.outbox.find(toId<OutboxKey>("works:1")));
  await expect.poll(async () => (await settled())?.state).toBe("refused");
  end();
});

test("a minute's look finds what is due everywhere, and of many idle districts a part each time", async () => {
  const idle = Array.from({ length: 80 }, (_, at) => `idle-${at}`);
  const { loop, visited, queue, store } = await openDistricts([...idle, "busy"]);
  for (const id of [...idle, "busy"].map(named)) {
    await store.transaction(id, (tx) => tx.roster.saveSetting("beat", start.toISOString()));
  }
  await queue("busy", 1);
  const looks: ReadonlySet<string>[] = [];
  for (let minute = 0; minute < 10; minute++) {
    await loop.sweep();
    await expect.poll(() => visited.length).toBeGreaterThanOrEqual(8);
    await loop.alone(async () => await Promise.resolve());
    looks.push(new Set(visited.splice(0)));
  }
  expect(looks[0]?.has("busy")).toBe(true);
  for (const look of looks) expect(look.size).toBeLessThan(20);
  expect(new Set(looks.flatMap((look) => [...look])).size).toBe(81);
});
