import Database from "better-sqlite3";
import type { DistrictId } from "#domain/ids.ts";
import { toId } from "#domain/ids.ts";
import { toInstant } from "#domain/local-time.ts";
import { readDistrict } from "#imports/read-district.ts";
import { readRollout } from "#imports/rollout-file.ts";
import { rbps, startWave } from "#test/stories/replay-desk.ts";
import { zone } from "#test/stories/wave-world.ts";
import { startMessages } from "#usecases/choose-nudges.ts";
import { importAnswers } from "#usecases/import-answers.ts";
import type { Product } from "#usecases/product.ts";
import { readAnswersFrame } from "#usecases/read-answers-frame.ts";
import { seedPlayground } from "#usecases/seed-playground.ts";
import { openProduct } from "./bench-product.ts";
import { asOwner } from "./postgres-server.ts";

/** The morning before anything of the week is sent. */
export const SUNDAY = toInstant("2026-03-08T12:00", zone);
export const WAVE = "Wave 3";
/** Every twentieth teacher wants an idea in person, each week. */
const EVERY = 20;
const SAMPLE = "sample-district/oneroster-1.2";
const ANSWERS = "sample-district/rollout_events.csv";

/** The n-th copy; the first is the sample itself. */
export const nthDistrict = (nth: number): DistrictId =>
  toId<DistrictId>(nth === 0 ? rbps : `${rbps}-${String(nth).padStart(4, "0")}`);

/** The sample district in March of its first year: two waves answered, a third as a draft. */
export async function makeSample(url: string): Promise<void> {
  const product = await openProduct(url, { now: () => SUNDAY });
  await seedPlayground(product, await readDistrict(SAMPLE));
  const frame = await readAnswersFrame(product, rbps);
  const list = await readRollout(ANSWERS, { ...frame, until: SUNDAY });
  await importAnswers(product, list, { district: rbps, dryRun: false });
  await askForIdeas(product);
  await startWave(product, WAVE, "2026-03-11");
  await product.store.close();
}

async function askForIdeas(product: Product): Promise<void> {
  const teachers = await product.store.read(rbps, (tx) => tx.roster.listHolders("teacher"));
  for (const { id: person } of teachers.filter((_, at) => at % EVERY === 0)) {
    const place = { district: rbps, platform: "local", workspace: rbps } as const;
    await startMessages(product, { ...place, person, eventKey: `start ${person}` });
  }
}

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

/** All rows of the sample once more for each of these numbers, with a workspace of its own. */
function copyOf({ name, columns }: Table, numbers: string): string {
  const values = columns.map((column) => {
    if (column === "district_id") return "n.id";
    const own = `case when t.workspace = '${rbps}' then n.id else t.workspace end`;
    return column === "workspace" ? own : `t."${column}"`;
  });
  const into = columns.map((column) => `"${column}"`).join(", ");
  return `with recursive ${numbers} insert into "${name}" (${into})
    select ${values.join(", ")} from numbers n cross join "${name}" t where t.district_id = '${rbps}'`;
}

/** Makes so many districts of the one that is there; `from` of them are there already. */
export async function copyDistricts(owner: string, from: number, to: number): Promise<void> {
  if (to <= from) return;
  if (owner.startsWith("file:")) copyInFile(owner.slice("file:".length), from, to);
  else await copyInServer(owner, from, to);
}

async function copyInServer(owner: string, from: number, to: number): Promise<void> {
  const numbers = `numbers(id) as
    (select '${rbps}-' || lpad(i::text, 4, '0') from generate_series(${from}, ${to - 1}) i)`;
  await asOwner(owner, async (client) => {
    const { rows } = await client.query<{ name: string; columns: string[] }>(
      `select c.table_name as name, array_agg(c.column_name::text order by ordinal_position) as columns
       from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
       where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
       group by 1 having bool_or(c.column_name = 'district_id')`,
    );
    // The copies are of rows that hold together.
    await client.query("set session_replication_role = replica; set work_mem = '64MB'");
    for (const table of rows) await client.query(copyOf(table, numbers));
    await client.query("vacuum analyze");
  });
}

function copyInFile(file: string, from: number, to: number): void {
  const client = new Database(file);
  client.pragma("synchronous = off");
  client.pragma("foreign_keys = off");
  const numbers = `one(i) as (select ${from} union all select i + 1 from one where i < ${to - 1}),
    numbers(id) as (select '${rbps}-' || printf('%04d', i) from one)`;
  const tables = client
    .prepare<[], { name: string }>("select name from sqlite_master where type = 'table'")
    .all()
    .map(({ name }) => ({
      name,
      columns: client
        .prepare<[], { name: string }>(`select name from pragma_table_info('${name}')`)
        .all()
        .map((column) => column.name),
    }))
    .filter(({ columns }) => columns.includes("district_id"));
  client.exec("begin");
  for (const table of tables) client.exec(copyOf(table, numbers));
  client.exec("commit; analyze");
  client.close();
}
