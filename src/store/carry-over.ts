import Database from "better-sqlite3";
import { type DistrictId, type PersonId, toId } from "#domain/ids.ts";
import type { Language } from "#domain/language.ts";
import type { ThanksWish } from "#domain/shout-out.ts";
import type { Lost, LostWish } from "#ports/backups.ts";

interface WishRow {
  readonly district: string;
  readonly person: string;
  readonly stoppedAt: number | null;
  readonly wavesStoppedAt: number | null;
  readonly pausedUntil: number | null;
  readonly thanks: ThanksWish;
  readonly language: Language | null;
}

const WISHES = `select district_id as district, person_id as person, stopped_at as stoppedAt,
  waves_stopped_at as wavesStoppedAt, paused_until as pausedUntil, thanks, language
  from lost.preferences where thanks <> 'public'
  or coalesce(stopped_at, waves_stopped_at, paused_until, language) is not null`;

const HOLD = `district_id, id, person_id, site_id, type, from_day, until_day, reason, placed_by,
  placed_at, released_at`;
const HOLDS = `insert or ignore into holds (${HOLD}) select ${HOLD} from lost.holds`;

const SAME = "gone.district_id = shout_outs.district_id and gone.id = shout_outs.id";

const HIDDEN = `update shout_outs set hidden_at = gone.hidden_at, hidden_by = gone.hidden_by
  from lost.shout_outs as gone
  where ${SAME} and gone.hidden_at is not null and shout_outs.hidden_at is null`;

/** A shout-out that was changed in the gap, perhaps because it said too much. */
const CHANGED = `select 1 from lost.shout_outs as gone join shout_outs as kept
  on kept.district_id = gone.district_id and kept.id = gone.id and kept.revision < gone.revision
  where gone.district_id = shout_out_receivers.district_id
  and gone.id = shout_out_receivers.shout_out_id`;

/** Who is thanked no more, and who let nobody else read it any more. */
const UNTHANKED = `delete from shout_out_receivers where exists (${CHANGED})
  and not exists (select 1 from lost.shout_out_receivers as still
  where still.district_id = shout_out_receivers.district_id
  and still.shout_out_id = shout_out_receivers.shout_out_id
  and still.person_id = shout_out_receivers.person_id)`;

const RECEIVER = "district_id, shout_out_id, person_id, spread_at, thank_back, thanked_back_at";

const THANKED = `insert or ignore into shout_out_receivers (${RECEIVER})
  select gone.district_id, gone.shout_out_id, gone.person_id, gone.spread_at, gone.thank_back,
  gone.thanked_back_at from lost.shout_out_receivers as gone join shout_outs as kept
  on kept.district_id = gone.district_id and kept.id = gone.shout_out_id`;

const REVISED = `update shout_outs set text = gone.text, helped = gone.helped,
  practice = gone.practice, value = gone.value, share = gone.share, site_id = gone.site_id,
  revision = gone.revision, edited_at = gone.edited_at from lost.shout_outs as gone
  where ${SAME} and gone.revision > shout_outs.revision`;

const UNSPREAD = [
  `update shout_outs set spread_at = null from lost.shout_outs as gone
  where ${SAME} and gone.spread_at is null`,
  `update shout_out_receivers set spread_at = null from lost.shout_out_receivers as gone
  where gone.district_id = shout_out_receivers.district_id
  and gone.shout_out_id = shout_out_receivers.shout_out_id
  and gone.person_id = shout_out_receivers.person_id and gone.spread_at is null`,
];

/** What somebody said no to, and the list that guards students. */
const REFUSED = [
  `delete from offers_to_show where not exists (select 1 from lost.offers_to_show as still
  where still.district_id = offers_to_show.district_id
  and still.person_id = offers_to_show.person_id and still.practice = offers_to_show.practice)`,
  `update channels set asks_off_at = gone.asks_off_at from lost.channels as gone
  where gone.district_id = channels.district_id and gone.id = channels.id
  and gone.asks_off_at is not null`,
  "delete from student_hashes where exists (select 1 from lost.student_hashes)",
  `insert or ignore into student_hashes (district_id, hash)
  select district_id, hash from lost.student_hashes`,
];

/** In this order: whom a changed shout-out thanks is asked before it counts as the same. */
const ALSO = [UNTHANKED, THANKED, REVISED, ...UNSPREAD, ...REFUSED];

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
    for (const taking of ALSO) client.prepare(taking).run();
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
    language: row.language ?? undefined,
  };
}

function toDate(ms: number | null): Date | undefined {
  return ms === null ? undefined : new Date(ms);
}
