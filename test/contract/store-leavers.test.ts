import { describe, expect, test } from "vitest";
import { type AccountId, type PersonId, type SiteId, toId } from "#domain/ids.ts";
import type { Person } from "#domain/roster.ts";
import { engines, useStore } from "./store-rig.ts";

const school = toId<SiteId>("s1");
const ana: Person = {
  id: toId<PersonId>("ana"),
  givenName: "Ana",
  familyName: "Ruiz",
  active: true,
  assignments: [
    { role: "teacher", place: school },
    { role: "coach", place: school },
  ],
};
const ben: Person = { ...ana, id: toId<PersonId>("ben"), givenName: "Ben", assignments: [] };

describe.each(engines)("people at the edge of the roster, on %s", (engine) => {
  const rig = useStore(engine);

  test("somebody without any role is found by name, once, but not by role or school", async () => {
    const place = rig.fresh();
    await place.run(({ roster }) => roster.savePeople([ben, ana]));
    const found = async (more: object) => {
      const search = { key: "ruiz", limit: 5, ...more };
      return (await place.run(({ roster }) => roster.searchPeople(search))).map(({ id }) => id);
    };
    expect(await found({})).toEqual([ana.id, ben.id]);
    expect(await found({ limit: 1 })).toEqual([ana.id]);
    expect(await found({ role: "teacher" })).toEqual([ana.id]);
    expect(await found({ site: school })).toEqual([ana.id]);
  });

  test("somebody who has left has no address, and has it again on coming back", async () => {
    const place = rig.fresh();
    const account = { platform: "local", workspace: "w", account: toId<AccountId>("a1") } as const;
    await place.run(({ roster }) => roster.savePeople([ana]));
    await place.run(({ roster }) => roster.saveAccounts([{ ...account, person: ana.id }]));
    const address = () => place.run(({ roster }) => roster.findAddress(ana.id));
    const reached = { platform: "local", workspace: "w" };
    expect(await address()).toEqual({ ...reached, conversation: { kind: "account", id: "a1" } });
    await place.run(({ roster }) => roster.deactivatePeople([ana.id]));
    expect(await address()).toBeUndefined();
    await place.run(({ roster }) => roster.savePeople([ana]));
    expect(await address()).toBeDefined();
  });
});
