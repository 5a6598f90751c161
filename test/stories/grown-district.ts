import Database from "better-sqlite3";
import {
  type AnswerId,
  type OutboxKey,
  type PersonId,
  type ShoutOutId,
  type SiteId,
  toId,
} from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import { draftId, personId, schools, waveId } from "./two-districts.ts";

const NOW = new Date("2025-08-18T15:00:00Z");
/** Rows that hang together by a chain, and what stands in front of the districts. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  ...["audit_entries", "audit_heads", "districts"],
  ...["workspace_links", "link_codes", "installations", "install_states"],
]);

type Row = Readonly<Record<string, unknown>>;

/**
 * Adds everything of the district once more for each of these copies: its schools, people, waves, answers,
 * thanks, visits and messages. Nobody who is copied leads the district.
 */
export function growDistrict(file: string, copies: readonly number[]): void {
  const client = new Database(file);
  client.pragma("foreign_keys = off");
  client.exec("begin");
  const tables = client
    .prepare<[], { name: string }>(
      "select name from sqlite_master where type = 'table' and sql like '%district_id%'",
    )
    .all();
  for (const { name } of tables) if (!LEFT_OUT.has(name)) copyRows(client, name, copies);
  client.exec("commit");
  client.close();
}

function copyRows(client: Database.Database, table: string, copies: readonly number[]): void {
  const rows = client
    .prepare<[], Row>(`select * from ${table} where district_id = 'home'`)
    .all()
    .filter((row) => !JSON.stringify(row).includes("home-x"))
    .filter(({ place_id }) => place_id !== "home");
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const places = columns.map(() => "?").join(", ");
  const insert = client.prepare(
    `insert or ignore into ${table} (${columns.join(", ")}) values (${places})`,
  );
  for (const copy of copies) {
    for (const row of rows) insert.run(...columns.map((column) => renamed(row[column], copy)));
    if (table === "waves")
      client.exec(`update waves set name = name || ' ${copy}' where id like 'home-x${copy}-%'`);
  }
}

/** Every id of the district begins with its name, so a copy's begin with the copy's. */
function renamed(value: unknown, copy: number): unknown {
  return typeof value === "string" ? value.replaceAll("home-", `home-x${copy}-`) : value;
}

/** The copies' schools are asked by the same wave, have answered it, and wait for one lead's call. */
export function* askCopies(tx: Transaction, copies: readonly number[]): Steps<void> {
  for (const copy of copies) {
    for (const school of schools) yield* askCopy(tx, { copy, school });
    const [key, thanks] = [`digest:${copy}`, `home-x${copy}-shout-out`];
    yield* tx.praise.addQuotes(toId<OutboxKey>(key), [toId<ShoutOutId>(thanks)], NOW);
  }
}

interface Copied {
  readonly copy: number;
  readonly school: (typeof schools)[number];
}

const ANSWERS = { own: "not_yet", vacant: undefined, far: "yes" } as const;

function* askCopy({ waves }: Transaction, { copy, school }: Copied): Steps<void> {
  const site = toId<SiteId>(`home-x${copy}-${school}`);
  const kind = ANSWERS[school];
  const asked = { site, remindersSent: 0, invitedOn: "2025-08-18" };
  const given = { ...asked, wave: waveId("home"), answer: kind, answeredAt: kind && NOW };
  yield* waves.saveInvitations([{ site, remindersSent: 0, wave: draftId("home") }, given]);
  for (const task of yield* waves.listSiteCallTasks(site))
    yield* waves.changeCallTask({ ...task, lead: personId("home", "pl_lead") });
  if (kind === undefined) return;
  const id = toId<AnswerId>(`home-x${copy}-answer-${school}`);
  const by = { person: toId<PersonId>(`home-x${copy}-principal`), platform: "slack" };
  yield* waves.addAnswer({ id, wave: waveId("home"), site, kind, at: NOW, ...by });
  if (kind === "yes") yield* waves.saveJoining({ site, wave: waveId("home"), at: NOW });
  else yield* waves.addPitfalls(id, ["plate_full"]);
}
