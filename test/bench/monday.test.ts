import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { afterAll, expect, test } from "vitest";
import { toInstant } from "#domain/local-time.ts";
import { zone } from "#test/stories/wave-world.ts";
import { copyDistricts, makeSample, nthDistrict } from "./districts.ts";
import { report, spread } from "./figures.ts";
import { asOwner, startPostgres } from "./postgres-server.ts";
import { type Replicas, startReplicas } from "./replicas.ts";

/** BENCH_DISTRICTS=1000 adds the largest, which takes an hour. */
const MOST = Number(process.env.BENCH_DISTRICTS ?? 100);
const SIZES = [1, 10, 100, 1000].filter((size) => size <= MOST);
const SITES = 87;
const BENCH_MS = 7_200_000;
const REPLICAS = 2;
/** Cost a site may grow by so much from one district to the most. */
const FLAT = 1.2;

/** Digests on Monday, ideas on Tuesday: the mornings on which a district's week leaves. */
const SUNDAY_NIGHT = toInstant("2026-03-08T23:00", zone);
const MONDAY_NOON = toInstant("2026-03-09T12:00", zone);
const TUESDAY_EARLY = toInstant("2026-03-10T06:00", zone);
const TUESDAY_NOON = toInstant("2026-03-10T12:00", zone);
const WEDNESDAY_EARLY = toInstant("2026-03-11T06:45", zone);
const WEDNESDAY_NOON = toInstant("2026-03-11T12:00", zone);

interface Engine {
  readonly name: string;
  /** The bot's address of a database with the sample in it. */
  readonly url: string;
  /** The address that no wall stops. */
  readonly owner: string;
  readonly replicas: number;
  /** Milliseconds of CPU that the database took by itself. */
  readonly serverCpuMs: () => Promise<number>;
  readonly megabytes: () => Promise<number>;
  /** One number for a question. */
  readonly count: (question: string) => Promise<number>;
  readonly stop: () => Promise<void>;
}

async function onPostgres(): Promise<Engine> {
  const server = await startPostgres();
  const { url, owner } = await server.create("monday");
  const count = async (question: string): Promise<number> =>
    await asOwner(owner, async (client) => {
      const { rows } = await client.query<{ value: string }>(question);
      return Number(rows[0]?.value);
    });
  return {
    ...{ name: "PostgreSQL, 2 replicas", url, owner, replicas: REPLICAS, count },
    serverCpuMs: server.cpuMs,
    megabytes: async () => (await count("select pg_database_size('monday') as value")) / 2 ** 20,
    stop: server.stop,
  };
}

async function onSqlite(): Promise<Engine> {
  const folder = mkdtempSync(path.join(tmpdir(), "groundswell-bench-monday-"));
  const file = path.join(folder, "monday.db");
  const url = `file:${file}`;
  return await Promise.resolve({
    ...{ name: "SQLite, 1 process", url, owner: url, replicas: 1 },
    serverCpuMs: async () => await Promise.resolve(0),
    megabytes: async () => await Promise.resolve(statSync(file).size / 2 ** 20),
    count: async (question: string) => {
      const client = new Database(file, { readonly: true });
      const row = client.prepare<[], { value: number }>(question).get();
      client.close();
      return await Promise.resolve(row?.value ?? Number.NaN);
    },
    stop: async () => {
      await Promise.resolve();
      rmSync(folder, { recursive: true });
    },
  });
}

/** What one piece of a morning took. */
interface Taken {
  readonly cpuMs: number;
  readonly workMs: number;
}

async function take(
  engine: Engine,
  replicas: Replicas,
  work: () => Promise<number>,
): Promise<Taken> {
  const cpu = async () => (await replicas.cpuMs()) + (await engine.serverCpuMs());
  const before = await cpu();
  const workMs = await work();
  return { workMs, cpuMs: (await cpu()) - before };
}

async function measure(engine: Engine, size: number) {
  const { count } = engine;
  const replicas = await startReplicas(engine.url, engine.replicas);
  // What a start looks after once is no part of a morning.
  await replicas.goTo(SUNDAY_NIGHT);
  const queued = await count("select count(*) as value from outbox_messages");
  const monday = await take(engine, replicas, async () => await replicas.goTo(MONDAY_NOON));
  await replicas.goTo(TUESDAY_EARLY);
  const tuesday = await take(engine, replicas, async () => await replicas.goTo(TUESDAY_NOON));
  const sent = (await count("select count(*) as value from outbox_messages")) - queued;
  await replicas.goTo(WEDNESDAY_EARLY);
  const opening = await take(engine, replicas, async () => {
    const begun = performance.now();
    await replicas.open(Array.from({ length: size }, (_, at) => nthDistrict(at)));
    const openMs = performance.now() - begun;
    return openMs + (await replicas.goTo(WEDNESDAY_NOON));
  });
  const late = engine.url.startsWith("file:")
    ? "settled_at - due_at"
    : "extract(epoch from settled_at - due_at) * 1000";
  const lateMs = await count(`select max(${late}) as value from outbox_messages`);
  const left = await count(
    "select count(*) as value from outbox_messages where state <> 'delivered' and state <> 'superseded' and (state <> 'waiting' or due_at < expires_at and postponed)",
  );
  const rss = (await replicas.mostRss()) / 2 ** 20;
  await replicas.stop();
  return {
    size,
    monday,
    tuesday,
    opening,
    sent,
    lateMs,
    left,
    rss,
    megabytes: await engine.megabytes(),
  };
}

const running: Engine[] = [];
afterAll(async () => {
  for (const engine of running) await engine.stop();
});

for (const [where, begin] of [
  ["PostgreSQL", onPostgres],
  ["SQLite", onSqlite],
] as const) {
  test(`a Monday's digests, a Tuesday's ideas and a wave, ${where}`, {
    timeout: BENCH_MS,
  }, async () => {
    let first: Awaited<ReturnType<typeof measure>> | undefined;
    for (const size of SIZES) {
      const engine = await begin();
      running.push(engine);
      await makeSample(engine.url);
      const begun = performance.now();
      await copyDistricts(engine.owner, 1, size);
      const copyMs = performance.now() - begun;
      const one = await measure(engine, size);
      first ??= one;
      const sites = size * SITES;
      const perSite = ({ cpuMs }: Taken, by: number) => cpuMs / by / SITES;
      const grown = ({ cpuMs }: Taken, base: Taken) =>
        spread([perSite({ cpuMs, workMs: 0 }, size)]).beside([perSite(base, 1)], FLAT);
      report(`${size} districts of ${SITES} schools on ${engine.name}`, {
        "Monday's sends, CPU a school": grown(one.monday, first.monday),
        "Tuesday's sends, CPU a school": grown(one.tuesday, first.tuesday),
        "a wave opened and sent, CPU a school": grown(one.opening, first.opening),
        "Monday's sends, working time": spread([one.monday.workMs / 1000], "s"),
        "Tuesday's sends, working time": spread([one.tuesday.workMs / 1000], "s"),
        "waves opened and sent, working time": spread([one.opening.workMs / 1000], "s"),
        "latest message after its minute": spread([one.lateMs / 1000], "s"),
        "sent on both mornings": spread([one.sent], "messages"),
        "left behind": spread([one.left], "messages").atMost(0),
        database: spread([one.megabytes], "MB"),
        "database, a school": spread([(one.megabytes * 1024) / sites], "kB"),
        "copied in": spread([copyMs / 1000], "s"),
        "largest replica": spread([one.rss], "MB"),
      });
      await engine.stop();
      running.splice(running.indexOf(engine), 1);
      expect(one.sent).toBe(first.sent * size);
    }
  });
}
