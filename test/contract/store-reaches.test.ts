import { describe, expect, test } from "vitest";
import { type AccountId, type ChannelId, type PersonId, type SiteId, toId } from "#domain/ids.ts";
import type { Address } from "#ports/chat.ts";
import { engines, useStore } from "./store-rig.ts";

const at = { platform: "teams", workspace: "W1" } as const;
const ana: Address = { ...at, conversation: { kind: "account", id: toId<AccountId>("A1") } };
const staff: Address = { ...at, conversation: { kind: "channel", id: toId<ChannelId>("C1") } };
const site = toId<SiteId>("s1");

describe.each(engines)("how people and channels are reached, on %s", (engine) => {
  const rig = useStore(engine);

  async function seed() {
    const place = rig.fresh();
    const person = toId<PersonId>("ana");
    const assignments = [{ role: "teacher", place: site }] as const;
    await place.run(function* ({ roster }) {
      yield* roster.savePeople([
        { id: person, givenName: "Ana", familyName: "Ruiz", active: true, assignments },
      ]);
      yield* roster.linkAccount({ ...at, account: toId<AccountId>("A1"), person });
      yield* roster.linkChannel({ ...at, id: toId<ChannelId>("C1"), site, name: "staff" });
    });
    const find = async (address: Address) =>
      await place.run(({ roster }) => roster.findReach(address));
    const keep = async (address: Address, reach: string | undefined) =>
      await place.run(({ roster }) => roster.keepReach(address, reach));
    return { place, find, keep };
  }

  test("what is kept is found, changed and forgotten", async () => {
    const { find, keep } = await seed();
    for (const address of [ana, staff]) {
      expect(await find(address)).toBeUndefined();
      await keep(address, "one");
      await keep(address, "two");
      expect(await find(address)).toBe("two");
      await keep(address, undefined);
      expect(await find(address)).toBeUndefined();
    }
  });

  test("nothing is kept of an account or a channel that is nobody's here", async () => {
    const { find, keep } = await seed();
    const stranger = {
      ...ana,
      conversation: { kind: "account", id: toId<AccountId>("X") },
    } as const;
    const elsewhere = { ...ana, workspace: "W2" };
    const channel = {
      ...staff,
      conversation: { kind: "channel", id: toId<ChannelId>("X") },
    } as const;
    for (const address of [stranger, elsewhere, channel]) {
      await keep(address, "one");
      expect(await find(address)).toBeUndefined();
    }
  });

  test("somebody to ask about others: a channel before a person, and nobody of another workspace", async () => {
    const { place, keep } = await seed();
    const any = async (workspace: string) =>
      await place.run(({ roster }) => roster.findAnyReach({ platform: "teams", workspace }));
    expect(await any("W1")).toBeUndefined();
    await keep(ana, "ana's");
    expect(await any("W1")).toBe("ana's");
    await keep(staff, "the channel's");
    expect(await any("W1")).toBe("the channel's");
    expect(await any("W2")).toBeUndefined();
  });

  test("a linked channel gets its new name and keeps its place; another is left alone", async () => {
    const { place } = await seed();
    const rename = async (id: string, name: string) =>
      await place.run(({ roster }) =>
        roster.renameChannel({ ...at, id: toId<ChannelId>(id), name }),
      );
    await rename("C1", "Lindenwood staff");
    await rename("C2", "Somebody else's");
    const channels = await place.run(({ roster }) => roster.listChannels());
    expect(channels).toMatchObject([{ id: "C1", name: "Lindenwood staff", site }]);
  });
});
