import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const TAG = "9999_next_version";
/** What a next version may add while this one works on. */
const ADDS = [
  'alter table "outbox_messages" add column "next_note" text',
  'create table "next_things" ("district_id" text not null, "id" text primary key)',
  'create index "next_due" on "outbox_messages" ("district_id", "due_at", "key")',
].join(";\n--> statement-breakpoint\n");

/** The migrations of a version that is one ahead, in a folder of their own. */
export function writeNewerMigrations(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "groundswell-newer-"));
  cpSync("migrations", folder, { recursive: true });
  const file = path.join(folder, "postgres/meta/_journal.json");
  const journal: { entries: { idx: number; when: number }[] } = JSON.parse(
    readFileSync(file, "utf8"),
  );
  const last = journal.entries.at(-1);
  const next = { idx: (last?.idx ?? 0) + 1, version: "7", when: (last?.when ?? 0) + 1 };
  journal.entries.push(Object.assign(next, { tag: TAG, breakpoints: true }));
  writeFileSync(file, JSON.stringify(journal));
  writeFileSync(path.join(folder, `postgres/${TAG}.sql`), ADDS);
  return folder;
}
