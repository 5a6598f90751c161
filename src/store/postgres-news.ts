import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { type DistrictId, toId } from "#domain/ids.ts";
import type { Log } from "#ports/log.ts";
import type { Db } from "./db.ts";
import type { PostgresOptions } from "./postgres-options.ts";

const CHANNEL = "groundswell_due";
/** A burst is one piece of news: each takes a lock that all of the server's commits with news wait for. */
const GATHER_MS = 100;
/** The server takes 8,000 bytes at most. */
const MOST_BYTES = 7000;
const AGAIN_MS = 1000;
const END_MS = 1000;
const CONNECT_MS = 2000;

/** Which districts have something due, told from process to process. */
export interface News extends Pick<Db, "announce" | "whenAnnounced"> {
  stop(): Promise<void>;
}

/** Lost news is no harm: everybody looks once a minute. */
export function createNews(pool: pg.Pool, options: PostgresOptions, log: Log): News {
  const me = randomUUID();
  const hearers: ((district: DistrictId) => void)[] = [];
  const hear = (payload: string): void => {
    const [from, ...districts] = payload.split("\n");
    if (from === me) return;
    for (const district of districts) for (const tell of hearers) tell(toId<DistrictId>(district));
  };
  const listener = options.listen ? listen(options, hear, log) : undefined;
  const gathered = new Set<DistrictId>();
  const send = async (): Promise<void> => {
    const districts = [...gathered];
    gathered.clear();
    for (const payload of pack(me, districts)) {
      await pool.query({ text: "select pg_notify($1, $2)", values: [CHANNEL, payload] });
    }
  };
  return {
    announce: (district) => {
      if (gathered.size === 0) {
        const tell = (): void =>
          void send().catch((cause: unknown) => log.warn("postgres_news_lost", { cause }));
        setTimeout(tell, GATHER_MS).unref();
      }
      gathered.add(district);
    },
    whenAnnounced: (tell) => void hearers.push(tell),
    // What was just queued is told before the end: a command of the command line ends at once.
    stop: async () => {
      await send().catch((cause: unknown) => log.warn("postgres_news_lost", { cause }));
      await listener?.stop();
    },
  };
}

/** In pieces that the server takes, each with its sender's name first. */
function pack(me: string, districts: readonly DistrictId[]): readonly string[] {
  const pieces: string[] = [];
  let piece = me;
  for (const district of districts) {
    if (Buffer.byteLength(piece) + Buffer.byteLength(district) > MOST_BYTES) {
      pieces.push(piece);
      piece = me;
    }
    piece += `\n${district}`;
  }
  return piece === me ? pieces : [...pieces, piece];
}

/** One connection of its own, opened again whenever it drops. */
function listen({ directUrl }: PostgresOptions, hear: (payload: string) => void, log: Log) {
  const over = new AbortController();
  const isOver = new Promise<void>((resolve) =>
    over.signal.addEventListener("abort", () => resolve()),
  );
  let client: pg.Client | undefined;
  const hold = async (): Promise<void> => {
    const one = new pg.Client({
      connectionString: directUrl,
      connectionTimeoutMillis: CONNECT_MS,
      keepAlive: true,
      fallback_application_name: "groundswell listens",
    });
    client = one;
    const dropped = new Promise<void>((resolve) => {
      one.on("error", () => resolve());
      one.on("end", () => resolve());
    });
    one.on("notification", ({ payload }) => hear(payload ?? ""));
    const listening = one.connect().then(async () => await one.query(`listen ${CHANNEL}`));
    // One that is ended while it connects tells nobody.
    await Promise.race([listening, isOver]);
    await Promise.race([dropped, isOver]);
  };
  const run = async (): Promise<void> => {
    while (!over.signal.aborted) {
      await hold().catch(({ message }: Error) => log.warn("postgres_news_lost", { message }));
      await Promise.race([
        client?.end().catch(() => undefined),
        wait(END_MS, undefined, { ref: false }),
      ]);
      await wait(AGAIN_MS, undefined, { signal: over.signal, ref: false }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    stop: async (): Promise<void> => {
      over.abort();
      await running;
    },
  };
}
