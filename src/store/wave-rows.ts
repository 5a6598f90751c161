import { and, asc, eq } from "drizzle-orm";
import type { DistrictId, SiteId, WaveId } from "#domain/ids.ts";
import type { Wave } from "#domain/wave.ts";
import { waveNamed } from "#domain/wave-names.ts";
import type { WaveRows } from "#ports/wave-rows.ts";
import { q, run, type Shape } from "./db.ts";
import { orUndefined, type Scope } from "./rows.ts";

type OfWaves = Pick<
  WaveRows,
  | "findWave"
  | "findWaveNamed"
  | "listWaves"
  | "saveWave"
  | "moveWave"
  | "listJoined"
  | "isJoined"
  | "saveJoining"
  | "removeJoining"
>;

interface OfSite {
  readonly district: DistrictId;
  readonly site: SiteId;
}

const waveById = (
  { query, tables: { waves } }: Shape,
  is: { readonly district: DistrictId; readonly id: WaveId },
) =>
  query
    .select()
    .from(waves)
    .where(and(eq(waves.districtId, is.district), eq(waves.id, is.id)));

const wavesOf = ({ query, tables: { waves } }: Shape, is: { readonly district: DistrictId }) =>
  query.select().from(waves).where(eq(waves.districtId, is.district)).orderBy(asc(waves.id));

const joiningOf = ({ query, tables: { joinings } }: Shape, is: OfSite) =>
  query
    .select()
    .from(joinings)
    .where(and(eq(joinings.districtId, is.district), eq(joinings.site, is.site)));

const insertJoining = (
  { query, tables: { joinings } }: Shape,
  row: Scope["tables"]["joinings"]["$inferSelect"],
) => query.insert(joinings).values(row).onConflictDoNothing();

const removeJoining = ({ query, tables: { joinings } }: Shape, is: OfSite) =>
  query
    .delete(joinings)
    .where(and(eq(joinings.districtId, is.district), eq(joinings.site, is.site)));

/** Waves, and the sites that joined. */
export function waveRows(scope: Scope): OfWaves {
  const { query, tables, district } = scope;
  const { waves, joinings } = tables;
  const mine = eq(waves.districtId, district);
  const rows: OfWaves = {
    *findWave(id) {
      const [row] = yield* run(scope, waveById, { district, id });
      return row && toWave(row);
    },
    *findWaveNamed(name) {
      return waveNamed(yield* rows.listWaves(), name);
    },
    *listWaves() {
      return (yield* run(scope, wavesOf, { district })).map(toWave);
    },
    *saveWave(wave) {
      const row = toWaveRow(district, wave);
      const target = [waves.districtId, waves.id];
      yield* q(query.insert(waves).values(row).onConflictDoUpdate({ target, set: row }));
    },
    *moveWave(wave, from) {
      const asExpected = and(mine, eq(waves.id, wave.id), eq(waves.state, from));
      const row = toWaveRow(district, wave);
      const moved = yield* q(
        query.update(waves).set(row).where(asExpected).returning({ id: waves.id }),
      );
      return moved.length > 0;
    },
    *listJoined() {
      const own = eq(joinings.districtId, district);
      const found = yield* q(query.select().from(joinings).where(own).orderBy(asc(joinings.site)));
      return found.map(({ site, wave, at }) => ({ site, wave, at }));
    },
    *isJoined(site) {
      const found = yield* run(scope, joiningOf, { district, site });
      return found.length > 0;
    },
    *saveJoining(joining) {
      yield* run(scope, insertJoining, { ...joining, districtId: district });
    },
    *removeJoining(site) {
      yield* run(scope, removeJoining, { district, site });
    },
  };
  return rows;
}

function toWave(row: Scope["tables"]["waves"]["$inferSelect"]): Wave {
  const { districtId: _district, ...wave } = row;
  return {
    ...wave,
    openedAt: orUndefined(row.openedAt),
    closesOn: orUndefined(row.closesOn),
    target: orUndefined(row.target),
    capacity: orUndefined(row.capacity),
    opensOn: orUndefined(row.opensOn),
    reminders: orUndefined(row.reminders),
    changes: orUndefined(row.changes),
    armedBy: orUndefined(row.armedBy),
    armedAt: orUndefined(row.armedAt),
  };
}

function toWaveRow(districtId: Scope["district"], wave: Wave) {
  return {
    ...wave,
    districtId,
    openedAt: wave.openedAt ?? null,
    closesOn: wave.closesOn ?? null,
    target: wave.target ?? null,
    capacity: wave.capacity ?? null,
    opensOn: wave.opensOn ?? null,
    reminders: wave.reminders ?? null,
    changes: wave.changes ?? null,
    armedBy: wave.armedBy ?? null,
    armedAt: wave.armedAt ?? null,
  };
}
