import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { readDistrict } from "#imports/read-district.ts";
import { newFolder, sample, smallDistrict, toTexts } from "./import-fixture.ts";

async function writeZip(files: Readonly<Record<string, Uint8Array>>): Promise<string> {
  const folder = join(await newFolder(), "downloads");
  await mkdir(folder);
  const path = join(folder, "export.zip");
  await writeFile(path, zipSync(files));
  return path;
}

function entries(prefix = ""): Record<string, Uint8Array> {
  return Object.fromEntries(
    Object.entries(toTexts(smallDistrict)).map(([name, text]) => [prefix + name, strToU8(text)]),
  );
}

async function readFolder(path: string): Promise<Record<string, Uint8Array>> {
  const names = await readdir(path);
  const files = await Promise.all(
    names.map(async (name) => [name, await readFile(join(path, name))] as const),
  );
  return Object.fromEntries(files);
}

describe("a zip of an export", () => {
  it("holds the same people as the folder it was made from", async () => {
    const folder = join(sample, "oneroster-1.1");
    const zipped = await readDistrict(await writeZip(await readFolder(folder)));
    const { people } = await readDistrict(folder);
    expect(zipped.people.map((person) => person.id)).toEqual(people.map((person) => person.id));
    expect(zipped.dropped).toEqual({ student: 30, parent: 10 });
  });

  it("is read where the export lies in a folder of the zip, with side files around it", async () => {
    const staff = strToU8("sourcedId,role,site_or_cluster\np2,coach,s\n");
    const path = await writeZip({ ...entries("all/oneroster/"), "all/staff_roles.csv": staff });
    const { people } = await readDistrict(path);
    expect(people[1]?.assignments).toEqual([{ role: "coach", place: "s" }]);
  });

  it("takes side files that lie beside the zip", async () => {
    const path = await writeZip(entries());
    const row = "sourcedId,role,site_or_cluster\np2,it_admin,d\n";
    await writeFile(join(path, "..", "staff_roles.csv"), row);
    const { people } = await readDistrict(path);
    expect(people[1]?.assignments.at(-1)).toEqual({ role: "it_admin", place: "d" });
  });

  it("leaves its folder as it was: nothing is unpacked to disk", async () => {
    const path = await writeZip(entries());
    await readDistrict(path);
    expect(await readdir(join(path, ".."))).toEqual(["export.zip"]);
  });
});

describe("a zip that should not be trusted", () => {
  it.each([
    "../users.csv",
    "/etc/users.csv",
    "a/../../users.csv",
    "C:\\users.csv",
    "..\\users.csv",
  ])("is refused for an entry named %s", async (name) => {
    const path = await writeZip({ ...entries(), [name]: strToU8("x") });
    await expect(readDistrict(path)).rejects.toMatchObject({
      code: "IMPORT_INVALID",
      message: "export.zip: holds an entry that points outside the zip",
    });
  });

  it("is refused for more than a hundred entries", async () => {
    const many = Array.from({ length: 101 }, (_, index) => [`n${index}.txt`, strToU8("x")]);
    const path = await writeZip(Object.fromEntries(many));
    await expect(readDistrict(path)).rejects.toMatchObject({
      message: "export.zip: holds more than 100 entries",
    });
  });

  it("is refused by its declared size before anything is unpacked", async () => {
    const path = await writeZip(entries());
    const bytes = await readFile(path);
    const central = bytes.indexOf(Buffer.from("PK\u0001\u0002", "latin1"));
    bytes.writeUInt32LE(201 * 1024 * 1024, central + 24);
    await writeFile(path, bytes);
    await expect(readDistrict(path)).rejects.toMatchObject({
      message: "export.zip: unpacks to more than 200 MB",
    });
  });

  it("is called damaged where it ends too early", async () => {
    const path = await writeZip(entries());
    const bytes = await readFile(path);
    await writeFile(path, bytes.subarray(0, bytes.length / 2));
    await expect(readDistrict(path)).rejects.toMatchObject({
      code: "IMPORT_INVALID",
      message: "export.zip: is damaged or uses an unknown compression",
    });
  });

  it("is not found to be an export when it holds other things", async () => {
    const path = await writeZip({ "photo.txt": strToU8("x") });
    await expect(readDistrict(path)).rejects.toMatchObject({ code: "IMPORT_NOT_FOUND" });
  });
});
