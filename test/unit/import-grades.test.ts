import { describe, expect, it } from "vitest";
import { toId } from "#domain/ids.ts";
import type { Person } from "#domain/roster.ts";
import { readDistrict } from "#imports/read-district.ts";
import { compareDistrict } from "#usecases/compare-district.ts";
import { type Lines, smallDistrict, writeFolder } from "./import-fixture.ts";

const header = "sourcedId,enabledUser,givenName,familyName,email,grades,primaryOrgSourcedId";
const staff = [`p1,true,Ana,Ek,,,s`, `p2,true,Bo,Ek,,"03, 04,03",s`, `kid,true,Zed,Quill,,05,s`];

async function readPeople(files: Lines): Promise<readonly Person[]> {
  return (await readDistrict(await writeFolder({ ...smallDistrict, ...files }))).people;
}

describe("the grades somebody teaches", () => {
  it("come from users.csv of 1.2, of staff alone, and are not there where the cell is empty", async () => {
    const people = await readPeople({ "users.csv": [header, ...staff] });
    expect(people.map(({ id, grades }) => [id, grades])).toEqual([
      ["p1", undefined],
      ["p2", ["03", "04"]],
    ]);
  });

  it("come from users.csv of 1.1 too, in one way of writing them", async () => {
    const folder = await writeFolder({
      "orgs.csv": smallDistrict["orgs.csv"],
      "users.csv": [
        "sourcedId,enabledUser,orgSourcedIds,role,givenName,familyName,email,grades",
        'a1,true,s,teacher,Ana,Ek,,"k,1"',
        "a2,true,s,student,Zed,Quill,,05",
      ],
    });
    const { people } = await readDistrict(folder);
    expect(people.map(({ grades }) => grades)).toEqual([["KG", "01"]]);
  });

  it("are a change of the roster when they change, and none in another order", async () => {
    const people = await readPeople({ "users.csv": [header, ...staff] });
    const changed = (stored: readonly string[]) => {
      const wanted = { mode: "bulk", sites: [], people, removedPeople: [] } as const;
      const known = people.map(
        (person) =>
          [person.id, person.id === "p2" ? { ...person, grades: stored } : person] as const,
      );
      const from = { district: undefined, sites: new Map(), calendar: [] };
      return compareDistrict(wanted, { ...from, people: new Map(known) }).changedPeople;
    };
    expect(changed(["04", "03"])).toEqual([]);
    expect(changed(["03"]).map(({ id }) => id)).toEqual([toId("p2")]);
  });
});
