import Database from "better-sqlite3";
import { type DistrictId, type PersonId, toId } from "#domain/ids.ts";
import type { ThanksWish } from "#domain/shout-out.ts";
import type { Lost, LostWish } from "#ports/backups.ts";

interface WishRow {
  readonly district: string;
  readonly person: string;
  readonly stoppedAt: number | null;
  readonly wavesStoppedAt: number | null;
  readonly pausedUntil: number | null;
  readonly thanks: ThanksWish;
}

const WISHES = `select district_id as district, person_id as person, stopped_at as stoppedAt,
  waves_stopped_at as wavesStoppedAt, paused_until as pausedUntil, thanks from lost.preferences
  where coalesce(stopped_at, waves_stopped_at, paused_until) is not null or thanks <> 'public'`;

const HOLD = `district_id, id, person_id, site_id, type, from_day, until_day, reason, placed_by,
  placed_at, released_at`;
const HOLDS = `insert or ignore into holds (${HOLD}) select ${HOLD} from lost.holds`;

const HIDDEN = `update shout_outs set hidden_at = gone.hidden_at from lost.shout_outs as gone
  where gone.district_id = shout_outs.district_id and gone.id = shout_outs.id
  and gone.hidden_at is not null and shout_outs.hidden_at is null`;

const ERASED = `select count(*) from (select district_id, type, record_id from lost.tombstones
  except select district_id, type, record_id from tombstones)`;

/**
 * Reads what people wished and what was erased from the database that goes, and adds its legal holds to
 * the one that comes. Undefined where it cannot be read, or is of an older version.
 */
export function carryOver(coming: string, going: string): Lost | undefined {
  const client = new Database(coming, { fileMustExist: true });
  try {
    client.prepare("attach ? as lost").run(going);
    const rows = client.prepare<[], WishRow>(WISHES).all();
    const holds = client.prepare(HOLDS).run().changes;
    const hidden = client.prepare(HIDDEN).run().changes;
    const erased = Number(client.prepare(ERASED).pluck().get());
    return { wishes: rows.map(toWish), holds, hidden, erased };
  } catch (error) {
    if (error instanceof Database.SqliteError) return undefined;
    throw error;
  } finally {
    client.close();
  }
}

function toWish(row: WishRow): LostWish {
  return {
    district: toId<DistrictId>(row.district),
    person: toId<PersonId>(row.person),
    stoppedAt: toDate(row.stoppedAt),
    wavesStoppedAt: toDate(row.wavesStoppedAt),
    pausedUntil: toDate(row.pausedUntil),
    thanks: row.thanks,
  };
}

function toDate(ms: number | null): Date | undefined {
  return ms === null ? undefined : new Date(ms);
}
