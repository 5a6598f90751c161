import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import type Database from "better-sqlite3";
import type { DistrictId } from "#domain/ids.ts";
import { districtTables } from "./copy-tables.ts";

const LEADING = ["workspace_links", "link_codes"];

/** Copies of this process, by name; they go with it. */
const scenes = new Map<string, string>();
let folder: string | undefined;

/** Keeps the whole database as it is now under a name. */
export function keepScene(client: Database.Database, name: string): boolean {
  if (!folder) {
    const made = mkdtempSync(path.join(tmpdir(), "groundswell-scenes-"));
    folder = made;
    process.once("exit", () => rmSync(made, { recursive: true, force: true }));
  }
  if (scenes.has(name)) return true;
  const file = path.join(folder, `${scenes.size}.db`);
  client.prepare("vacuum into ?").run(file);
  scenes.set(name, file);
  return true;
}

/** Puts one district's rows of such a copy back; false if there is none of this name. */
export function putSceneBack(
  client: Database.Database,
  { district, name }: { readonly district: DistrictId; readonly name: string },
): boolean {
  const file = scenes.get(name);
  if (file === undefined) return false;
  client.prepare("attach ? as scene").run(file);
  try {
    client.transaction(() => copyRows(client, district)).immediate();
  } finally {
    client.exec("detach scene");
  }
  return true;
}

function copyRows(client: Database.Database, district: DistrictId): void {
  for (const name of [...districtTables.map((table) => table.name), ...LEADING]) {
    const copy = `insert into main."${name}" select * from scene."${name}" where district_id = ?`;
    client.prepare(copy).run(district);
  }
}
