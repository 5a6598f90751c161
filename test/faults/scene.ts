import path from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { type Callers, startCallers } from "./callers.ts";
import type { Chance } from "./chance.ts";
import { createFleet, type Fleet, type Replica } from "./fleet.ts";
import { type QuickChat, startQuickChat } from "./quick-chat.ts";
import { type Ask, readKept } from "./quick-rows.ts";
import {
  MORNING_MS,
  type QuickSettings,
  type RunningClock,
  readRunning,
} from "./quick-settings.ts";
import { addRow } from "./table.ts";
import { busiestSecond, expectClean, type Fault, judge, type Verdict } from "./verdict.ts";

/** The product's time goes so much faster: a lease of a minute is over in five seconds. */
const SPEED = 12;
const PER_SECOND = 9;
const SETTLE_MS = 90_000;
const LATER_MS = 2000;
/** Also a machine that has much else to do gets somewhere in this time. */
const BUSY_MS = 1500;
const LOOK_MS = 2;
const OPEN =
  "select count(*) as open from outbox_messages where state = 'leased' or (state = 'waiting' and due_at < ";

export interface SceneWish {
  readonly name: string;
  readonly chance: Chance;
  readonly databaseUrl: string;
  readonly ask: Ask;
  /** A time as the database writes it. */
  readonly toTime: (ms: number) => string;
  /** How many are asked how something went, and over how long. */
  readonly asked: number;
  readonly askedMs: number;
  /** How often the platform takes a message and cuts the connection. */
  readonly cuts?: number;
  readonly more?: Partial<QuickSettings>;
}

/** A database with its platform, its callers, and children that may be killed. */
export interface Scene {
  readonly chat: QuickChat;
  readonly fleet: Fleet;
  readonly callers: Callers;
  readonly settings: QuickSettings;
  readonly clock: RunningClock;
  /** Starts another child that callers find once it is ready, until it is gone. */
  begin(more?: Partial<QuickSettings>): Promise<Replica>;
  /** Waits until everything has come to its end, and adds what was found to the table. */
  conclude(...faults: readonly Fault[]): Promise<void>;
  /** Waits until so much more has been taken and has arrived, together; or for so long. */
  untilBusy(more: number): Promise<void>;
  /** Waits until so many more messages have arrived: everything works again. */
  untilMore(more: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startScene(wish: SceneWish): Promise<Scene> {
  const clock = { anchor: Date.now(), from: MORNING_MS, speed: SPEED };
  const { chance, cuts = 0.02 } = wish;
  const chat = await startQuickChat({ chance, clock, latencyMs: 12, cuts });
  const fleet = createFleet();
  const settings: QuickSettings = {
    ...{ databaseUrl: wish.databaseUrl, directUrl: "", listen: true, prepared: true, pool: 8 },
    ...{ migrations: path.resolve("migrations"), platformUrl: chat.url, perSecond: PER_SECOND },
    ...{ clock, asked: wish.asked, askedMs: wish.askedMs * SPEED, ...wish.more },
  };
  const urls = new Set<string>();
  const callers = startCallers({
    findUrls: () => [...urls],
    countArrived: () => chat.arrivals.length,
  });
  return {
    ...{ chat, fleet, callers, settings, clock },
    begin: async (more) => {
      const one = await fleet.start({ ...settings, ...more });
      void one.url.then((url) => {
        if (url === undefined) return;
        urls.add(url);
        void one.exited.then(() => urls.delete(url));
      });
      return one;
    },
    conclude: async (...faults) => {
      const found = await findAll(wish, { chat, callers, clock });
      for (const fault of faults) addRow(expectClean(fault, found));
    },
    untilBusy: async (more) => {
      const done = (): number => chat.arrivals.length + callers.countTaken();
      const before = done();
      const giveUpAt = performance.now() + BUSY_MS;
      while (done() - before < more && performance.now() < giveUpAt) await sleep(LOOK_MS);
    },
    untilMore: async (more) => {
      const before = chat.arrivals.length;
      const arrived = (): number => chat.arrivals.length - before;
      await expect.poll(arrived, { timeout: SETTLE_MS }).toBeGreaterThanOrEqual(more);
    },
    stop: async () => {
      await fleet.stop();
      await chat.stop();
    },
  };
}

async function findAll(
  { name, ask, toTime, asked, askedMs }: SceneWish,
  { chat, callers, clock }: Pick<Scene, "chat" | "callers" | "clock">,
): Promise<Verdict> {
  await callers.stop();
  // The last question is due by then; more of the product's time for what waits for its pace.
  const lastMs = MORNING_MS + (askedMs + LATER_MS) * SPEED;
  while (readRunning(clock) < lastMs) await sleep(LOOK_MS);
  // What is tried again later is not due yet: it is looked at with the time of the last look.
  let nowMs = MORNING_MS;
  const open = async () => {
    nowMs = Math.max(readRunning(clock), MORNING_MS);
    return Number((await ask(`${OPEN}${toTime(nowMs)})`))[0]?.open);
  };
  // What is stuck is told by its name below.
  await expect
    .poll(open, { timeout: SETTLE_MS, interval: 300 })
    .toBe(0)
    .catch(() => undefined);
  const kept = await readKept(ask);
  const { arrivals } = chat;
  const { acknowledged, refused } = callers;
  const found = judge({ acknowledged, arrivals, kept, asked, nowMs });
  const unknown = kept.messages.filter(({ state }) => state === "unknown").length;
  const counts = `${kept.messages.length} messages, ${kept.thanks.length} shout-outs`;
  process.stdout.write(`${name}: ${counts}, ${unknown} unknown, ${refused.length} to try again\n`);
  expect(kept.thanks.length).toBeGreaterThan(0);
  return found;
}

/** No second of the product's time holds more than one pace, whoever sent it. */
export function expectPaced({ chat, clock }: Pick<Scene, "chat" | "clock">): void {
  const grainMs = clock.speed * 2;
  expect(busiestSecond(chat.arrivals, grainMs)).toBeLessThanOrEqual(PER_SECOND);
}

/** A time as PostgreSQL reads it. */
export function toTimestamp(ms: number): string {
  return `'${new Date(ms).toISOString()}'`;
}
