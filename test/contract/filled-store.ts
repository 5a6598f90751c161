import path from "node:path";
import Database from "better-sqlite3";
import { type DistrictId, toId } from "#domain/ids.ts";
import { toInstant } from "#domain/local-time.ts";
import { createDatabase, type Engine, openTestStore, runSql } from "./store-rig.ts";

/** Friday of a week in which everybody was busy. */
export const NOW = toInstant("2026-03-13T13:45", "America/New_York");
export const here = toId<DistrictId>("d0");
const DISTRICTS = 6;
const ROWS = 1500;
const OPEN = 200;
const MINUTE_MS = 60_000;

/** How each engine writes a time that lies so many minutes back, and a flag. */
const dialects = {
  sqlite: { ago: (minutes: string) => `${NOW.getTime()} - (${minutes}) * ${MINUTE_MS}`, no: "0" },
  postgres: {
    ago: (minutes: string) => `to_timestamp(${NOW.getTime() / 1000} - (${minutes}) * 60)`,
    no: "false",
  },
} as const;

/** A database in which several districts have months behind them, as its planner knows. */
export async function createFilled(engine: Engine) {
  const database = await createDatabase(engine);
  await (await openTestStore(database.url)).close();
  const statements = Array.from({ length: DISTRICTS }, (_, at) => fillOf(engine, `d${at}`)).flat();
  if (engine === "sqlite") {
    const client = new Database(database.url.replace("file:", ""));
    client.pragma("foreign_keys = off");
    client.exec(`begin; ${statements.join(";")}; commit; analyze`);
    client.close();
  } else {
    await runSql(path.basename(database.url), statements.join(";"));
    await runSql(path.basename(database.url), "vacuum analyze");
  }
  return database;
}

function fillOf(engine: Engine, district: string): readonly string[] {
  const { ago, no } = dialects[engine];
  const open = `i < ${OPEN}`;
  const number = "cast(1000000 - i as text)";
  const site = "'s' || cast(i % 40 as text)";
  const person = "'p' || cast(i % 300 as text)";
  return [
    `insert into districts (district_id, name, short_name, zone) values
      ('${district}', '${district}', '${district}', 'America/New_York')`,
    many("outbox_messages", {
      ...{ district_id: `'${district}'`, id: number, key: `'k' || ${number}`, kind: "'nudge'" },
      ...{
        action: "'post'",
        platform: "'local'",
        workspace: `'${district}'`,
        conversation: "'{}'",
      },
      ...{ lane: `'lane' || ${site}`, urgency: "1", group_key: `'g' || ${site}`, reason: "''" },
      ...{ supersede_key: `'roundup:' || ${site}`, send_key: "'nudge:' || cast(i / 40 as text)" },
      ...{ budget_of: person, week: "'2026-W11'", attempts: "1", postponed: no },
      state: `case when ${open} then 'waiting' when i % 50 = 0 then 'refused' else 'delivered' end`,
      ...{
        expires_at: `case when i % 3 = 0 then ${ago("i * 30 - 4000")} end`,
        due_at: ago("i * 30 - 600"),
        settled_at: `case when ${open} then null else ${ago("i * 30")} end`,
      },
    }),
    many("deliveries", {
      ...{ district_id: `'${district}'`, message_id: number, attempt: "1", reason: "''" },
      ...{ outcome: "'delivered'", at: ago("i * 30") },
    }),
    many("shout_outs", {
      ...{ district_id: `'${district}'`, id: number, giver_id: person, text: "'thanks'" },
      ...{ helped: "''", practice: "'choice'", value: "''", site_id: site, week: "'2026-W11'" },
      share: "case when i % 50 = 0 then 'district' when i % 8 = 7 then 'private' else 'site' end",
      at: ago("i * 60"),
    }),
    many("shout_out_receivers", {
      ...{ district_id: `'${district}'`, shout_out_id: number },
      person_id: "'p' || cast((i + 1) % 300 as text)",
    }),
    many("seen_events", {
      ...{ district_id: `'${district}'`, key_hash: `'h' || ${number}`, at: ago("i * 30") },
    }),
    many("nudges_sent", {
      ...{ district_id: `'${district}'`, subject: `'site:' || ${site}`, nudge: "'n'" },
      day: `'2025-' || ${number}`,
    }),
    many("schedule", {
      ...{ district_id: `'${district}'`, id: `'nudge:' || ${number}`, campaign: "'nudge'" },
      ...{ subject: site, next_at: ago("10 - i * 30") },
    }),
  ];
}

function many(table: string, columns: Readonly<Record<string, string>>): string {
  const names = Object.keys(columns).join(", ");
  const values = Object.values(columns).join(", ");
  return `insert into ${table} (${names})
    with recursive n(i) as (select 0 union all select i + 1 from n where i < ${ROWS - 1})
    select ${values} from n`;
}
