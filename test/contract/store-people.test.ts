import { describe, expect, test } from "vitest";
import type { DistrictId, PlaceId } from "#domain/ids.ts";
import { type AccountId, type PersonId, type SiteId, toId } from "#domain/ids.ts";
import { fold } from "#domain/names.ts";
import type { Person, Site } from "#domain/roster.ts";
import type { PeopleSearch } from "#ports/roster-rows.ts";
import { at } from "./outbox-desk.ts";
import { engines, type Place, useStore } from "./store-rig.ts";

const s1 = toId<SiteId>("s1");
const s2 = toId<SiteId>("s2");
const id = (person: string) => toId<PersonId>(person);

type More = Partial<Person> & { readonly role?: "teacher" | "principal" | "coach" };

function person(name: string, { role = "teacher", ...more }: More = {}): Person {
  const [givenName = "", familyName = ""] = name.split(" ");
  return {
    id: id(fold(familyName)),
    givenName,
    familyName,
    active: true,
    homeSite: s1,
    assignments: [{ role, place: more.homeSite ?? s1 }],
    ...more,
  };
}

const site: Site = {
  id: s1,
  name: "Oak School",
  level: "elementary",
  zone: "America/New_York",
  bells: {
    studentStart: "09:00",
    studentEnd: "15:00",
    staffStart: "08:30",
    staffEnd: "15:30",
    lunchStart: "12:00",
    lunchEnd: "12:30",
  },
  coreMaterials: ["Maths 1", "Reading 2"],
  active: true,
};

async function namesOf(place: Place, typed: string, more: Partial<PeopleSearch> = {}) {
  const search = { key: fold(typed), limit: 10, ...more };
  const found = await place.run(({ roster }) => roster.searchPeople(search));
  return found.map(({ familyName }) => familyName);
}

describe.each(engines)("the staff roster, on %s", (engine) => {
  const rig = useStore(engine);

  async function seed(...people: readonly Person[]): Promise<Place> {
    const place = rig.fresh();
    await place.run(({ roster }) => roster.savePeople(people));
    return place;
  }

  test("a colleague is found without accents, in any case, by any name they go by", async () => {
    const place = await seed(
      person("Åsa Ångström"),
      person("Jun Brânză", { preferredGivenName: "Johnny" }),
      person("Mary O'Brien-Łukasz"),
    );
    expect(await namesOf(place, "angstrom")).toEqual(["Ångström"]);
    expect(await namesOf(place, "ÅNGSTRÖM")).toEqual(["Ångström"]);
    expect(await namesOf(place, "johnny branza")).toEqual(["Brânză"]);
    expect(await namesOf(place, "jun")).toEqual(["Brânză"]);
    expect(await namesOf(place, "obrien lukasz")).toEqual(["O'Brien-Łukasz"]);
    expect(await namesOf(place, "100%")).toEqual([]);
    expect(await namesOf(place, "_")).toHaveLength(3);
  });

  test("a search can ask for a role, a school and the first few", async () => {
    const place = await seed(
      person("Ana Ruiz", { role: "principal" }),
      person("Ben Cho", { homeSite: s2 }),
      person("Cy Dent"),
    );
    expect(await namesOf(place, "")).toEqual(["Ruiz", "Cho", "Dent"]);
    expect(await namesOf(place, "", { limit: 2 })).toEqual(["Ruiz", "Cho"]);
    expect(await namesOf(place, "", { role: "principal" })).toEqual(["Ruiz"]);
    expect(await namesOf(place, "", { site: s2 })).toEqual(["Cho"]);
    expect(await namesOf(place, "", { role: "principal", site: s2 })).toEqual([]);
  });

  test("a person comes back as saved, and the second import replaces the first", async () => {
    const ana = person("Ana Ruiz", {
      preferredGivenName: "Annie",
      email: "ana@example.org",
      username: "aruiz",
      assignments: [
        { role: "principal", place: s1 },
        { role: "principal", place: s2 },
      ],
    });
    const place = await seed(ana);
    expect(await place.run(({ roster }) => roster.getPerson(ana.id))).toEqual(ana);
    const moved = person("Ana Ruiz", { role: "coach", homeSite: s2 });
    await place.run(({ roster }) => roster.savePeople([moved]));
    expect(await place.run(({ roster }) => roster.getPerson(ana.id))).toEqual(moved);
    await expect(place.run(({ roster }) => roster.getPerson(id("nobody")))).rejects.toMatchObject({
      code: "PERSON_NOT_FOUND",
    });
  });

  test("people are listed in the asked order, and strangers are left out", async () => {
    const place = await seed(person("Ana Ruiz"), person("Ben Cho"));
    const ids = [id("cho"), id("nobody"), id("ruiz")];
    const found = await place.run(({ roster }) => roster.listPeople(ids));
    expect(found.map(({ familyName }) => familyName)).toEqual(["Cho", "Ruiz"]);
    expect(await place.run(({ roster }) => roster.listPeople([]))).toEqual([]);
  });

  test("who holds a role is found, in the district and at one school", async () => {
    const place = rig.fresh();
    const held: PlaceId = toId<DistrictId>(place.district);
    await place.run(({ roster }) =>
      roster.savePeople([
        person("Ana Ruiz", { role: "principal" }),
        person("Ben Cho", { role: "principal", homeSite: s2 }),
        person("Cy Dent", { assignments: [{ role: "pl_lead", place: held }] }),
        person("Dee Gone", { role: "principal", active: false }),
      ]),
    );
    const holders = async (role: "principal" | "pl_lead", where?: PlaceId) =>
      (await place.run(({ roster }) => roster.listHolders(role, where))).map((one) => one.id);
    expect(await holders("principal")).toEqual(["cho", "ruiz"]);
    expect(await holders("principal", s1)).toEqual(["ruiz"]);
    expect(await holders("pl_lead", held)).toEqual(["dent"]);
    expect(await holders("pl_lead", s1)).toEqual([]);
  });

  test("somebody who left is found by nobody, but an import still knows them", async () => {
    const place = await seed(person("Ana Ruiz"), person("Ben Cho"));
    const account = { platform: "local", workspace: "T1", account: toId<AccountId>("U1") } as const;
    await place.run(({ roster }) => roster.saveAccounts([{ ...account, person: id("cho") }]));
    const byAccount = () => place.run(({ roster }) => roster.findPersonByAccount(account));
    expect((await byAccount())?.id).toBe("cho");
    await place.run(({ roster }) => roster.deactivatePeople([id("cho")]));
    expect(await namesOf(place, "")).toEqual(["Ruiz"]);
    expect(await byAccount()).toBeUndefined();
    const keys = await place.run(({ roster }) => roster.listNameKeys());
    expect(keys.map(({ key }) => key)).toEqual(["ana ruiz"]);
    const everybody = await place.run(({ roster }) => roster.listEverybody());
    expect(everybody.map((one) => [one.id, one.active])).toEqual([
      ["cho", false],
      ["ruiz", true],
    ]);
  });

  test("every name somebody goes by is a name key", async () => {
    const place = await seed(person("Jun Brânză", { preferredGivenName: "Johnny" }));
    const keys = await place.run(({ roster }) => roster.listNameKeys());
    expect(keys.map(({ key }) => key).toSorted()).toEqual(["johnny branza", "jun branza"]);
    expect(keys[0]).toMatchObject({ id: "branza", homeSite: s1 });
  });

  test("a roster of 1,200 people is saved and read in pieces", async () => {
    const many = Array.from({ length: 1200 }, (_, i) => person(`Ana Ruiz${i}`));
    const place = await seed(...many);
    const everybody = await place.run(({ roster }) => roster.listEverybody());
    expect(everybody).toHaveLength(1200);
    expect(everybody.every((one) => one.assignments.length === 1)).toBe(true);
  });

  test("what a person chose comes back, and nobody has chosen anything at first", async () => {
    const place = await seed(person("Ana Ruiz"), person("Ben Cho"));
    const [ana, ben] = [id("ruiz"), id("cho")];
    const choices = (who: PersonId) => place.run(({ roster }) => roster.getPreferences(who));
    expect(await choices(ana)).toEqual({ thanks: "public" });
    const stopped = { stoppedAt: at(1), wavesStoppedAt: at(2), nudgesAskedAt: at(3) };
    const asked = { nudgesAskedAt: at(3), thanks: "public" } as const;
    await place.run(({ roster }) => roster.savePreferences(ana, { ...stopped, thanks: "private" }));
    await place.run(({ roster }) => roster.savePreferences(ben, asked));
    expect(await choices(ana)).toEqual({ ...stopped, thanks: "private" });
    expect(await place.run(({ roster }) => roster.countStopped())).toBe(1);
    const askers = await place.run(({ roster }) => roster.listNudgeAskers());
    expect(askers.map((one) => one.id)).toEqual([ben]);
    await place.run(({ roster }) => roster.savePreferences(ana, asked));
    expect(await choices(ana)).toEqual(asked);
    expect(await place.run(({ roster }) => roster.countStopped())).toBe(0);
  });

  test("a school comes back as saved, and a closed one is not listed", async () => {
    const place = rig.fresh();
    const closed = { ...site, id: s2, name: "Elm School", active: false };
    await place.run(({ roster }) => roster.saveSites([closed, site]));
    expect(await place.run(({ roster }) => roster.getSite(s1))).toEqual(site);
    expect(await place.run(({ roster }) => roster.findSite(s2))).toEqual(closed);
    expect(await place.run(({ roster }) => roster.listSites())).toEqual([site]);
    expect(await place.run(({ roster }) => roster.countSites())).toBe(1);
  });
});
