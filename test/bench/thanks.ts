import Database from "better-sqlite3";
import { asOwner } from "./postgres-server.ts";

/** What a district has behind it. */
export interface Past {
  readonly district: string;
  /** A tenth as many observations come with them. */
  readonly thanks: number;
  readonly until: Date;
  /** The week that stands in each of them. */
  readonly week: string;
}

/** A hundred thousand thanks in a year: a million are ten years of them, and the weeks are as busy. */
const EVERY_MS = 315_360;
const BEFORE_VISIT_S = 259_200;

/** Where the two engines have no common word. */
interface Dialect {
  readonly numbers: (name: string, count: number) => string;
  readonly instant: (ms: string) => string;
  readonly day: (seconds: string) => string;
}

const sqlite: Dialect = {
  numbers: (name, count) =>
    `(with recursive one(i) as (select 0 union all select i + 1 from one where i < ${count - 1})
      select i as ${name} from one)`,
  instant: (ms) => ms,
  day: (seconds) => `date(${seconds}, 'unixepoch')`,
};
const postgres: Dialect = {
  numbers: (name, count) => `(select generate_series(0::bigint, ${count - 1}) as ${name}) as one`,
  instant: (ms) => `to_timestamp((${ms}) / 1000.0)`,
  day: (seconds) => `to_char(to_timestamp(${seconds}), 'YYYY-MM-DD')`,
};

/** One in eight for the whole district; a visit to a school in each hundredth of them, ten look-fors on each. */
function writeFill({ numbers, instant, day }: Dialect, past: Past): string {
  const { district, thanks, until, week } = past;
  const visits = thanks / 100;
  const at = instant(`${until.getTime()} - (${thanks} - i) * ${EVERY_MS}`);
  const visitMs = `${until.getTime()} - (${visits} - i) * ${EVERY_MS * 100}`;
  const visitAt = instant(visitMs);
  const staff = (shift: number) =>
    `join staff on staff.n = (i * 7919 + ${shift}) % (select staff from size)`;
  return `
    create temp table staff as
      select row_number() over (order by home_site_id, id) - 1 as n, id, home_site_id as site
      from persons where district_id = '${district}' and active and home_site_id is not null;
    create temp table size as select count(*) as staff from staff;
    create unique index staff_n on staff (n);
    begin;
    insert into shout_outs
      (district_id, id, giver_id, text, helped, practice, value, share, site_id, at, week, revision)
      select '${district}', 'so' || (100000000 + i), staff.id, 'sharing the plan number ' || i, '',
        case i % 4 when 0 then 'choice' when 1 then 'voice' when 2 then 'data' else '' end, '',
        case when i % 8 = 7 then 'district' else 'site' end, staff.site, ${at}, '${week}', 0
      from ${numbers("i", thanks)} ${staff(0)};
    insert into shout_out_receivers (district_id, shout_out_id, person_id)
      select '${district}', 'so' || (100000000 + i), staff.id
      from ${numbers("i", thanks)} ${staff(1)};
    insert into expeditions
      (district_id, id, site_id, day, kind, state, planned_by_id, planned_at, visitors, shared_at)
      select '${district}', 'ex' || (100000000 + i), staff.site,
        ${day(`(${visitMs}) / 1000 - ${BEFORE_VISIT_S}`)},
        'follow_up', 'shared', staff.id, ${visitAt}, '[]', ${visitAt}
      from ${numbers("i", visits)} ${staff(0)};
    insert into expedition_parts (district_id, expedition_id, part, by_id, rooms, at, revision)
      select district_id, id, 'a', planned_by_id, 10, planned_at, 1 from expeditions where id like 'ex%';
    insert into observations (district_id, expedition_id, part, look_for, signal, rooms, note)
      select district_id, id, 'a', case when l < 9 then 'L0' else 'L' end || (l + 1), 'saw', 3, ''
      from expeditions cross join ${numbers("l", 10)} where id like 'ex%';
    commit;
  `;
}

/** Made by the database itself, in seconds. */
export function fillFile(file: string, past: Past): void {
  const client = new Database(file);
  client.pragma("synchronous = off");
  client.exec(`${writeFill(sqlite, past)} analyze;`);
  client.close();
}

/** As its owner: what points to another row was made a moment ago, and need not be looked for. */
export async function fillPostgres(owner: string, past: Past): Promise<void> {
  await asOwner(owner, async (client) => {
    await client.query("set session_replication_role = replica; set synchronous_commit = off");
    await client.query(writeFill(postgres, past));
    await client.query("vacuum analyze");
    await client.query("checkpoint");
  });
}
