import { describe, expect, it } from "vitest";
import { ProductError } from "#domain/errors.ts";
import { readDistrict } from "#imports/read-district.ts";
import { type Lines, newFolder, smallDistrict, withLine, writeFolder } from "./import-fixture.ts";

/** What the import of these files says, or "imported". */
async function complaint(files: Lines): Promise<string> {
  return complaintAt(await writeFolder(files));
}

async function complaintAt(path: string): Promise<string> {
  try {
    await readDistrict(path);
    return "imported";
  } catch (error) {
    if (error instanceof ProductError) return `${error.code} ${error.message}`;
    throw error;
  }
}

type FileName = keyof typeof smallDistrict;

function changed(file: FileName, line: number, text: string): Lines {
  return { ...smallDistrict, [file]: withLine(smallDistrict[file], line, text) };
}

describe("a bad row is named by file, line, column and reason", () => {
  const rows: readonly (readonly [string, Lines, string])[] = [
    [
      "a teacher without a given name",
      changed("users.csv", 3, "p2,true,bo,,Ek,,,,s"),
      "users.csv line 3, column givenName: is empty",
    ],
    [
      "a person who is neither enabled nor disabled",
      changed("users.csv", 3, "p2,yes,bo,Bo,Ek,,,,s"),
      'users.csv line 3, column enabledUser: is "yes", not true or false',
    ],
    [
      "two people with one id",
      changed("users.csv", 3, "p1,true,bo,Bo,Ek,,,,s"),
      "users.csv line 3, column sourcedId: is used on line 2 already",
    ],
    [
      "a row with a cell too few",
      changed("users.csv", 3, "p2,true,bo,Bo,Ek,,,s"),
      "users.csv line 3: has 8 columns where the header has 9",
    ],
    [
      "a quote that is never closed",
      changed("users.csv", 3, 'p2,true,bo,"Bo,Ek,,,,s'),
      "users.csv line 3: a quote is opened and never closed",
    ],
    [
      "a teacher at a school that is not there",
      changed("roles.csv", 3, "r2,p2,primary,teacher,s9"),
      'roles.csv line 3, column orgSourcedId: names an org that is not in orgs.csv: "s9"',
    ],
    [
      "a role OneRoster does not have",
      changed("roles.csv", 3, "r2,p2,primary,wizard,s"),
      'roles.csv line 3, column role: is not a OneRoster role: "wizard"',
    ],
    [
      "a school in a cluster that is not there",
      changed("orgs.csv", 4, "s,,,Lakeside Elementary School,school,,c9"),
      'orgs.csv line 4, column parentSourcedId: names an org that is not in orgs.csv: "c9"',
    ],
    [
      "an unknown OneRoster version",
      changed("manifest.csv", 3, "oneroster.version,2.0"),
      "manifest.csv line 3, column value: the property oneroster.version is not 1.1 or 1.2",
    ],
    [
      "an empty users.csv",
      { ...smallDistrict, "users.csv": [] },
      "users.csv line 1, column sourcedId: is missing from the header",
    ],
  ];
  it.each(rows)("%s", async (_who, files, message) => {
    expect(await complaint(files)).toContain(`IMPORT_INVALID ${message}`);
  });

  const profile = "sourcedId,tz,platform,student_start,student_end,staff_start,staff_end";
  const sideRows: readonly (readonly [string, string, string])[] = [
    ["s,Mars/Olympus,,,,,", "tz", 'is not a time zone: "Mars/Olympus"'],
    ["s,,irc,,,,", "platform", 'is "irc", not teams, slack or empty'],
    ["s,,,7:45,,,", "student_start", 'is "7:45", not a time of day such as 07:45'],
    ["s,,,08:00,15:00,09:00,15:30", "staff_start", "is after the students' day begins"],
    ["c,,,,,,", "sourcedId", 'names no school of orgs.csv: "c"'],
  ];
  it.each(sideRows)("a school's profile %s", async (row, column, reason) => {
    const files = { ...smallDistrict, "site_profile.csv": [profile, row] };
    expect(await complaint(files)).toBe(
      `IMPORT_INVALID site_profile.csv line 2, column ${column}: ${reason}`,
    );
  });

  const staffRows: readonly (readonly [string, string, string])[] = [
    ["p9,coach,s", "sourcedId", 'names nobody on the staff roster: "p9"'],
    ["kid,coach,s", "sourcedId", 'names nobody on the staff roster: "kid"'],
    ["p2,wizard,s", "role", 'is "wizard", not one of pl_lead'],
    ["p2,coach,s9", "site_or_cluster", 'names no place of orgs.csv: "s9"'],
    ["p2,principal,c", "site_or_cluster", "is not a school"],
  ];
  it.each(staffRows)("a staff role %s", async (row, column, reason) => {
    const files = { ...smallDistrict, "staff_roles.csv": ["sourcedId,role,site_or_cluster", row] };
    expect(await complaint(files)).toContain(
      `IMPORT_INVALID staff_roles.csv line 2, column ${column}: ${reason}`,
    );
  });

  it("counts lines as an editor does after a name that spans two of them", async () => {
    const [header, first, ...rest] = smallDistrict["users.csv"];
    for (const lineBreak of ["\n", "\r\n"]) {
      const two = `p0,true,xy,"Xi${lineBreak}Yu",Ek,,,,s`;
      const users = [header, first, two, "", "p2,true,bo,,Ek,,,,s", ...rest.slice(1)];
      const roles = [...smallDistrict["roles.csv"], "r0,p0,primary,aide,s"];
      const files = { "users.csv": [users.join(lineBreak)], "roles.csv": roles };
      expect(await complaint({ ...smallDistrict, ...files })).toBe(
        "IMPORT_INVALID users.csv line 6, column givenName: is empty",
      );
    }
  });

  it("names the column that a header lacks", async () => {
    const header = "sourcedId,enabledUser,username,givenName,familyName,mail,password,x,y";
    expect(await complaint(changed("users.csv", 1, header))).toBe(
      "IMPORT_INVALID users.csv line 1, column email: is missing from the header",
    );
  });

  it("names the first twenty bad rows and counts the rest", async () => {
    const bad = Array.from({ length: 25 }, (_, index) => `x${index},true,,,Ek,,,,s`);
    const roles = bad.map((_, index) => `rx${index},x${index},primary,aide,s`);
    const message = await complaint({
      ...smallDistrict,
      "users.csv": [...smallDistrict["users.csv"], ...bad],
      "roles.csv": [...smallDistrict["roles.csv"], ...roles],
    });
    expect(message.split("\n")).toHaveLength(21);
    expect(message).toContain("users.csv line 6, column givenName: is empty");
    expect(message).toContain("and 5 more");
  });

  it("never shows a student's name, even where the row is broken", async () => {
    const row = "kid,maybe,zed,Zedekiah,Quill,zed@lake.example,hunter2,,s,too,many";
    const message = await complaint(changed("users.csv", 4, row));
    expect(message).toBe("IMPORT_INVALID users.csv line 4: has 11 columns where the header has 9");
  });
});

describe("an export that cannot be told is refused", () => {
  it("without roles.csv nobody knows who is a student", async () => {
    const { "roles.csv": _roles, ...files } = smallDistrict;
    expect(await complaint(files)).toBe(
      "IMPORT_INVALID roles.csv: is missing, and without it students cannot be told from staff",
    );
  });

  it("with an empty folder, a path to nowhere or a text file there is nothing to read", async () => {
    expect(await complaintAt(await newFolder())).toContain(
      "IMPORT_NOT_FOUND There is no OneRoster",
    );
    expect(await complaintAt("no/such/place")).toBe(
      "IMPORT_NOT_FOUND There is nothing at no/such/place.",
    );
    expect(await complaintAt("package.json")).toBe(
      "IMPORT_NOT_FOUND package.json is neither a folder nor a zip file.",
    );
  });
});
