import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createLog } from "#host/log.ts";
import { createMetrics } from "#host/metrics.ts";
import { createRandom } from "#host/random.ts";
import { createTrace } from "#host/trace.ts";
import type { ChatAdapter } from "#ports/chat.ts";
import { openStore } from "#store/open-store.ts";
import { testMarks } from "#test/guard/marks.ts";
import { looking, openSlackDesk, type SlackDesk, usual } from "#test/platform/slack-desk.ts";
import { words, wordsIn } from "#test/words.ts";
import type { Product } from "#usecases/product.ts";
import { createLoop } from "#worker/loop.ts";
import { travel } from "#worker/time-travel.ts";
import { keepNotes } from "./quick-product.ts";
import { askFile, readKept } from "./quick-rows.ts";
import { seed } from "./quick-seed.ts";
import { judge, type Verdict } from "./verdict.ts";

const PEOPLE = 20;
const EACH = 4;
const pace = { laneMs: 1000, perSecond: 45 };

/** The real Slack adapter against a Slack of our own, at a time that only the test moves. */
export interface StillScene {
  readonly slack: SlackDesk["slack"];
  /** Four messages for each of twenty people, due now. */
  queue(name: string): Promise<void>;
  /** Lets the product work for so long. */
  live(seconds: number): Promise<void>;
  judge(): Promise<Verdict>;
  stop(): Promise<void>;
}

export async function startStillScene(): Promise<StillScene> {
  const desk = await openSlackDesk({ scopes: [...usual, ...looking], timeoutMs: 60 });
  const { slack, clock } = desk;
  const folder = mkdtempSync(path.join(tmpdir(), "groundswell-still-"));
  const file = path.join(folder, "groundswell.db");
  const product = await openProduct(file, clock);
  const settings = { asked: 0, askedMs: 0, clock: { anchor: 0, from: +clock.now(), speed: 1 } };
  await seed(product.store, settings);
  const adapters = new Map([["slack", adapterOf(desk)] as const]);
  const paces = { local: pace, slack: pace, teams: pace };
  const loop = createLoop({
    product,
    relay: { ...product, adapters, paces },
    afterRound: async () => await Promise.resolve(),
  });
  const notes = new Map<string, string[]>();
  for (let at = 0; at < PEOPLE; at++) slack.addPerson({ id: personAt(at) });
  const moveTo = (at: Date): void => clock.forward((at.getTime() - clock.now().getTime()) / 1000);
  return {
    slack,
    queue: async (name) => {
      for (let at = 0; at < PEOPLE; at++) {
        const conversation = personAt(at);
        const some = Array.from({ length: EACH }, (_, turn) => `${name} ${turn} for ${at}`);
        await keepNotes(product, { conversation, notes: some });
        notes.set(conversation, [...(notes.get(conversation) ?? []), ...some]);
      }
    },
    live: async (seconds) => {
      const to = new Date(clock.now().getTime() + seconds * 1000);
      await travel({ ...clock, moveTo }, loop, to);
    },
    judge: async () => {
      const arrivals = [...notes.keys()].flatMap((conversation) =>
        slack.messages(conversation).map(({ text }) => ({
          ...{ key: text, conversation, words: text, atMs: 0 },
        })),
      );
      const kept = await readKept(askFile(file));
      const acknowledged = { notes, thanks: new Map() };
      return judge({ acknowledged, arrivals, kept, asked: 0, nowMs: +clock.now() });
    },
    stop: async () => {
      await loop.stop();
      await product.store.close();
      await slack.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

const personAt = (at: number): string => `U${100 + at}`;

async function openProduct(file: string, clock: Product["clock"]): Promise<Product> {
  const random = createRandom(clock);
  const trace = createTrace();
  const log = createLog({ level: "silent" });
  const migrations = path.resolve("migrations");
  const store = await openStore({ url: `file:${file}`, migrations, random, log, trace });
  const parts = { store, clock, random, words, wordsIn, log, trace };
  return { ...parts, metrics: createMetrics("test"), marks: testMarks };
}

/** Only its delivering half: nobody presses anything here. */
function adapterOf({ deliver }: SlackDesk): ChatAdapter {
  return {
    platform: "slack",
    deliver,
    start: async () => await Promise.resolve(),
    receive: async () => await Promise.resolve(new Response()),
    findProfile: async () => await Promise.resolve("nobody"),
    check: async () => await Promise.resolve([]),
    stop: async () => await Promise.resolve(),
  };
}
