import { getTableColumns, getTableName } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import { expect, test } from "vitest";
import { recordTypes } from "#domain/records.ts";
import { type RetentionName, retentionClasses } from "#domain/retention.ts";
import { retention } from "#store/retention.ts";
import { audiences, type ColumnNote } from "#store/retention-notes.ts";
import { sqliteSchema } from "#store/schema.ts";

const INTRO = `# What is stored

This page is made from the database's tables: it cannot be out of date. It names every column, what it is
for, how long it is kept and who sees it. [Records](records.md) says how to export, keep and erase.

**No student data.** Student and family rows of a roster export are dropped while it is read, before
anything is stored. Nobody but staff on the roster is answered. No column is for a student's name, id,
work or grade. People are asked to name no student, and words that look like a student's name or a private
matter are held before they are stored: by patterns, which do not know every name.

**No count, rank or grade of a named person** is stored anywhere.

**What a person types** is stored in these places only: a shout-out; a principal's question and what is in a
school's way; a lead's line about a call and about what has changed; a school's why line and thanks; stories,
which are used only with their owner's consent; the district's mission, vision and values, and its own words and
ideas in place of ours; what somebody tries; one line on what students did or said on a visit, and what a school says
is not right in it; themes of focus groups; what was heard and changed, and why a training was dismissed; the messages
that carry them to the people they are for; and the reason of a legal hold. What somebody begins to type
and does not send is not stored. Requests from chat platforms are not stored: only hashes, so that none acts twice.

Everything stays in the district's own database. It may be a public record: write as if it will be read
aloud.

## How it flows

\`\`\`
 roster export (OneRoster files)         staff in Slack, Teams or the playground
      |  students and families                 |  verified request
      v  are dropped here                      v  never stored
 +----------------------- the district's server -------------------------+
 |  import --> roster        use case --> shout-outs, answers, questions |
 |                               |                                       |
 |                               +------> messages to send, audit log    |
 |                                             |                         |
 |  every night: what has had its time goes,   |   one database:         |
 |  unless a hold keeps it                     |   SQLite or PostgreSQL  |
 +---------------------------------------------|-------------------------+
      |  records export, backup                v  the words of one message
      v  (operator, written down)        Slack or Microsoft Teams, and nobody else
\`\`\`

A chat platform keeps what was posted there by its own rules; docs and contracts of that platform apply.
`;

interface Noted {
  readonly name: string;
  readonly about: string;
  readonly keptAs: RetentionName;
  readonly record: string | undefined;
  readonly columns: readonly (readonly [SQLiteColumn, ColumnNote])[];
}

const tables: readonly Noted[] = Object.entries(sqliteSchema).map(([key, table]) => {
  const note = Object.entries(retention).find(([name]) => name === key)?.[1];
  if (!note) throw new RangeError(`${key} has no class`);
  const notes = new Map(Object.entries<ColumnNote>(note.columns));
  const columns = Object.entries<SQLiteColumn>(getTableColumns(table)).map(
    ([name, column]) => [column, notes.get(name) ?? fail(`${key}.${name}`)] as const,
  );
  const { about, keptAs, record } = note;
  return { name: getTableName(table), about, keptAs, record, columns };
});

function fail(what: string): never {
  throw new RangeError(`${what} has no note`);
}

/** The class's time in short; the table of classes says from when on. */
function keptFor(name: string): string {
  return isTimed(name) ? `${retentionClasses[name].days} days` : "no fixed days";
}

const types: Readonly<Record<string, string>> = {
  boolean: "yes or no",
  date: "time",
  json: "JSON",
};

function tableText({ name, about, keptAs, record, columns }: Noted): string {
  const rows = columns.map(([column, [purpose, seenBy, own]]) => {
    const type = types[column.dataType] ?? column.dataType;
    const kept = own ?? keptAs;
    const cells = [`\`${column.name}\``, type, purpose, kept, keptFor(kept), audiences[seenBy]];
    return `| ${cells.join(" | ")} |`;
  });
  return [
    `### \`${name}\``,
    "",
    `${about}. Class **${keptAs}**${record ? `, record type \`${record}\`` : ""}.`,
    "",
    "| column | type | what for | class | kept for | who sees it |",
    "|---|---|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

test("an IT reviewer finds every column in docs/data.md, with its purpose, time and readers", async () => {
  const classes = Object.entries(retentionClasses).map(([name, { what, from }]) => {
    return `| **${name}** | ${what} | ${keptFor(name)} | ${from} |`;
  });
  const text = [
    INTRO,
    "## How long",
    "",
    "A district may set other days with `groundswell records keep`. A legal hold beats every one of them.",
    "",
    "| class | what | kept for | counted from |",
    "|---|---|---|---|",
    ...classes,
    "",
    "## Every table and column",
    "",
    "Besides those named here, the operator of the server can read the database and export it; each export",
    "is written into the audit log.",
    "",
    ...tables.map(tableText),
  ].join("\n");
  // Written again by: npx vitest run --project house --update
  await expect(text).toMatchFileSnapshot("../../docs/data.md");
});

function isTimed(name: string): name is "praise" {
  return Object.entries(retentionClasses).some(([key, each]) => key === name && "days" in each);
}

test("every table that names a person can be exported, held and erased by type", () => {
  const naming =
    /^(person_id|giver_id|lead_id|asked_by_id|sender_id|recipient_id|actor|budget_of_id)$/;
  const people = tables.filter(({ columns }) => columns.some(([{ name }]) => naming.test(name)));
  expect(people.length).toBeGreaterThan(10);
  expect(people.filter(({ record }) => record === undefined).map(({ name }) => name)).toEqual([]);
});

test("every record type stands for a table, and no other", () => {
  const used = new Set(tables.flatMap(({ record }) => record ?? []));
  expect([...used].sort()).toEqual([...recordTypes].sort());
});
