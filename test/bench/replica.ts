import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { type AccountId, type DistrictId, toId } from "#domain/ids.ts";
import { createMovableClock } from "#host/clock.ts";
import type { ChatAdapter } from "#ports/chat.ts";
import { openWave } from "#usecases/open-wave.ts";
import { createLoop } from "#worker/loop.ts";
import { createWatch } from "#worker/watch.ts";
import { openProduct } from "./bench-product.ts";
import { SUNDAY, WAVE } from "./districts.ts";

/** One replica in a process of its own: the product's loop, with a platform that takes everything. */
const [, , url = "", latency = "0", perSecond = "45"] = process.argv;

/** What the parent asks for. */
export type Order =
  | { readonly do: "go"; readonly to: number }
  | { readonly do: "open"; readonly districts: readonly DistrictId[] }
  | { readonly do: "cpu" };

const SWEEP_MS = 60_000;
const AT_ONCE = 4;

const clock = createMovableClock(SUNDAY);
const product = await openProduct(url, clock);

const adapter: ChatAdapter = {
  platform: "local",
  start: async () => await Promise.resolve(),
  receive: async () => await Promise.resolve(new Response()),
  deliver: async (attempt) => {
    await sleep(Number(latency));
    const { delivery, key: handle } = attempt;
    const isNew = "to" in delivery && typeof delivery.to === "object";
    const conversation = { kind: "account", id: toId<AccountId>("none") } as const;
    const address = isNew
      ? delivery.to
      : { platform: "local" as const, workspace: "none", conversation };
    return { kind: "delivered", ref: { address, handle } };
  },
  findProfile: async () => await Promise.resolve("nobody"),
  check: async () => await Promise.resolve([]),
  stop: async () => await Promise.resolve(),
};

const pace = { laneMs: 1000, perSecond: Number(perSecond) };
const loop = createLoop({
  product,
  watch: createWatch(product),
  relay: {
    ...product,
    adapters: new Map([["local", adapter]]),
    paces: { local: pace, slack: pace, teams: pace },
  },
  afterRound: async () => await Promise.resolve(),
});

/** The lead of each of these districts opens the wave. */
async function open(districts: readonly DistrictId[]): Promise<void> {
  const left = [...districts];
  const work = async (): Promise<void> => {
    for (let district = left.pop(); district; district = left.pop()) await openIn(district);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function openIn(district: DistrictId): Promise<void> {
  const { lead, wave } = await product.store.read(district, function* (tx) {
    const [first] = yield* tx.roster.listHolders("pl_lead");
    const waves = yield* tx.waves.listWaves();
    return { lead: first, wave: waves.find(({ name }) => name === WAVE) };
  });
  if (!lead || !wave) throw new RangeError(`${district} has no draft of a wave.`);
  const act = { district, person: lead.id, platform: "local", workspace: district } as const;
  await openWave(product, { ...act, eventKey: "open" }, wave.id);
}

async function obey(order: Order): Promise<void> {
  if (order.do === "open") await open(order.districts);
  if (order.do === "go") {
    clock.moveTo(new Date(order.to));
    await loop.sweep();
  }
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1000, rss: process.memoryUsage.rss() });
}

const tell = (cause: unknown): void => void process.stderr.write(`${String(cause)}\n`);
const heartbeat = setInterval(() => void loop.sweep().catch(tell), SWEEP_MS);
process.on("message", (order: Order) => void obey(order));
process.on("disconnect", () => {
  clearInterval(heartbeat);
  loop
    .stop()
    .then(async () => await product.store.close())
    .catch(tell);
});
process.send?.({ ready: true });
