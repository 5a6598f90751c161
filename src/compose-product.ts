import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Config } from "#host/config.ts";
import { createLog } from "#host/log.ts";
import { createMetrics } from "#host/metrics.ts";
import { createNameMarks } from "#host/name-marks.ts";
import { createRandom } from "#host/random.ts";
import { readKeys } from "#host/secret-key.ts";
import { createTrace } from "#host/trace.ts";
import { readContent } from "#imports/content-files.ts";
import { createWords } from "#messages/words.ts";
import type { ChatAdapter, OnEvent, Platform } from "#ports/chat.ts";
import type { Clock } from "#ports/clock.ts";
import { openStore } from "#store/open-store.ts";
import type { Product } from "#usecases/product.ts";
import type { HealthParts } from "#web/health.ts";
import { createWeb } from "#web/server.ts";
import type { Loop } from "#worker/loop.ts";
import type { Pace } from "#worker/relay.ts";

export const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");

export const PACES: Readonly<Record<Platform, Pace>> = {
  local: { laneMs: 0, perSecond: 10_000 },
  slack: { laneMs: 1000, perSecond: 3 },
  teams: { laneMs: 1000, perSecond: 45 },
};

export interface App {
  readonly product: Product;
  readonly web: ReturnType<typeof createWeb>;
  readonly loop: Loop;
  /** From now on nobody should send anything here: the end is near. */
  leave(): void;
  stop(): Promise<void>;
}

/** Where log lines go, in tests; to standard error unless told. */
export type Write = (line: string) => void;

/** What every command needs: store, words, clock and log. */
export async function composeProduct(
  config: Pick<
    Config,
    "databaseUrl" | "postgres" | "logLevel" | "playground" | "publicUrl" | "secretKeys"
  >,
  clock: Clock,
  write?: Write,
): Promise<Product> {
  const trace = createTrace();
  const log = createLog({ level: config.logLevel, trace, write });
  const metrics = createMetrics(readVersion());
  const random = createRandom(clock);
  const wordsIn = readWords();
  const url = config.databaseUrl;
  const migrations = path.join(ROOT, "migrations");
  const { postgres } = config;
  const store = await openStore({ url, postgres, migrations, random, log, trace, metrics });
  const pagesUrl = config.publicUrl || (config.playground ? "" : undefined);
  const marks = createNameMarks(() => readKeys(config.secretKeys, dataFolder(url)));
  const voice = { words: wordsIn.en, wordsIn };
  return { store, clock, random, ...voice, log, trace, metrics, marks, pagesUrl };
}

/** Where this machine keeps what is its own: beside the SQLite file, else `data`. */
export function dataFolder(databaseUrl: string): string {
  const isFile = databaseUrl.startsWith("file:");
  return isFile ? path.dirname(databaseUrl.slice("file:".length)) : "data";
}

function readWords(): Product["wordsIn"] {
  const folder = path.join(ROOT, "src/messages/content");
  const [en, es] = [readContent(folder, "en"), readContent(folder, "es")];
  return { en: createWords(en, "en", [es]), es: createWords(es, "es", [en]) };
}

/** The version that package.json names. */
function readVersion(): string {
  const { version }: { version: string } = JSON.parse(
    readFileSync(path.join(ROOT, "package.json"), "utf8"),
  );
  return version;
}

/** Lets a platform in; each thing that people do there is a request with an id. */
export async function startAdapter(
  adapter: ChatAdapter,
  onEvent: OnEvent,
  product: Product,
): Promise<void> {
  const { trace } = product;
  const answer = countAnswers(product, onEvent);
  await adapter.start(async (event) => {
    // What comes over a socket is a request too.
    const id = trace.current() ?? trace.newId();
    return await trace.run(id, async () => await answer(event));
  });
}

/** Counts what people do, by the kind of the answer. */
function countAnswers({ metrics }: Product, onEvent: OnEvent): OnEvent {
  return async (event) => {
    const { platform, kind } = event;
    const count = (result: string): void => metrics.countEvent({ platform, kind, result });
    const reply = await onEvent(event).catch((error: unknown) => {
      count("threw");
      throw error;
    });
    count(reply.kind);
    return reply;
  };
}

/** What others are shown of it, and whose word is taken for who they are. */
type Shown = Pick<HealthParts, "metricsToken" | "newestBackupAt"> & Pick<Config, "trustedProxies">;

/** The parts that were built, as one thing that can be stopped. */
export function assemble(
  { product, loop }: { readonly product: Product; readonly loop: Loop },
  adapters: ReadonlyMap<Platform, ChatAdapter>,
  { trustedProxies, ...shown }: Shown,
): App {
  let isStopping = false;
  const health = {
    platforms: () => [...adapters.keys()],
    loopAgeSeconds: loop.ageSeconds,
    seen: loop.seen,
    isStopping: () => isStopping,
    ...shown,
  };
  return {
    product,
    loop,
    web: createWeb({ adapters, product, health, trustedProxies }),
    // From here on the other replicas send what is due.
    leave: () => {
      isStopping = true;
      void loop.stop();
    },
    stop: async () => {
      await loop.stop();
      for (const adapter of adapters.values()) await adapter.stop();
      await product.store.close();
    },
  };
}
