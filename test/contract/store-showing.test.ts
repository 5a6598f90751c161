import { describe, expect, test } from "vitest";
import {
  type AccountId,
  type ChannelId,
  type PeerVisitId,
  type PersonId,
  type SiteId,
  type StaffGroupId,
  toId,
} from "#domain/ids.ts";
import type { Person } from "#domain/roster.ts";
import type { PeerVisit, StaffGroup } from "#domain/showing.ts";
import { at } from "./outbox-desk.ts";
import { engines, type Place, useStore } from "./store-rig.ts";

const ana = toId<PersonId>("ana");
const ben = toId<PersonId>("ben");
const cy = toId<PersonId>("cy");
const s1 = toId<SiteId>("s1");
const s2 = toId<SiteId>("s2");

function person(id: PersonId, more: Partial<Person> = {}): Person {
  const held = [{ role: "teacher", place: s1 }] as const;
  const name = { givenName: id, familyName: "Ruiz" };
  return { id, ...name, active: true, homeSite: s1, assignments: held, ...more };
}

describe.each(engines)("who shows what, and in which language, on %s", (engine) => {
  const rig = useStore(engine);

  async function seed(...people: readonly Person[]): Promise<Place> {
    const place = rig.fresh();
    await place.run(({ roster }) => roster.savePeople(people));
    return place;
  }

  test("who is happy to show a practice is listed once, the oldest first, until they leave", async () => {
    const place = await seed(person(ana), person(ben), person(cy));
    const offer = (who: PersonId, seconds: number, practice = "choice") => ({
      person: who,
      practice,
      at: at(seconds),
    });
    const add = (one: ReturnType<typeof offer>) =>
      place.run(({ showing }) => showing.addOffer(one));
    expect([await add(offer(ben, 1)), await add(offer(ana, 2)), await add(offer(ben, 3))]).toEqual([
      true,
      true,
      false,
    ]);
    await add(offer(cy, 4));
    await add(offer(ana, 5, "voice"));
    const list = () => place.run(({ showing }) => showing.listOffers("choice"));
    expect(await list()).toEqual([offer(ben, 1), offer(ana, 2), offer(cy, 4)]);
    await place.run(({ roster }) => roster.deactivatePeople([ben]));
    const remove = () => place.run(({ showing }) => showing.removeOffer(offer(cy, 0)));
    expect([await remove(), await remove()]).toEqual([true, false]);
    expect(await list()).toEqual([offer(ana, 2)]);
    const own = await place.run(({ showing }) => showing.listOffersOf(ana));
    expect(own).toEqual([offer(ana, 2), offer(ana, 5, "voice")]);
  });

  test("a visit is its asker's and its host's, and one answer at a time counts", async () => {
    const place = await seed();
    const visit = (id: string, seconds: number, more: Partial<PeerVisit> = {}): PeerVisit => ({
      id: toId<PeerVisitId>(id),
      practice: "choice",
      asker: ana,
      state: "open",
      askedAt: at(seconds),
      ...more,
    });
    const [one, two] = [visit("v1", 1), visit("v2", 2, { asker: cy })];
    const save = (each: PeerVisit) => place.run(({ showing }) => showing.saveVisit(each));
    for (const each of [two, one]) await save(each);
    expect(await place.run(({ showing }) => showing.listOpenVisits("choice"))).toEqual([one, two]);
    const asked = { ...two, host: ana, site: s1, state: "asked" } as const;
    await save(asked);
    expect(await place.run(({ showing }) => showing.listOpenVisits("choice"))).toEqual([one]);
    expect(await place.run(({ showing }) => showing.listVisitsOf(ana))).toEqual([asked, one]);
    const answer = (state: "agreed" | "declined") =>
      place.run(function* ({ showing }) {
        yield* showing.guardVisit(two.id);
        const found = yield* showing.findVisit(two.id);
        if (found?.state !== "asked") return false;
        yield* showing.saveVisit({ ...found, state, answeredAt: at(9) });
        return true;
      });
    const answers = await Promise.all([answer("agreed"), answer("declined"), answer("agreed")]);
    expect(answers.filter(Boolean)).toHaveLength(1);
    const kept = await place.run(({ showing }) => showing.findVisit(two.id));
    expect(kept).toMatchObject({ host: ana, answeredAt: at(9) });
  });

  test("a group is of one school, by name, with the people who are still here", async () => {
    const place = await seed(person(ana), person(ben), person(cy));
    const group = (id: string, name: string, people: readonly PersonId[]): StaffGroup => ({
      id: toId<StaffGroupId>(id),
      site: s1,
      name,
      people,
    });
    const save = (each: StaffGroup) => place.run(({ showing }) => showing.saveGroup(each));
    await save(group("g1", "Science", [ana, ben, ana]));
    await save(group("g2", "arts", [cy]));
    await save({ ...group("g3", "Arts", [cy]), site: s2 });
    await save(group("g1", "Young scientists", [ben, cy]));
    await place.run(({ roster }) => roster.deactivatePeople([ben]));
    const list = () => place.run(({ showing }) => showing.listGroups(s1));
    expect(await list()).toEqual([
      group("g2", "arts", [cy]),
      group("g1", "Young scientists", [cy]),
    ]);
    const remove = () => place.run(({ showing }) => showing.removeGroup(toId("g2")));
    expect([await remove(), await remove()]).toEqual([true, false]);
    expect((await list()).map(({ id }) => id)).toEqual(["g1"]);
    await rig.store.eraseDistrict(place.district);
    expect(await list()).toEqual([]);
  });

  test("the list that guards students is replaced as a whole, and holds no more than it was given", async () => {
    const place = await seed();
    const state = (...hashes: readonly string[]) =>
      place.run(function* ({ students }) {
        return [yield* students.isKnown(), [...(yield* students.listKnown(hashes))].sort()];
      });
    expect(await state("h1")).toEqual([false, []]);
    const many = Array.from({ length: 1200 }, (_, index) => `h${index}`);
    await place.run(({ students }) => students.replaceAll([...many, "h0"]));
    expect(await state("h1", "x", "h1199")).toEqual([true, ["h1", "h1199"]]);
    await place.run(({ students }) => students.replaceAll(["x"]));
    expect(await state("h1", "x")).toEqual([true, ["x"]]);
    await place.run(({ students }) => students.replaceAll([]));
    expect(await state("x")).toEqual([false, []]);
  });

  test("somebody is written to in the language they chose, else in that of their program", async () => {
    const place = await seed(person(ana));
    const slack = { platform: "slack", workspace: "T1", account: toId<AccountId>("U1") } as const;
    const teams = { ...slack, platform: "teams", account: toId<AccountId>("A1") } as const;
    const language = () => place.run(({ roster }) => roster.findLanguage(ana));
    await place.run(({ roster }) =>
      roster.saveAccounts([slack, teams].map((account) => ({ ...account, person: ana }))),
    );
    expect(await language()).toBeUndefined();
    await place.run(({ roster }) => roster.keepLanguage(teams, "es"));
    expect(await language()).toBe("es");
    await place.run(({ roster }) => roster.keepLanguage(slack, "en"));
    await place.run(({ roster }) => roster.keepLanguage({ ...slack, account: toId("U9") }, "es"));
    expect(await language()).toBe("en");
    expect(await place.run(({ roster }) => roster.findSpoken(teams))).toBe("es");
    const chosen = { thanks: "public", language: "es" } as const;
    await place.run(({ roster }) => roster.savePreferences(ana, chosen));
    expect(await language()).toBe("es");
    expect(await place.run(({ roster }) => roster.getPreferences(ana))).toEqual(chosen);
  });

  test("a channel that wants no weekly question stays so when it is linked again", async () => {
    const place = await seed();
    const id = toId<ChannelId>("c1");
    const channel = { id, site: s1, name: "oak", platform: "slack", workspace: "T1" } as const;
    const found = () => place.run(({ roster }) => roster.findChannel(s1));
    await place.run(({ roster }) => roster.linkChannel(channel));
    await place.run(({ roster }) => roster.saveAsksOff(channel, at(5)));
    await place.run(({ roster }) => roster.linkChannel(channel));
    expect(await found()).toEqual({ ...channel, asksOffAt: at(5) });
    await place.run(({ roster }) => roster.saveAsksOff(channel, undefined));
    expect(await found()).toEqual(channel);
  });

  test("a grade's teachers are those of the school, also with another home", async () => {
    const place = await seed(
      person(ana, { grades: ["03", "04"] }),
      person(ben, { grades: ["04"], homeSite: s2 }),
      person(cy, { grades: ["04"], active: false }),
      person(toId("dee"), { grades: ["04"], homeSite: s2, assignments: [] }),
      person(toId("eli")),
    );
    const grade = async (name: string) =>
      (await place.run(({ roster }) => roster.listGrade(s1, name))).map(({ id }) => id);
    expect([await grade("04"), await grade("03"), await grade("4")]).toEqual([
      [ana, ben],
      [ana],
      [],
    ]);
    const everybody = await place.run(({ roster }) => roster.listEverybody());
    expect(everybody.map(({ grades }) => grades)).toContainEqual(["03", "04"]);
    await place.run(({ roster }) => roster.savePeople([person(ana)]));
    expect(await grade("03")).toEqual([]);
  });
});
