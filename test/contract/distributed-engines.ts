/** How far an engine goes with a feature, by its own pages. */
type Support = "yes" | "one district" | "with a setting" | "limited" | "no";

interface Feature {
  readonly citus: Support;
  readonly yugabyte: Support;
  /** What makes it fit, or what to do instead. */
  readonly note?: string;
  /** What we know of it from elsewhere: no page of the vendor was found that says so. */
  readonly unverified?: string;
}

/** What both do wherever a statement stays in one district, which is one shard or tablet group. */
const both: Feature = { citus: "yes", yugabyte: "yes" };
/** Across shards Citus restricts it; each of ours names its district. */
const inOne = (note: string): Feature => ({ citus: "one district", yugabyte: "yes", note });

/** Every feature that a statement of ours uses. A new one is looked up before it stands here. */
export const features: Readonly<Record<string, Feature>> = {
  select: both,
  insert: both,
  "insert of several rows": {
    ...inOne("All rows of one are of one district."),
  },
  update: both,
  delete: both,
  returning: both,
  case: both,
  cast: both,
  coalesce: both,
  distinct: both,
  "group by": both,
  limit: both,
  "comparison of rows": both,
  "test: between": both,
  "test: in": both,
  "test: like": both,
  "test: op_any": both,
  "on conflict do nothing": inOne("The unique key begins with the district."),
  "on conflict do update": inOne("What is set are values and `excluded`, no volatile function."),
  "join: inner": inOne("Each side names the district; the tables are co-located."),
  "join: left": both,
  "subquery: any": inOne("Of the same district."),
  "subquery: expr": inOne("Of the same district."),
  "subquery: exists": inOne(
    "Correlated on the district, which is what Citus wants of a correlated subquery.",
  ),
  with: both,
  "with, materialized": both,
  "window function": inOne("Over one district's lanes."),
  "lock rows: FORUPDATE Skip": inOne(
    "Citus locks rows in single-shard queries alone; YugabyteDB skips locked rows in Read Committed and Repeatable Read.",
  ),
  "function: count": both,
  "function: max": both,
  "function: min": both,
  "function: sum": both,
  "function: row_number": both,
  "function: lower": both,
  "function: substr": both,
  "function: current_setting": {
    citus: "with a setting",
    yugabyte: "yes",
    note: 'The wall asks it on the node that holds the rows: see "set local".',
  },
  "function: current_schema": both,
  "function: to_regclass": both,
  "function: has_table_privilege": both,
  "function: has_schema_privilege": both,
  "function: pg_get_expr": both,
  "function: pg_current_xact_id": {
    citus: "limited",
    yugabyte: "limited",
    note: "Only after a lost COMMIT is it asked back; there the work must count as unsure.",
    unverified: "it names the transaction of the node that was asked, and no distributed one",
  },
  "function: pg_xact_status": {
    citus: "limited",
    yugabyte: "limited",
    note: "Said only after a lost COMMIT.",
    unverified: "as above, for both",
  },
  "function: pg_notify": {
    citus: "limited",
    yugabyte: "limited",
    note: "YugabyteDB has it from 2025.2.3 as early access. With DATABASE_LISTEN=off the minute's look is enough.",
    unverified: "on Citus it is heard on the same node alone",
  },
  listen: {
    citus: "limited",
    yugabyte: "limited",
    note: "As above.",
    unverified: "as above, for Citus",
  },
  "function: pg_try_advisory_xact_lock": {
    citus: "limited",
    yugabyte: "limited",
    note: "For migrations alone. On Citus it holds on the coordinator, where migrations run. YugabyteDB had none before 2025: there one process migrates.",
  },
  "transaction: begin": both,
  "transaction: begin repeatable read read_only": {
    citus: "one district",
    yugabyte: "yes",
    note: "Citus gives one moment within a shard, and no distributed snapshot: only what the directory reads crosses.",
  },
  "transaction: commit": both,
  "transaction: rollback": both,
  "set local": {
    citus: "with a setting",
    yugabyte: "yes",
    note: "Without it the wall shows no rows at all: nothing leaks, and nothing works.",
    unverified: "citus.propagate_set_commands = 'local' takes it to the node of the shard",
  },
  "create schema": both,
  "create table": both,
  "alter table": { ...both, note: "Columns are added, and never rebuilt." },
  index: both,
  "unique index": inOne("Each begins with the district; Citus refuses one that leaves it out."),
  "partial index": both,
  "constraint: primary": inOne("Each begins with the district."),
  "constraint: foreign": inOne("Both sides carry the district, and the tables are co-located."),
  "constraint: notnull": both,
  "constraint: default": both,
  "row-level security": {
    citus: "with a setting",
    yugabyte: "yes",
    note: 'Policies are made on the shards too; they need "set local" there.',
  },
  "drop: policy": both,
  grant: both,
};

/** What may ask about all districts: which of them, and never what is in them. Citus asks all shards. */
export const crossings: Readonly<Record<string, string>> = {
  "directory.listDue": "once a minute, a search by index in each district",
  "directory.listUnplanned": "at start",
  "directory.moveTimes": "once a minute, one row of each district",
  "health.readPulse": "when metrics are asked for",
  listDistricts: "at start and once a minute",
};

/** What our answers rest on: the vendors' own pages, by their titles. */
const PAGES = [
  "[SQL Support and Workarounds](https://docs.citusdata.com/en/stable/develop/reference_workarounds.html), Citus",
  "[Citus Utility Functions](https://docs.citusdata.com/en/stable/develop/api_udf.html), Citus",
  "[Isolate tenants in a multitenant SaaS database](https://learn.microsoft.com/en-us/training/modules/design-multi-tenant-saas-apps-with-azure-cosmos-db-for-postgresql/7-isolate-tenants), Citus as Microsoft runs it",
  "[Explicit locking](https://docs.yugabyte.com/stable/explore/transactions/explicit-locking/), YugabyteDB",
  "[PostgreSQL compatibility](https://docs.yugabyte.com/latest/explore/ysql-language-features/postgresql-compatibility/), YugabyteDB",
  "[SET TRANSACTION](https://docs.yugabyte.com/latest/api/ysql/commands/txn_set/), YugabyteDB",
  "[LISTEN and NOTIFY](https://docs.yugabyte.com/stable/api/ysql/the-sql-language/statements/cmd_listen_notify/), YugabyteDB",
];

interface Tables {
  /** Rows of one district each. */
  readonly walled: readonly string[];
  /** In front of the districts. */
  readonly directory: readonly string[];
  /** Distinct texts that were read. */
  readonly atLeast: number;
}

function noteOf({ note, unverified }: Feature): string {
  const doubt = unverified && `**Not verified**: ${unverified}.`;
  return [note, doubt].filter((each) => each !== undefined).join(" ");
}

/** `docs/distributed.md`, as the test finds things. */
export function writePage({ walled, directory, atLeast }: Tables): string {
  const rows = Object.entries(features).map(
    ([name, feature]) =>
      `| ${name} | ${feature.citus} | ${feature.yugabyte} | ${noteOf(feature)} |`,
  );
  const [first = "", ...others] = walled;
  const asked = Object.entries(crossings).map(([name, often]) => `| \`${name}\` | ${often} |`);
  return `# On an engine that is spread over machines

\`test/contract/distributed.test.ts\` writes this page: \`npx vitest run --project contract distributed --update\`.

**Nothing here was run on Citus or YugabyteDB.** The test reads each statement that the product says to
PostgreSQL with PostgreSQL's own parser: those of every use case, of two weeks of a district, of migrations and
of the wall (more than ${atLeast}). It fails when one uses something that is not in this list, and when one
does not hold each of its tables to one district. What the engines do is what their makers write, in the pages at the
end; where we know a thing from elsewhere and found no such page, it says **not verified**.

## Why it shards

\`district_id\` leads every primary key, unique index and foreign key, and stands in every condition. So each
statement has one shard to go to, and each transaction too: what a district does never waits for two machines.

These ask about all districts; each says which of them, and never what is in one:

| who asks | how often |
|---|---|
${asked.join("\n")}

## What is used

"One district": an engine that refuses it across shards takes it, because ours never cross.

| feature | Citus 12 and 13 | YugabyteDB 2024 and 2025 | |
|---|---|---|---|
${rows.join("\n")}

## How it would be spread on Citus (not run)

After the migrations, as the owner, on the coordinator:

\`\`\`sql
alter database groundswell set citus.propagate_set_commands = 'local';
select create_distributed_table('${first}', 'district_id');
${others.map((name) => `select create_distributed_table('${name}', 'district_id', colocate_with => '${first}');`).join("\n")}
${directory.map((name) => `select create_reference_table('${name}');`).join("\n")}
\`\`\`

\`DATABASE_LISTEN=off\` where the app connects to any node. Foreign keys go last: a table that another points to is
spread first. A district that outgrows its shard gets one of its own: \`isolate_tenant_to_new_shard\`.
**Not verified**: the setting in the first line.

## And on YugabyteDB (not run)

**Not verified**: the first column of a primary key is hashed unless told otherwise, so the tables spread by district
without a word: \`primary key (district_id, ...)\` is \`(district_id hash, ... asc)\`. Secondary indexes begin with the
district too; ones that are read in order of a time keep it, as only the first column is hashed.

Read Committed has to be switched on (\`yb_enable_read_committed_isolation\`), which the claims count on. **Not verified**:
whether the newest releases have it on from the start.

One process migrates (\`groundswell\` started alone first); \`DATABASE_LISTEN=off\` before 2025.2.3.

## What nobody has tried

Speed, failover and clocks of either; a lost COMMIT, whose end neither can tell in the way PostgreSQL does.

## Pages

${PAGES.map((page) => `- ${page}`).join("\n")}
`;
}
