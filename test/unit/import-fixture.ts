import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const sample = join(import.meta.dirname, "..", "..", "sample-district");

/** A one-school district in OneRoster 1.2 with a principal, a teacher, a student and a parent. */
export const smallDistrict = {
  "manifest.csv": [
    "propertyName,value",
    "manifest.version,1.0",
    "oneroster.version,1.2",
    "file.users,bulk",
  ],
  "orgs.csv": [
    "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId",
    "d,,,Lakeside Public Schools,district,,",
    "c,,,North Cluster,department,,d",
    "s,,,Lakeside Elementary School,school,,c",
  ],
  "users.csv": [
    "sourcedId,enabledUser,username,givenName,familyName,email,password,preferredGivenName,primaryOrgSourcedId",
    "p1,true,ana,Ana,O'Neill-Núñez,ana@lake.example,hunter2,,s",
    "p2,false,bo,Bo,Ek,,hunter2,Bobby,s",
    "kid,true,zed,Zedekiah,Quill,zed@lake.example,hunter2,,s",
    "mom,true,mum,Morgana,Quill,mum@lake.example,hunter2,,s",
  ],
  "roles.csv": [
    "sourcedId,userSourcedId,roleType,role,orgSourcedId",
    "r1,p1,primary,principal,s",
    "r2,p2,primary,teacher,s",
    "r3,kid,primary,student,s",
    "r4,mom,primary,guardian,s",
  ],
} as const;

export type Lines = Readonly<Record<string, readonly string[]>>;

/** The files as one text each. */
export function toTexts(files: Lines): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([name, lines]) => [name, `${lines.join("\n")}\n`]),
  );
}

/** Writes the files to a folder of their own, two levels deep so that it has a parent to itself. */
export async function writeFolder(files: Lines): Promise<string> {
  const folder = join(await newFolder(), "export");
  await mkdir(folder);
  for (const [name, text] of Object.entries(toTexts(files)))
    await writeFile(join(folder, name), text);
  return folder;
}

export async function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "groundswell-import-"));
}

/** The lines with one of them (counted from 1, as editors do) put in its place. */
export function withLine(lines: readonly string[], line: number, text: string): readonly string[] {
  return lines.with(line - 1, text);
}
