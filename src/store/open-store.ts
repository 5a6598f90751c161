import { asc } from "drizzle-orm";
import type { DistrictId } from "#domain/ids.ts";
import type { Metrics } from "#ports/metrics.ts";
import type { Random } from "#ports/random.ts";
import type { Steps } from "#ports/steps.ts";
import type { Store, Transaction } from "#ports/store.ts";
import { type Db, type Query, q } from "./db.ts";
import { directoryRows } from "./directory-rows.ts";
import { eraseForGood, eraseRows } from "./erase-district.ts";
import { healthRows } from "./health-rows.ts";
import { installationRows } from "./installation-rows.ts";
import { linkRows } from "./link-rows.ts";
import { hideMoved, listMoved } from "./moved-districts.ts";
import { type DbOptions, openDb } from "./open-db.ts";
import { toTransaction } from "./transaction-parts.ts";

export interface StoreOptions extends DbOptions {
  readonly random: Random;
  readonly metrics?: Pick<Metrics, "countTransaction"> | undefined;
}

/** Opens the database, creating or migrating it first. Throws MOVED for a file that nobody lives in any more. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const db = await openDb(options);
  const moved = await listMoved(db, options.url);
  return hideMoved(createStore(db, options), moved);
}

function createStore(db: Db, options: StoreOptions): Store {
  const scoped = scopes(db, options);
  const timed = timer(options);
  const stirred = createStirred(db);
  return {
    health: healthRows(db, `${options.migrations}/${db.engine}`),
    directory: directoryRows(db),
    installations: installationRows(db),
    links: linkRows(db),
    transaction: async (district, body) => {
      const made = { isStirred: false };
      const run = (query: Query) => watched(scoped(query, district), body, made);
      const value = await timed(db.transaction({ district }, run));
      if (made.isStirred) stirred.tell(district);
      return value;
    },
    read: async (district, body) =>
      await db.read({ district }, (query) => body(scoped(query, district).tx)),
    whenDue: stirred.hear,
    eraseDistrict: async (district, stone) =>
      await db.transaction({ district }, (query) => {
        const shape = { query, tables: db.tables };
        if (!stone) return eraseRows(shape, district);
        return eraseForGood(shape, scoped(query, district).tx, stone);
      }),
    forgetDeleted: async () => await db.forgetDeleted(),
    keepScene: async (name) => await db.keepScene(name),
    putSceneBack: async (district, name) => await db.putSceneBack({ district, name }),
    listDistricts: async () => {
      const { districts } = db.tables;
      return await db.read("every", function* (query) {
        const rows = yield* q(query.select().from(districts).orderBy(asc(districts.districtId)));
        return rows.map(({ districtId }) => districtId);
      });
    },
    close: async () => await db.close(),
  };
}

interface Scoped {
  readonly tx: Transaction;
  /** Set by whatever makes something due; of one body at a time. */
  readonly mark: { isStirred: boolean };
}

/** Districts that a connection knows at once: each takes 50 KB, and there may be thousands. */
const MOST_SCOPES = 50;

/** What bodies work with, made once for each connection and district that it had lately. */
function scopes({ tables, skipLocked, engine }: Db, { random, trace }: StoreOptions) {
  const made = new WeakMap<Query, Map<DistrictId, Scoped>>();
  const make = (query: Query, district: DistrictId): Scoped => {
    const mark = { isStirred: false };
    const scope = {
      ...{ query, tables, district, skipLocked },
      locks: engine === "postgres",
      newId: () => random.id(),
      origin: () => trace?.current(),
      stir: () => {
        mark.isStirred = true;
      },
    };
    return { tx: toTransaction(scope), mark };
  };
  return (query: Query, district: DistrictId): Scoped => {
    const known = made.get(query) ?? new Map<DistrictId, Scoped>();
    made.set(query, known);
    const scoped = known.get(district) ?? make(query, district);
    known.set(district, scoped);
    const [oldest] = known.keys();
    if (known.size > MOST_SCOPES && oldest !== undefined) known.delete(oldest);
    return scoped;
  };
}

/** Runs a body, and notes whether it made something due. */
function* watched<T>(
  { tx, mark }: Scoped,
  body: (tx: Transaction) => Steps<T>,
  made: { isStirred: boolean },
): Steps<T> {
  mark.isStirred = false;
  const value = yield* body(tx);
  made.isStirred = mark.isStirred;
  return value;
}

/** Who waits for something to be due, here and in other processes. */
function createStirred(db: Db) {
  const hearers: ((district: DistrictId) => void)[] = [];
  const tellHere = (district: DistrictId): void => {
    for (const hear of hearers) hear(district);
  };
  db.whenAnnounced(tellHere);
  return {
    hear: (one: (district: DistrictId) => void): void => void hearers.push(one),
    tell: (district: DistrictId): void => {
      tellHere(district);
      db.announce(district);
    },
  };
}

/** Tells how long each piece of work took, also one that failed. */
function timer({ metrics }: StoreOptions) {
  return async <T>(work: Promise<T>): Promise<T> => {
    const begunMs = performance.now();
    return await work.finally(() =>
      metrics?.countTransaction((performance.now() - begunMs) / 1000),
    );
  };
}
