import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { displayName, mainRole, type Person, type Role } from "#domain/roster.ts";
import { type DistrictImport, readDistrict } from "#imports/read-district.ts";
import { newFolder, sample, smallDistrict, withLine, writeFolder } from "./import-fixture.ts";

const familyRole = /,(student|parent),/;

let v12: DistrictImport;
let v11: DistrictImport;

beforeAll(async () => {
  v12 = await readDistrict(join(sample, "oneroster-1.2"));
  v11 = await readDistrict(join(sample, "oneroster-1.1"));
});

function find(district: DistrictImport, id: string): Person | undefined {
  return district.people.find((person) => person.id === id);
}

describe("the sample district", () => {
  it("has the same 4,895 people at 87 sites in OneRoster 1.1 and 1.2", () => {
    const ids = (district: DistrictImport) => district.people.map((person) => person.id).sort();
    expect(v12.people).toHaveLength(4895);
    expect(ids(v11)).toEqual(ids(v12));
    expect(v12.sites).toHaveLength(87);
    expect(v11.sites).toEqual(v12.sites);
    expect(v12.clusters).toHaveLength(9);
    expect(v11.people.map((person) => person.homeSite)).toEqual(
      v12.people.map((person) => person.homeSite),
    );
  });

  it("leaves out and counts 30 students and 10 parents", () => {
    expect(v12.dropped).toEqual({ student: 30, parent: 10 });
    expect(v11.dropped).toEqual({ student: 30, parent: 10 });
  });

  it("keeps no id, address or username of a student or parent anywhere", async () => {
    const roles = await readFile(join(sample, "oneroster-1.2/roles.csv"), "utf8");
    const left = roles.split("\n").filter((line) => familyRole.test(line));
    const ids = left.map((line) => line.split(",")[3] ?? "");
    const rows = await readFile(join(sample, "oneroster-1.2/users.csv"), "utf8");
    const cells = rows.split("\n").map((line) => line.split(","));
    const usernames = cells.filter(([id]) => ids.includes(id ?? "")).map((row) => row[4] ?? "");
    expect(usernames).toHaveLength(40);
    const kept = `${JSON.stringify(v12)}${JSON.stringify(v11)}`;
    const found = [...ids, ...usernames].filter((text) => kept.includes(`"${text}`));
    expect(found).toEqual([]);
  });

  it("counts people by the role they are known for", () => {
    const count = (role: Role) => v12.people.filter((person) => mainRole(person) === role).length;
    expect(count("teacher")).toBe(3539);
    expect(count("principal")).toBe(87);
    expect(count("coach")).toBe(121);
    expect(count("area_lead")).toBe(9);
    expect(count("it_admin")).toBe(2);
  });

  it("takes the district's name, short name and zone", () => {
    expect(v12.district).toEqual({
      id: "rbps",
      name: "Riverbend Public Schools",
      shortName: "Riverbend",
      zone: "America/New_York",
    });
  });

  it("gives a site its cluster, bells and platform, and a citywide one no cluster", () => {
    expect(v12.sites[0]).toMatchObject({
      name: "Lindenwood Elementary School",
      cluster: "rbps-c1",
      platform: "teams",
      signature: "IB",
      bells: { studentStart: "07:45", staffEnd: "15:15" },
      coreMaterials: ["Storyline ELA", "Compass Math"],
    });
    expect(v12.sites.filter((site) => site.cluster === undefined)).toHaveLength(12);
  });

  it("keeps accents, and shows people by the name they prefer", async () => {
    expect(find(v12, "rbps-u00001")).toMatchObject({ givenName: "Jun", familyName: "Brânză" });
    const apostrophes = v12.people.filter((person) => person.familyName.includes("'"));
    expect(apostrophes.length).toBeGreaterThan(0);
    const preferred = v12.people.filter(
      (person) => person.preferredGivenName || person.preferredFamilyName,
    );
    expect(preferred).toHaveLength(299);
  });

  it("lets blank emails and disabled people pass, the latter inactive", () => {
    expect(v12.people.some((person) => person.email === undefined)).toBe(true);
    expect(v12.people.filter((person) => !person.active)).toHaveLength(38);
  });

  it("gives a teacher of two schools an assignment at each and one home", () => {
    for (const district of [v11, v12]) {
      expect(find(district, "rbps-u00072")).toMatchObject({
        homeSite: "rbps-s002",
        assignments: [
          { role: "teacher", place: "rbps-s002" },
          { role: "teacher", place: "rbps-s032" },
        ],
      });
    }
  });

  it("knows a PL lead of two clusters, who has no home site", () => {
    expect(find(v12, "rbps-u04869")).toMatchObject({
      homeSite: undefined,
      assignments: [
        { role: "staff", place: "rbps" },
        { role: "pl_lead", place: "rbps-c1" },
        { role: "pl_lead", place: "rbps-c7" },
      ],
    });
  });

  it("warns once that 1.1 cannot tell who is principal", () => {
    expect(v11.warnings).toEqual([
      "1.1 cannot tell principals from assistant principals: 378 administrators at 87 sites need `principal` rows in staff_roles.csv",
    ]);
    expect(v12.warnings).toEqual([]);
  });

  it("is found as the newest bulk export when the folder around it is named", async () => {
    const district = await readDistrict(sample);
    expect([district.version, district.mode, district.people.length]).toEqual([
      "1.2",
      "bulk",
      4895,
    ]);
  });

  it("moves the progress bar forward to its end", async () => {
    const steps: (readonly [number, number])[] = [];
    await readDistrict(sample, (done, total) => steps.push([done, total]));
    expect(steps.length).toBeGreaterThan(20);
    expect(steps.every(([done], index) => done >= (steps[index - 1]?.[0] ?? 0))).toBe(true);
    expect(steps.at(-1)?.[0]).toBe(steps.at(-1)?.[1]);
  });

  it("brings a new principal, a leaver and a renamed school in the changes of October", async () => {
    const delta = await readDistrict(join(sample, "oneroster-1.2-delta"));
    expect(delta.mode).toBe("delta");
    expect(delta.removedPeople).toEqual(["rbps-u00016"]);
    expect(delta.people).toHaveLength(1);
    expect(delta.people[0]).toMatchObject({
      id: "rbps-u90001",
      homeSite: "rbps-s061",
      assignments: [{ role: "principal", place: "rbps-s061" }],
    });
    expect(delta.sites).toMatchObject([
      { id: "rbps-s003", name: "Hillcrest Arts Elementary School" },
    ]);
  });
});

describe("a small district", () => {
  it("needs no side files, and gets the usual hours without them", async () => {
    const district = await readDistrict(await writeFolder(smallDistrict));
    expect(district.people.map(displayName)).toEqual(["Ana O'Neill-Núñez", "Bobby Ek"]);
    expect(district.calendar).toBeUndefined();
    expect(district.sites[0]).toMatchObject({
      level: "school",
      cluster: "c",
      zone: "America/New_York",
      bells: { studentStart: "08:00", studentEnd: "15:00", staffStart: "07:30", staffEnd: "15:30" },
    });
  });

  it("never lets a password or a family's name out of the reader", async () => {
    const kept = JSON.stringify(await readDistrict(await writeFolder(smallDistrict)));
    expect(kept).toContain("O'Neill-Núñez");
    for (const secret of ["hunter2", "Zedekiah", "Morgana", "Quill", "kid", "mom"])
      expect(kept).not.toContain(secret);
  });

  it("keeps a teacher who is also a parent, with the staff role alone", async () => {
    const files = {
      ...smallDistrict,
      "roles.csv": [...smallDistrict["roles.csv"], "r5,p2,secondary,parent,s"],
    };
    const district = await readDistrict(await writeFolder(files));
    expect(find(district, "p2")?.assignments).toEqual([{ role: "teacher", place: "s" }]);
    expect(district.dropped).toEqual({ student: 1, guardian: 1 });
  });

  it("drops a student whose role is written in capitals or as an extension", async () => {
    for (const role of ["Student", "ext:student"]) {
      const roles = withLine(smallDistrict["roles.csv"], 4, `r3,kid,primary,${role},s`);
      const district = await readDistrict(
        await writeFolder({ ...smallDistrict, "roles.csv": roles }),
      );
      expect(district.dropped).toEqual({ student: 1, guardian: 1 });
    }
  });

  it("takes side files from the folder around the export", async () => {
    const around = await newFolder();
    await mkdir(join(around, "roster"));
    const folder = await writeFolder(smallDistrict);
    for (const name of Object.keys(smallDistrict))
      await copyFile(join(folder, name), join(around, "roster", name));
    await writeFile(
      join(around, "staff_roles.csv"),
      "sourcedId,role,site_or_cluster\np2,coach,s\n",
    );
    const district = await readDistrict(join(around, "roster"));
    expect(find(district, "p2")?.assignments).toEqual([{ role: "coach", place: "s" }]);
  });

  it("tells principals apart in 1.1 once staff_roles.csv names them", async () => {
    const folder = await writeFolder({
      "orgs.csv": smallDistrict["orgs.csv"],
      "users.csv": [
        "sourcedId,enabledUser,orgSourcedIds,role,givenName,familyName,email",
        "a1,true,s,administrator,Ana,Ek,",
        "a2,true,s,administrator,Bo,Ek,",
      ],
      "staff_roles.csv": ["sourcedId,role,site_or_cluster", "a1,principal,s"],
    });
    const district = await readDistrict(folder);
    expect(district.people.map(mainRole)).toEqual(["principal", "staff"]);
    expect(district.warnings).toEqual([]);
  });

  it("takes in somebody without any role as staff, and says so", async () => {
    const roles = smallDistrict["roles.csv"].filter((line) => !line.includes("p2"));
    const district = await readDistrict(
      await writeFolder({ ...smallDistrict, "roles.csv": roles }),
    );
    expect(find(district, "p2")?.assignments).toEqual([{ role: "staff", place: "s" }]);
    expect(district.warnings).toEqual(["taken in as staff, for roles.csv gives them no role: 1"]);
  });

  it("leaves out a changed person of a delta who may be a student", async () => {
    const files = {
      ...smallDistrict,
      "manifest.csv": withLine(smallDistrict["manifest.csv"], 4, "file.users,delta"),
      "roles.csv": smallDistrict["roles.csv"].slice(0, 3),
    };
    const district = await readDistrict(await writeFolder(files));
    expect(district.people.map((person) => person.id)).toEqual(["p1", "p2"]);
    expect(JSON.stringify(district)).not.toContain("Quill");
    expect(district.warnings[0]).toContain("no role here and may be students: 2");
  });
});
