import { asc, eq } from "drizzle-orm";
import type { DistrictId } from "#domain/ids.ts";
import type { Log } from "#ports/log.ts";
import type { Metrics } from "#ports/metrics.ts";
import type { Random } from "#ports/random.ts";
import type { Steps } from "#ports/steps.ts";
import type { Store, Transaction } from "#ports/store.ts";
import type { Trace } from "#ports/trace.ts";
import { accessRows } from "./access-rows.ts";
import { accountRows } from "./account-rows.ts";
import { answerRows } from "./answer-rows.ts";
import { auditRows } from "./audit-rows.ts";
import { callRows } from "./call-rows.ts";
import { type Db, type Query, q } from "./db.ts";
import { decidingRows } from "./deciding-rows.ts";
import { guardRows } from "./guard-rows.ts";
import { healthRows } from "./health-rows.ts";
import { installationRows } from "./installation-rows.ts";
import { invitationRows } from "./invitation-rows.ts";
import { languageRows } from "./language-rows.ts";
import { linkRows } from "./link-rows.ts";
import { listeningRows } from "./listening-rows.ts";
import { matchRows } from "./match-rows.ts";
import { outboxRows } from "./outbox-rows.ts";
import { personRows } from "./person-rows.ts";
import { channelRows, placeRows } from "./place-rows.ts";
import { openPostgres } from "./postgres.ts";
import { praiseRows } from "./praise-rows.ts";
import { reachRows } from "./reach-rows.ts";
import { recordRows } from "./record-rows.ts";
import { restoredRows } from "./restored-rows.ts";
import type { Scope } from "./rows.ts";
import { eventRows, localMessageRows, scheduleRows } from "./schedule-rows.ts";
import { servingRows } from "./serving-rows.ts";
import { showingRows } from "./showing-rows.ts";
import { openSqlite } from "./sqlite.ts";
import { studentRows } from "./student-rows.ts";
import { visitingRows } from "./visiting-rows.ts";
import { waveRows } from "./wave-rows.ts";

export interface StoreOptions {
  /** "file:data/groundswell.db", ":memory:" or "postgres://...". */
  readonly url: string;
  /** The folder that holds `sqlite` and `postgres`. */
  readonly migrations: string;
  readonly random: Random;
  readonly log: Log;
  /** What is queued remembers its request; of none unless told. */
  readonly trace?: Pick<Trace, "current"> | undefined;
  readonly metrics?: Pick<Metrics, "countTransaction"> | undefined;
}

/** Opens the database, creating or migrating it first. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const db = await openDb(options);
  const scoped = scopes(db, options);
  const timed = timer(options);
  return {
    health: healthRows(db, `${options.migrations}/${db.engine}`),
    installations: installationRows(db),
    links: linkRows(db),
    transaction: async (district, body) =>
      await timed(db.transaction((query) => body(scoped(query, district)))),
    read: async (district, body) => await db.read((query) => body(scoped(query, district))),
    eraseDistrict: async (district) => await db.transaction((query) => erase(query, db, district)),
    forgetDeleted: async () => await db.forgetDeleted(),
    keepScene: async (name) => await db.keepScene(name),
    putSceneBack: async (district, name) => await db.putSceneBack({ district, name }),
    listDistricts: async () => {
      const { districts } = db.tables;
      return await db.read(function* (query) {
        const rows = yield* q(query.select().from(districts).orderBy(asc(districts.districtId)));
        return rows.map(({ districtId }) => districtId);
      });
    },
    close: async () => await db.close(),
  };
}

/** What bodies work with, made once for each connection and district. */
function scopes({ tables, skipLocked, engine }: Db, { random, trace }: StoreOptions) {
  const made = new WeakMap<Query, Map<DistrictId, Transaction>>();
  return (query: Query, district: DistrictId): Transaction => {
    const known = made.get(query) ?? new Map<DistrictId, Transaction>();
    made.set(query, known);
    const locks = engine === "postgres";
    const newId = () => random.id();
    const origin = () => trace?.current();
    const scope = { query, tables, district, skipLocked, locks, newId, origin };
    const transaction = known.get(district) ?? toTransaction(scope);
    known.set(district, transaction);
    return transaction;
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

/** Children before parents, so that no foreign key stands in the way. */
function* erase(query: Query, { tables }: Db, district: DistrictId): Steps<void> {
  const children = [
    tables.assignments,
    tables.preferences,
    tables.shoutOutReceivers,
    tables.staffGroupPeople,
    tables.answerPitfalls,
    tables.invitations,
    tables.expeditionParts,
    tables.observations,
    tables.focusThemes,
  ];
  for (const table of new Set([...children, ...Object.values(tables)])) {
    if (!("districtId" in table)) continue;
    yield* q(query.delete(table).where(eq(table.districtId, district)));
  }
}

async function openDb({ url, migrations, log }: StoreOptions): Promise<Db> {
  if (POSTGRES_URL.test(url)) return await openPostgres(url, `${migrations}/postgres`, log);
  return openSqlite(url.replace(FILE_PREFIX, ""), `${migrations}/sqlite`);
}

const POSTGRES_URL = /^postgres(ql)?:/;
const FILE_PREFIX = /^file:/;

function toTransaction(scope: Scope): Transaction {
  const persons = personRows(scope);
  const guards = guardRows(scope);
  return {
    district: scope.district,
    roster: {
      guardPerson: guards.guardPerson,
      ...placeRows(scope),
      ...channelRows(scope),
      ...persons,
      ...accountRows(scope, persons.findPerson),
      ...matchRows(scope, persons.listPeople),
      ...reachRows(scope),
      ...languageRows(scope),
    },
    waves: ofWaves(scope, guards),
    listening: listeningRows(scope),
    praise: { guardShoutOut: guards.guardShoutOut, ...praiseRows(scope) },
    showing: { guardVisit: guards.guardVisit, ...showingRows(scope) },
    students: studentRows(scope),
    serving: servingRows(scope),
    visiting: { guardExpedition: guards.guardExpedition, ...visitingRows(scope) },
    deciding: decidingRows(scope),
    schedule: scheduleRows(scope),
    outbox: outboxRows(scope),
    events: eventRows(scope),
    audit: auditRows(scope),
    access: accessRows(scope),
    localMessages: localMessageRows(scope),
    records: recordRows(scope),
    restored: restoredRows(scope),
  };
}

function ofWaves(
  scope: Scope,
  { guardInvitation, guardWaves }: ReturnType<typeof guardRows>,
): Transaction["waves"] {
  return {
    ...{ guardInvitation, guardWaves },
    ...waveRows(scope),
    ...invitationRows(scope),
    ...answerRows(scope),
    ...callRows(scope),
  };
}
