import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { afterAll, expect, test } from "vitest";
import { DAY_MS, toInstant } from "#domain/local-time.ts";
import { listSites, rbps, seed } from "#test/stories/replay-desk.ts";
import { startWaveWorld, type WaveWorld, zone } from "#test/stories/wave-world.ts";
import { findDigestScope } from "#usecases/digest-scope.ts";
import { keepDistrictDigest } from "#usecases/keep-digest.ts";
import { runSchedule } from "#usecases/run-schedule.ts";
import { keyOf } from "#usecases/send-direct.ts";
import { roundupId } from "#usecases/send-roundup.ts";
import { type Figure, repeat, report, spread } from "./figures.ts";
import { startPostgres } from "./postgres-server.ts";
import { fillFile, fillPostgres } from "./thanks.ts";

const THANKS = 1_000_000;
/** The server's CPU is told in hundredths of a second: enough runs make that small. */
const RUNS = 20;
/** What is run before, so that plans are made and pages are read. */
const WARM = 3;
const DIGEST_MS = 100;
/** A Friday, when the roundups go out. */
const FRIDAY = toInstant("2026-03-13T13:45", zone);
const past = { district: rbps, thanks: THANKS, until: FRIDAY, week: "2026-W11" };
const undo: (() => Promise<void> | void)[] = [];
afterAll(async () => {
  for (const each of undo.reverse()) await each();
}, 60_000);

interface Engine {
  readonly url: string;
  readonly fill: () => Promise<void>;
  /** Of the database alone; undefined where it works inside our process. */
  readonly serverCpuMs: (() => Promise<number>) | undefined;
}

const engines: Readonly<Record<string, () => Promise<Engine>>> = {
  SQLite: async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "groundswell-bench-million-"));
    undo.push(() => rmSync(folder, { recursive: true }));
    const file = path.join(folder, "million.db");
    const fill = async () => await Promise.resolve(fillFile(file, past));
    return await Promise.resolve({ url: `file:${file}`, fill, serverCpuMs: undefined });
  },
  PostgreSQL: async () => {
    const server = await startPostgres();
    undo.push(server.stop);
    const { url, owner } = await server.create("million");
    return { url, fill: async () => await fillPostgres(owner, past), serverCpuMs: server.cpuMs };
  },
};

/** The sample district with what is behind it, and nothing that it would send of itself. */
async function startDistrict({ url, fill }: Engine) {
  const world = await startWaveWorld({ start: FRIDAY, sites: 0, calendar: [], url, fill: false });
  undo.push(world.stop);
  await seed(world);
  await world.product.store.transaction(rbps, function* ({ schedule }) {
    const later = new Date(FRIDAY.getTime() + 400 * DAY_MS);
    for (const { id } of yield* schedule.listDue(later, 10_000)) yield* schedule.remove(id);
  });
  const from = performance.now();
  await fill();
  return { world, fillMs: performance.now() - from };
}

/** One lead's digest: read, kept and drawn. */
async function makeDigest({ product }: WaveWorld, count: number): Promise<void> {
  const view = await product.store.transaction(rbps, function* (tx) {
    const [lead] = yield* tx.roster.listHolders("pl_lead");
    const work = { tx, product, now: FRIDAY };
    const scope = lead && (yield* findDigestScope(work, lead));
    if (!scope) throw new RangeError("There is no lead.");
    const week = { since: new Date(FRIDAY.getTime() - 7 * DAY_MS), until: FRIDAY };
    const lately = { ids: new Set<never>(), people: new Set<never>(), sites: new Set<never>() };
    const key = keyOf("bench", String(count));
    return yield* keepDistrictDigest(work, { key, scope, week, lately });
  });
  expect(view?.good).toHaveLength(4);
}

/** When the roundup of this number is due: one after the other. */
const dueAt = (count: number) => new Date(FRIDAY.getTime() + count * 1000);

async function planRoundups({ product }: WaveWorld): Promise<void> {
  const sites = await listSites(product);
  await product.store.transaction(rbps, function* (tx) {
    for (const [at, subject] of sites.slice(0, WARM + RUNS).entries()) {
      const row = { campaign: "roundup", subject, nextAt: dueAt(at + 1) } as const;
      yield* tx.schedule.save({ ...row, id: roundupId(subject) });
    }
  });
}

async function makeRoundup({ product, sleepUntil }: WaveWorld, count: number): Promise<void> {
  sleepUntil(dueAt(count));
  expect(await runSchedule(product, rbps)).toBe(1);
}

async function measure({ serverCpuMs }: Engine, run: (count: number) => Promise<void>) {
  let count = 0;
  const one = async () => {
    count += 1;
    const [began, before] = [performance.now(), process.cpuUsage()];
    await run(count);
    const { user, system } = process.cpuUsage(before);
    return { wallMs: performance.now() - began, cpuMs: (user + system) / 1000 };
  };
  await repeat(one, WARM);
  const before = await serverCpuMs?.();
  const taken = await repeat(one, RUNS);
  const after = await serverCpuMs?.();
  const server = before === undefined || after === undefined ? undefined : (after - before) / RUNS;
  return { wall: taken.map((each) => each.wallMs), cpu: taken.map((each) => each.cpuMs), server };
}

type Taken = Awaited<ReturnType<typeof measure>>;

function rowsOf(name: string, { wall, cpu, server }: Taken, target?: number) {
  const own = spread(cpu);
  return {
    [`${name}: CPU of our process`]: target === undefined ? own : own.atMost(target),
    [`${name}: CPU of the server`]: server === undefined ? "in our process" : spread([server]),
    [`${name}: wall`]: spread(wall),
  };
}

/** All figures of one engine. */
async function take(engine: Engine, name: string): Promise<Record<string, Figure | string>> {
  const { world, fillMs } = await startDistrict(engine);
  const digest = await measure(engine, async (count) => await makeDigest(world, count));
  await planRoundups(world);
  const roundup = await measure(engine, async (count) => await makeRoundup(world, count));
  await world.loop.runDue();
  const posted = world.sent.filter(({ key }) => key.startsWith("roundup:"));
  expect(posted).toHaveLength(WARM + RUNS);
  return {
    [`${name}, made by SQL`]: spread([fillMs / 1000], "s"),
    ...rowsOf(`${name}, a lead's digest`, digest, DIGEST_MS),
    ...rowsOf(`${name}, a school's roundup`, roundup),
  };
}

test("a digest and a roundup of a district with a million thanks, on both engines", async () => {
  const rows: Record<string, Figure | string> = {};
  for (const [name, start] of Object.entries(engines)) {
    Object.assign(rows, await take(await start(), name));
  }
  const seen = `${THANKS.toLocaleString("en-US")} thanks and ${(THANKS / 10).toLocaleString("en-US")} observations`;
  report(`${seen} in one district`, rows);
});
