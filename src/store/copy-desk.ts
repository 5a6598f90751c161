import { existsSync } from "node:fs";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { ProductError } from "#domain/errors.ts";
import type { DistrictId } from "#domain/ids.ts";
import type { Clock } from "#ports/clock.ts";
import type { Copied, FoundDistrict, MoveAsk, Moving, TakenBack, Tell } from "#ports/moving.ts";
import type { Random } from "#ports/random.ts";
import type { Steps } from "#ports/steps.ts";
import { listFound } from "./copy-found.ts";
import { findLeaving, type Leaving, removeLeaving, saveLeaving } from "./copy-marks.ts";
import { copyOne } from "./copy-one.ts";
import { openReader } from "./copy-reader.ts";
import { type Db, runSync, type Shape, toQuery } from "./db.ts";
import { whileAlone } from "./lock-file.ts";
import { isMoved } from "./moved-districts.ts";
import { type DbOptions, openDb } from "./open-db.ts";
import { sqliteSchema } from "./schema.ts";

/** Long enough for a server that starts anew or changes places. */
const PATIENCE_MS = 60_000;

export interface MovingParts {
  readonly file: string;
  readonly source: DbOptions;
  readonly target: DbOptions;
  readonly clock: Clock;
  readonly random: Random;
  /** Who says so, for the audit log. */
  readonly actor: string;
  readonly patienceMs?: number | undefined;
}

export function createMoving(parts: MovingParts): Moving {
  return {
    listDistricts: async () => await look(parts),
    move: async (ask, tell) => await move(parts, ask, tell),
    takeBack: async (district) => {
      const found = await look(parts);
      const wanted = found.filter((one) => district === undefined || one.district === district);
      return takeBack(parts.file, wanted);
    },
  };
}

/** Opened as ever, so an older file is brought up to date first, and a copy of it kept. */
async function look({ file, source }: MovingParts): Promise<readonly FoundDistrict[]> {
  if (!existsSync(file)) {
    throw new ProductError("DATABASE_MISSING", `There is no database at "${file}".`);
  }
  const db = await openDb(source);
  return await listFound(db).finally(db.close);
}

async function move(parts: MovingParts, ask: MoveAsk, tell: Tell): Promise<readonly Copied[]> {
  // The target first: while it cannot be reached, nothing is marked and the bot may go on.
  const target = await openDb(alone(parts.target));
  try {
    const found = await look(parts);
    const wanted = found.filter(
      ({ district }) => ask.district === undefined || ask.district === district,
    );
    const marked = mark(parts, wanted);
    const alsoUnlinked = wanted.length === found.length;
    const all: Copied[] = [];
    for (const [district, token] of marked) {
      const one = { district, token, alsoUnlinked, startOver: ask.startOver, tell };
      all.push(await moveOne(parts, target, one));
    }
    return all;
  } finally {
    await target.close();
  }
}

/** Nobody here waits for news. */
function alone(options: DbOptions): DbOptions {
  return { ...options, postgres: { ...options.postgres, listen: false } };
}

interface One {
  readonly district: DistrictId;
  readonly token: string;
  readonly alsoUnlinked: boolean;
  readonly startOver: boolean;
  readonly tell: Tell;
}

async function moveOne(parts: MovingParts, target: Db, one: One): Promise<Copied> {
  const { district, token } = one;
  const { actor, clock, patienceMs = PATIENCE_MS, target: reading } = parts;
  const at = clock.now();
  const entry = { at, actor, action: "district_moved", subject: "district" } as const;
  const source = await openReader(parts.source, district);
  const job = { ...one, source, target, reading, entry, patienceMs };
  const copied = await copyOne(job).finally(source.close);
  if (copied.isSame) {
    const moved = { token, to: nameOf(parts), at: at.toISOString(), state: "moved" } as const;
    write(parts.file, (shape) => saveLeaving(shape, district, moved));
  }
  return copied;
}

/**
 * From now on no bot starts on these districts here: on the file at all, if it holds no others. Gives
 * those that are still to be moved, with what belongs to their move. Throws DATABASE_IN_USE and MOVED.
 */
function mark(
  parts: MovingParts,
  wanted: readonly FoundDistrict[],
): ReadonlyMap<DistrictId, string> {
  const { file, clock, random } = parts;
  const to = nameOf(parts);
  const at = clock.now().toISOString();
  const fresh: Leaving = { token: random.id(), to, at, state: "moving" };
  return write(file, function* (shape) {
    const marks = yield* readMarks(shape, wanted, fresh);
    const coming = marks.filter(([, { state }]) => state === "moving");
    for (const [district, mark] of coming) yield* saveLeaving(shape, district, mark);
    const [first] = marks;
    if (first && coming.length === 0) throw isMoved(`"${file}"`, first[1]);
    return new Map(coming.map(([district, { token }]) => [district, token]));
  });
}

/** Each district's own mark, or the fresh one. Throws MOVED for one that goes elsewhere. */
function* readMarks(
  shape: Shape,
  wanted: readonly FoundDistrict[],
  fresh: Leaving,
): Steps<readonly (readonly [DistrictId, Leaving])[]> {
  const marks: (readonly [DistrictId, Leaving])[] = [];
  for (const { district } of wanted) {
    const mark = (yield* findLeaving(shape, district)) ?? fresh;
    if (mark.to !== fresh.to) throw isMoved(district, mark);
    marks.push([district, mark]);
  }
  return marks;
}

function takeBack(file: string, wanted: readonly FoundDistrict[]): TakenBack {
  return write(file, function* (shape) {
    const districts: DistrictId[] = [];
    const times: string[] = [];
    for (const { district } of wanted) {
      const mark = yield* findLeaving(shape, district);
      if (!mark) continue;
      districts.push(district);
      if (mark.state === "moved") times.push(mark.at);
      yield* removeLeaving(shape, district);
    }
    const [first] = times.sort();
    return { districts, movedAt: first === undefined ? undefined : new Date(first) };
  });
}

/** Throws DATABASE_IN_USE. */
function write<T>(file: string, body: (shape: Shape) => Steps<T>): T {
  return whileAlone(file, (client) => {
    const query = toQuery(drizzle({ client }), false);
    return runSync(body({ query, tables: sqliteSchema }));
  });
}

/** The server and the database, without the account's name and password. */
function nameOf({ target }: MovingParts): string {
  const { protocol, host, pathname } = new URL(target.url);
  return `${protocol}//${host}${pathname}`;
}
