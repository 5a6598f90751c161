import { z } from "zod";
import { ProductError } from "#domain/errors.ts";
import { readTable } from "./csv-table.ts";
import { newMeter } from "./meter.ts";
import { invalid, newProblems } from "./problems.ts";
import { type FileName, readNamed, type SourceFolder } from "./source.ts";

/** What a OneRoster folder says about itself. */
export interface Manifest {
  readonly version: "1.1" | "1.2";
  readonly mode: "bulk" | "delta";
}

interface RosterFolder {
  readonly folder: SourceFolder;
  readonly manifest: Manifest;
}

const versionText = /^1\.[12](\.\d+)?$/;

const manifestShape = z.object({
  "oneroster.version": z.string().regex(versionText, "is not 1.1 or 1.2"),
  "file.users": z.enum(["bulk", "delta"], "is not bulk or delta"),
});

/**
 * The folder to read: the first one if it holds a roster, else the newest bulk one below it.
 * A folder is a roster if it has a manifest.csv or a users.csv.
 */
export async function chooseRoster(folders: readonly SourceFolder[]): Promise<RosterFolder> {
  const rosters = folders.filter(isRoster);
  const [first] = folders;
  const tried = first !== undefined && isRoster(first) ? [first] : rosters;
  const described = await Promise.all(
    tried.map(async (folder) => ({ folder, manifest: await readManifest(folder) })),
  );
  const best = described.sort(byPreference)[0];
  if (best !== undefined) return best;
  throw new ProductError(
    "IMPORT_NOT_FOUND",
    "There is no OneRoster export here: neither manifest.csv nor users.csv was found.",
  );
}

function isRoster(folder: SourceFolder): boolean {
  return folder.files.has("manifest.csv") || folder.files.has("users.csv");
}

function byPreference(one: RosterFolder, other: RosterFolder): number {
  return (
    one.manifest.mode.localeCompare(other.manifest.mode) ||
    other.manifest.version.localeCompare(one.manifest.version) ||
    other.folder.name.localeCompare(one.folder.name)
  );
}

/** A folder without manifest.csv is a bulk export, 1.2 if it has roles.csv. */
async function readManifest(folder: SourceFolder): Promise<Manifest> {
  const file = "manifest.csv";
  const bytes = await readNamed(folder, file);
  if (bytes === undefined)
    return { mode: "bulk", version: folder.files.has("roles.csv") ? "1.2" : "1.1" };
  const properties = readProperties(file, bytes);
  const parsed = manifestShape.safeParse(Object.fromEntries(properties.values));
  if (parsed.success) {
    const version = parsed.data["oneroster.version"].startsWith("1.1") ? "1.1" : "1.2";
    return { version, mode: parsed.data["file.users"] };
  }
  const property = String(parsed.error.issues[0]?.path[0]);
  const line = properties.lines.get(property);
  const reason =
    line === undefined
      ? `the property ${property} is missing`
      : `the property ${property} ${parsed.error.issues[0]?.message}`;
  throw invalid({ file, line, column: line === undefined ? undefined : "value", reason });
}

interface Properties {
  readonly values: ReadonlyMap<string, string>;
  readonly lines: ReadonlyMap<string, number>;
}

function readProperties(file: FileName, bytes: Uint8Array): Properties {
  const values = new Map<string, string>();
  const lines = new Map<string, number>();
  const problems = newProblems();
  const reading = { problems, meter: newMeter(0, undefined), mode: "bulk" } as const;
  readTable({ file, bytes, required: ["propertyName", "value"] }, reading, (row) => {
    values.set(row.cell("propertyName"), row.cell("value"));
    lines.set(row.cell("propertyName"), row.line);
  });
  problems.throwIfAny();
  return { values, lines };
}
