import { describe, expect, test } from "vitest";
import { type AccountId, type ChannelId, type PersonId, type SiteId, toId } from "#domain/ids.ts";
import type { Person } from "#domain/roster.ts";
import type { UnmatchedSearch } from "#ports/roster-rows.ts";
import { engines, type Place, useStore } from "./store-rig.ts";

const id = (person: string) => toId<PersonId>(person);
const s1 = toId<SiteId>("s1");
const place1 = { platform: "slack", workspace: "T1" } as const;
const account = (name: string, workspace = "T1") =>
  ({ platform: "slack", workspace, account: toId<AccountId>(name) }) as const;

function person(name: string, more: Partial<Person> = {}): Person {
  return {
    id: id(name),
    givenName: name,
    familyName: "Ruiz",
    email: `${name}@Example.org`,
    active: true,
    assignments: [{ role: "teacher", place: s1 }],
    ...more,
  };
}

describe.each(engines)("accounts and channels, on %s", (engine) => {
  const rig = useStore(engine);

  async function seed(...people: readonly Person[]): Promise<Place> {
    const place = rig.fresh();
    await place.run(({ roster }) => roster.savePeople(people));
    return place;
  }
  const byEmail = async (place: Place, email: string) =>
    (await place.run(({ roster }) => roster.findPersonByEmail(email)))?.id;
  const owner = async (place: Place, name: string, workspace?: string) =>
    (await place.run(({ roster }) => roster.findPersonByAccount(account(name, workspace))))?.id;
  const link = async (place: Place, [name, to]: readonly [string, string], workspace?: string) =>
    await place.run(({ roster }) =>
      roster.linkAccount({ ...account(name, workspace), person: id(to) }),
    );

  test("one person is found by e-mail in any case; a shared or unknown one is nobody's", async () => {
    const place = await seed(
      person("ana"),
      person("ben", { email: "office@example.org" }),
      person("cy", { email: "Office@example.org" }),
      person("dee", { active: false }),
    );
    expect(await byEmail(place, " ANA@example.ORG ")).toBe("ana");
    expect(await byEmail(place, "office@example.org")).toBeUndefined();
    expect(await byEmail(place, "dee@example.org")).toBeUndefined();
    expect(await byEmail(place, "")).toBeUndefined();
    expect(await byEmail(place, "%")).toBeUndefined();
    expect(await byEmail(await seed(), "ana@example.org")).toBeUndefined();
  });

  test("an account has one owner, and its owner one account in a workspace", async () => {
    const place = await seed(person("ana"), person("ben"));
    await link(place, ["U1", "ana"]);
    await link(place, ["U9", "ana"], "T2");
    await link(place, ["U2", "ana"]);
    expect(await owner(place, "U1")).toBeUndefined();
    expect([await owner(place, "U2"), await owner(place, "U9", "T2")]).toEqual(["ana", "ana"]);
    await link(place, ["U2", "ben"]);
    expect(await owner(place, "U2")).toBe("ben");
    await link(place, ["U2", "ben"]);
    expect(await owner(place, "U2")).toBe("ben");
  });

  test("an account that is taken away is nobody's, there alone", async () => {
    const place = await seed(person("ana"));
    await link(place, ["U1", "ana"]);
    await link(place, ["U1", "ana"], "T2");
    const unlink = async () => await place.run(({ roster }) => roster.unlinkAccount(account("U1")));
    expect([await unlink(), await unlink()]).toEqual([true, false]);
    expect(await owner(place, "U1")).toBeUndefined();
    expect(await owner(place, "U1", "T2")).toBe("ana");
  });

  test("people without an account are listed in order, the asked roles and the first few", async () => {
    const place = await seed(
      person("ana"),
      person("ben", { assignments: [{ role: "principal", place: s1 }] }),
      person("cy", { email: undefined }),
      person("dee", { active: false }),
      person("eve"),
      person("fay"),
    );
    await link(place, ["U5", "eve"]);
    await link(place, ["U1", "ana"], "T2");
    const list = async (more: Partial<UnmatchedSearch> = {}) => {
      const search = { ...place1, after: undefined, roles: undefined, limit: 10, ...more };
      const found = await place.run(({ roster }) => roster.listUnmatched(search));
      return found.map((each) => each.id);
    };
    expect(await list()).toEqual(["ana", "ben", "fay"]);
    expect(await list({ limit: 1 })).toEqual(["ana"]);
    expect(await list({ after: id("ana"), limit: 1 })).toEqual(["ben"]);
    expect(await list({ roles: ["principal", "pl_lead"] })).toEqual(["ben"]);
    expect(await list({ workspace: "T2" })).toEqual(["ben", "eve", "fay"]);
  });

  test("a school has the channel that was linked last, and a channel one school", async () => {
    const place = await seed();
    const linkTo = async (channel: string, site: SiteId | undefined) =>
      await place.run(({ roster }) =>
        roster.linkChannel({ ...place1, id: toId<ChannelId>(channel), site, name: channel }),
      );
    const channelOf = async (site: SiteId | undefined) =>
      (await place.run(({ roster }) => roster.findChannel(site)))?.name;
    await linkTo("C1", s1);
    await linkTo("C2", undefined);
    await linkTo("C0", s1);
    expect([await channelOf(s1), await channelOf(undefined)]).toEqual(["C0", "C2"]);
    await linkTo("C0", undefined);
    expect([await channelOf(s1), await channelOf(undefined)]).toEqual([undefined, "C0"]);
    expect(await place.run(({ roster }) => roster.listChannels())).toHaveLength(1);
  });
});
