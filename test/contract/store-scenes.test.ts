import { describe, expect, test } from "vitest";
import { type DistrictId, type PersonId, toId } from "#domain/ids.ts";
import { engines, useStore } from "./store-rig.ts";

const ana = toId<PersonId>("ana");
const zone = "America/New_York";

describe.each(engines)("a fresh start, on %s", (engine) => {
  const rig = useStore(engine);

  test("a district is put back as it was, and another one stays as it is", async () => {
    const { store } = rig;
    const [one, two] = ["one", "two"].map((id) => toId<DistrictId>(id));
    if (!one || !two) throw new RangeError("two districts");
    const name = (id: DistrictId, text: string) =>
      store.transaction(id, (tx) =>
        tx.roster.saveDistrict({ id, name: text, shortName: id, zone }),
      );
    const nameOf = (id: DistrictId) => store.read(id, (tx) => tx.roster.findDistrict());
    await name(one, "First");
    await name(two, "Second");
    const person = { id: ana, givenName: "Ana", familyName: "Ruiz", active: true, assignments: [] };
    await store.transaction(one, (tx) => tx.roster.savePeople([person]));
    const isKept = await store.keepScene("morning");
    expect(isKept).toBe(engine === "sqlite");
    await name(two, "Second, later");
    await store.eraseDistrict(one);
    expect(await store.putSceneBack(one, "morning")).toBe(isKept);
    expect(await store.putSceneBack(one, "evening")).toBe(false);
    const back = isKept ? "First" : undefined;
    expect((await nameOf(one))?.name).toBe(back);
    const found = await store.read(one, (tx) => tx.roster.findPerson(ana));
    expect(found?.familyName).toBe(isKept ? "Ruiz" : undefined);
    expect((await nameOf(two))?.name).toBe("Second, later");
  });
});
