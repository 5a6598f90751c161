import { open, readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { ProductError } from "#domain/errors.ts";
import { readZip, unpackZip } from "./zip.ts";

/** The only files that are ever opened; side files may lie one folder higher. */
const tableNames = ["manifest.csv", "orgs.csv", "users.csv", "roles.csv"] as const;
const sideNames = ["staff_roles.csv", "site_profile.csv", "calendar.ics"] as const;
export type FileName = (typeof tableNames)[number] | (typeof sideNames)[number];

type ReadBytes = () => Promise<Uint8Array>;

/** One folder on disk or inside a zip. */
export interface SourceFolder {
  readonly name: string;
  readonly files: ReadonlyMap<string, ReadBytes>;
  /** The folder around it, where side files are looked for too. */
  readonly parent?: SourceFolder | undefined;
}

/** The folders below `path`, itself first; a zip is unpacked in memory. */
export async function openSource(path: string): Promise<readonly SourceFolder[]> {
  const root = resolve(path);
  const kind = await stat(root).catch(() => undefined);
  if (kind === undefined) throw notFound(`There is nothing at ${path}.`);
  const parent = await listFolder(dirname(root), undefined);
  if (kind.isDirectory()) return listTree(root, parent);
  if (!(await isZip(root))) throw notFound(`${path} is neither a folder nor a zip file.`);
  return zipFolders(await readZip(root, isWanted), parent);
}

/** The folders of a zip that was sent here: it never touches the disk. */
export function openUpload(bytes: Uint8Array): readonly SourceFolder[] {
  const nothing: SourceFolder = { name: "", files: new Map() };
  return zipFolders(unpackZip(bytes, "the zip", isWanted), nothing);
}

/** The bytes of a file of the folder; for side files, of the folder around it. */
export async function readNamed(
  folder: SourceFolder,
  name: FileName,
): Promise<Uint8Array | undefined> {
  const own = folder.files.get(name);
  const around = sideNames.some((side) => side === name) ? folder.parent?.files.get(name) : own;
  return (own ?? around)?.();
}

function isWanted(name: string): boolean {
  return [...tableNames, ...sideNames].some((wanted) => wanted === name);
}

async function listTree(root: string, around: SourceFolder): Promise<readonly SourceFolder[]> {
  const folder = await listFolder(root, around);
  const entries = await readdir(root, { withFileTypes: true });
  const children = entries.filter((entry) => entry.isDirectory());
  const below = await Promise.all(
    children.map((entry) => listFolder(join(root, entry.name), folder)),
  );
  return [folder, ...below];
}

/** A folder that may not be listed counts as empty. */
async function listFolder(path: string, parent: SourceFolder | undefined): Promise<SourceFolder> {
  const names = await readdir(path).catch(() => []);
  const wanted = names.filter(isWanted);
  const files = new Map(wanted.map((name) => [name, () => readFile(join(path, name))]));
  return { name: basename(path), files, parent };
}

function zipFolders(
  entries: ReadonlyMap<string, Uint8Array>,
  around: SourceFolder,
): readonly SourceFolder[] {
  const paths = [...new Set([...entries.keys()].map((name) => dirname(name)))];
  const folders = new Map<string, SourceFolder>();
  for (const path of [".", ...paths.filter((each) => each !== ".").sort()]) {
    const inside = [...entries].filter(([name]) => dirname(name) === path);
    const files = new Map(inside.map(([name, bytes]) => [basename(name), async () => bytes]));
    const parent = path === "." ? around : folders.get(dirname(path));
    folders.set(path, { name: path, files, parent });
  }
  return [...folders.values()];
}

async function isZip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && buffer.toString("latin1") === "PK\u0003\u0004";
  } finally {
    await file.close();
  }
}

function notFound(what: string): ProductError {
  return new ProductError("IMPORT_NOT_FOUND", what);
}
