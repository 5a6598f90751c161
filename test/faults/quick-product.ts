import process from "node:process";
import { type AccountId, type DistrictId, type OutboxKey, toId } from "#domain/ids.ts";
import { createRandom } from "#host/random.ts";
import { createTrace } from "#host/trace.ts";
import { readContent } from "#imports/content-files.ts";
import { createWords } from "#messages/words.ts";
import type { Address } from "#ports/chat.ts";
import type { Log } from "#ports/log.ts";
import { openStore } from "#store/open-store.ts";
import type { Product } from "#usecases/product.ts";
import { createLoop, type Loop } from "#worker/loop.ts";
import { createWatch } from "#worker/watch.ts";
import { createKeyedAdapter } from "./quick-platform.ts";
import { DISTRICT, type QuickSettings, readRunning, WORKSPACE } from "./quick-settings.ts";

const CONTENT = "src/messages/content";
const LONGEST = 200;
const district = toId<DistrictId>(DISTRICT);

/** Nobody here speaks Spanish, and its words would be read each time. */
const words = createWords(readContent(CONTENT, "en"), "en");

export const log: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: (event, { cause, ...facts } = {}) =>
    void process.stderr.write(`${event} ${JSON.stringify(facts)} ${describe(cause)}\n`),
};

/** What went wrong, in one line. */
export function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return "";
  const code = "code" in cause ? String(cause.code) : "";
  return `${code} ${cause.message.replace(/\s+/g, " ").slice(0, LONGEST)}; ${describe(cause.cause)}`;
}

const metrics: Product["metrics"] = {
  countRequest: () => undefined,
  countDelivery: () => undefined,
  countEvent: () => undefined,
  countTransaction: () => undefined,
  watchProcess: () => undefined,
  print: async () => await Promise.resolve({ contentType: "", body: "" }),
};

/** The real store and words, at the time that it is told. */
export async function openProduct(settings: QuickSettings): Promise<Product> {
  const { databaseUrl: url, migrations, directUrl, listen, prepared, pool } = settings;
  const clock = { now: () => new Date(readRunning(settings.clock)) };
  const random = createRandom(clock);
  const trace = createTrace();
  const postgres = { directUrl, listen, prepared, pool };
  const store = await openStore({ url, migrations, postgres, random, log, trace });
  const marks = { newKey: () => "", mark: () => undefined };
  const wordsIn = { en: words, es: words };
  return { store, clock, random, words, wordsIn, log, trace, metrics, marks };
}

/** The real loop, with a platform that is a few lines long. */
export function createWorker(product: Product, settings: QuickSettings): Loop {
  const pace = { laneMs: 1000, perSecond: settings.perSecond };
  const paces = { local: pace, slack: pace, teams: pace };
  const adapters = new Map([["slack", createKeyedAdapter(settings.platformUrl)] as const]);
  return createLoop({
    product,
    watch: createWatch(product),
    relay: { ...product, adapters, paces },
    afterRound: async () => await Promise.resolve(),
  });
}

/** Notes for one conversation. */
export interface NotesAsked {
  readonly conversation: string;
  readonly notes: readonly string[];
}

/** Keeps them in their order; whoever asks again adds nothing. */
export async function keepNotes({ store, clock }: Product, asked: NotesAsked): Promise<void> {
  const id = toId<AccountId>(asked.conversation);
  const to: Address = {
    platform: "slack",
    workspace: WORKSPACE,
    conversation: { kind: "account", id },
  };
  await store.transaction(district, function* (tx) {
    const from = clock.now().getTime();
    for (const [at, text] of asked.notes.entries()) {
      const delivery = { do: "post", to, card: { text, fallback: text } } as const;
      const dueAt = new Date(from + at);
      yield* tx.outbox.queue({ key: toId<OutboxKey>(text), kind: "reply", delivery, dueAt });
    }
  });
}
