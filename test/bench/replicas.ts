import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { DistrictId } from "#domain/ids.ts";
import { createMovableClock } from "#host/clock.ts";
import { openProduct } from "./bench-product.ts";
import { nthDistrict, SUNDAY } from "./districts.ts";
import type { Order } from "./replica.ts";

const LOOK_MS = 200;

interface Told {
  readonly cpuMs: number;
  readonly rss: number;
}

/** Replicas on one database and one clock, which runs while they work and is put forward while they do not. */
export async function startReplicas(url: string, count: number) {
  const args = [url, process.env.BENCH_LATENCY ?? "0", process.env.BENCH_PER_SECOND ?? "45"];
  const execArgv = ["--import", "tsx"];
  const children = Array.from({ length: count }, () =>
    fork("test/bench/replica.ts", args, { execArgv }),
  );
  await Promise.all(children.map(async (child) => await once(child, "message")));
  const clock = createMovableClock(SUNDAY);
  const { store } = await openProduct(url, clock);
  const tell = async (order: Order) => await Promise.all(children.map((one) => ask(one, order)));
  /** All districts are one another's copies: what is next for the first is next for all. */
  const findNext = async (): Promise<number> => {
    const times = await store.read(nthDistrict(0), function* (tx) {
      return [yield* tx.outbox.nextDueAt(false), yield* tx.schedule.nextAt(undefined)];
    });
    return Math.min(...times.map((time) => time?.getTime() ?? Number.POSITIVE_INFINITY));
  };
  /** Until nothing is due any more. */
  const settle = async (): Promise<void> => {
    while ((await store.directory.listDue(clock.now())).length > 0) await sleep(LOOK_MS);
  };
  return {
    clock,
    settle,
    /** Everything that is due on the way; gives the milliseconds in which there was something to do. */
    goTo: async (to: Date): Promise<number> => {
      let workMs = 0;
      for (;;) {
        const next = await findNext();
        if (next > to.getTime()) break;
        if (next > clock.now().getTime()) clock.moveTo(new Date(next));
        const begun = performance.now();
        await tell({ do: "go", to: clock.now().getTime() });
        await settle();
        workMs += performance.now() - begun;
      }
      if (to > clock.now()) clock.moveTo(to);
      return workMs;
    },
    open: async (districts: readonly DistrictId[]): Promise<void> => {
      await tell({ do: "go", to: clock.now().getTime() });
      const shares = children.map((_, at) => districts.filter((_one, n) => n % count === at));
      await Promise.all(
        children.map((one, at) => ask(one, { do: "open", districts: shares[at] ?? [] })),
      );
    },
    cpuMs: async (): Promise<number> =>
      (await tell({ do: "cpu" })).reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    mostRss: async (): Promise<number> =>
      Math.max(...(await tell({ do: "cpu" })).map(({ rss }) => rss)),
    stop: async (): Promise<void> => {
      await store.close();
      const ends = children.map(async (child) => {
        const end = once(child, "exit");
        child.disconnect();
        await end;
      });
      await Promise.all(ends);
    },
  };
}

export type Replicas = Awaited<ReturnType<typeof startReplicas>>;

async function ask(child: ChildProcess, order: Order): Promise<Told> {
  const over = new AbortController();
  const { signal } = over;
  const ended = once(child, "exit", { signal }).catch(() => []);
  const answer = once(child, "message", { signal }).catch(() => []);
  child.send(order);
  const [told]: Told[] = await Promise.race([answer, ended.then(() => [])]);
  over.abort();
  if (!told) throw new RangeError("A replica ended.");
  return told;
}
