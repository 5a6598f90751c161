import { getTableName } from "drizzle-orm";
import pg from "pg";
import { postgresSchema } from "./schema.ts";

const WALL = "own_district";
const IS_OWN = `district_id = (select current_setting('groundswell.district', true))
  or (select current_setting('groundswell.every', true)) = 'on'`;

/** What stands in front of the districts, and leads to them: no one district's rows. */
const DIRECTORY: ReadonlySet<string> = new Set(["workspace_links", "link_codes"]);

/** The tables whose rows belong to one district each. */
export function listWalled(): readonly string[] {
  return Object.values(postgresSchema)
    .filter((table) => "districtId" in table)
    .map((table) => getTableName(table))
    .filter((name) => !DIRECTORY.has(name));
}

/** True if every table that should has its wall, and the account of `url` may work behind it. */
export async function isWalled(client: pg.ClientBase, url: string): Promise<boolean> {
  return (await listBare(client)).length === 0 && (await mayWork(client, url));
}

/** Does this work in a transaction, while no other replica does such work. */
type InTurn = (work: () => Promise<void>) => Promise<void>;

/**
 * The second wall: the server itself shows a statement no row of another district, also to the owner of
 * the tables. Then lets the account of `url` read and write rows, and nothing else. Each table has a turn of
 * its own, so that it is locked for a moment alone.
 */
export async function raiseWall(client: pg.ClientBase, url: string, inTurn: InTurn): Promise<void> {
  for (const name of await listBare(client)) await inTurn(async () => await wallIn(client, name));
  if (await mayWork(client, url)) return;
  await inTurn(async () => await letIn(client, accountOf(url)));
}

/** The tables whose wall is missing, is not in force, or says something else than ours. */
async function listBare(client: pg.ClientBase): Promise<readonly string[]> {
  // A table that comes with a later migration is not there yet.
  const { rows } = await client.query<{ relname: string; says: string | null }>(
    `select relname, pg_get_expr(polqual, polrelid) as says
      from pg_class left join pg_policy on polrelid = pg_class.oid
      and relrowsecurity and relforcerowsecurity
      and polname = $1 and polcmd = '*' and polpermissive and polroles = '{0}' and polwithcheck is null
      where relnamespace = current_schema()::regnamespace and relkind = 'r'`,
    [WALL],
  );
  const says = new Map(rows.map((row) => [row.relname, toPlain(row.says ?? "")]));
  return listWalled().filter((name) => says.has(name) && says.get(name) !== toPlain(IS_OWN));
}

/** Without what the server adds when it says a condition again: brackets, types, names of columns. */
function toPlain(condition: string): string {
  return condition.toLowerCase().replaceAll(/as current_setting|::text|[()\s]/g, "");
}

async function wallIn(client: pg.ClientBase, name: string): Promise<void> {
  const table = pg.escapeIdentifier(name);
  await client.query(`drop policy if exists ${WALL} on ${table};
    create policy ${WALL} on ${table} using (${IS_OWN});
    alter table ${table} enable row level security;
    alter table ${table} force row level security`);
}

function accountOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}

/** The owner may; so may whoever was let into each of our tables. A pooler may know accounts by other names. */
async function mayWork(client: pg.ClientBase, url: string): Promise<boolean> {
  const account = accountOf(url);
  if (account === "" || !(await isAccount(client, account))) return true;
  const { rows } = await client.query<{ closed: string }>(
    `select (select count(*) from pg_class
      where relnamespace = current_schema()::regnamespace and relname = any($2)
      and not has_table_privilege($1, oid, 'delete'))
      + (select count(*) from pg_namespace
      where nspname in (current_schema(), 'drizzle') and not has_schema_privilege($1, oid, 'usage'))
      as closed`,
    [account, Object.values(postgresSchema).map((table) => getTableName(table))],
  );
  return rows[0]?.closed === "0";
}

/** True for a superuser and the like: the server asks them for no district, whatever the tables say. */
export async function passesWall(client: pg.ClientBase, url: string): Promise<boolean> {
  const text = "select 1 from pg_roles where rolname = $1 and (rolsuper or rolbypassrls)";
  return (await client.query(text, [accountOf(url)])).rowCount === 1;
}

async function isAccount(client: pg.ClientBase, account: string): Promise<boolean> {
  const { rowCount } = await client.query("select 1 from pg_roles where rolname = $1", [account]);
  return rowCount === 1;
}

async function letIn(client: pg.ClientBase, account: string): Promise<void> {
  const who = pg.escapeIdentifier(account);
  await client.query(`grant usage on schema public, drizzle to ${who};
    grant select, insert, update, delete on all tables in schema public to ${who};
    grant select on all tables in schema drizzle to ${who}`);
}
