import { describe, expect, test } from "vitest";
import { type DistrictId, toId } from "#domain/ids.ts";
import type { Installation } from "#ports/installations.ts";
import { engines, useStore } from "./store-rig.ts";

const now = new Date("2026-02-03T10:00:00Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const north = toId<DistrictId>("north");
const south = toId<DistrictId>("south");

const inWorkspace = (workspace: string, more: Partial<Installation> = {}): Installation => ({
  platform: "slack",
  workspace,
  sealed: `v1.00000000.${workspace}`,
  botAccount: "U0BOT",
  scopes: ["chat:write", "commands"],
  installedAt: now,
  ...more,
});

/** Ten who come at the same moment. */
const atOnce = async <T>(ask: () => Promise<T>) =>
  await Promise.all(Array.from({ length: 10 }, async () => await ask()));

describe.each(engines)("installations on %s", (engine) => {
  const rig = useStore(engine);

  test("an installation is found again in its own workspace, and nowhere else", async () => {
    const { installations } = rig.store;
    const endless = inWorkspace("T1");
    const ending = inWorkspace("T2", { expiresAt: later(720) });
    await installations.save(ending);
    await installations.save(endless);
    expect(await installations.find("slack", "T1")).toEqual(endless);
    expect(await installations.find("slack", "T2")).toEqual(ending);
    expect(await installations.find("slack", "T3")).toBeUndefined();
    expect(await installations.find("teams", "T1")).toBeUndefined();
    expect(await installations.list("slack")).toEqual([endless, ending]);
    expect(await installations.list("teams")).toEqual([]);
  });

  test("who installs again replaces the token, and its end", async () => {
    const { installations } = rig.store;
    await installations.save(inWorkspace("T4", { expiresAt: later(720) }));
    const again = inWorkspace("T4", {
      sealed: "v1.11111111.new",
      scopes: [],
      installedAt: later(1),
    });
    await installations.save(again);
    expect(await installations.find("slack", "T4")).toEqual(again);
  });

  test("a removed installation is gone, and removing it twice is no mistake", async () => {
    const { installations } = rig.store;
    await installations.save(inWorkspace("T5"));
    await installations.remove("slack", "T5");
    await installations.remove("slack", "T5");
    expect(await installations.find("slack", "T5")).toBeUndefined();
  });

  test("whoever renewed a token that is there no more replaces nothing", async () => {
    const { installations } = rig.store;
    const renewed = inWorkspace("T6", { sealed: "v1.renewed", expiresAt: later(720) });
    expect(await installations.replace("v1.old", renewed)).toBe(false);
    await installations.save(inWorkspace("T6", { sealed: "v1.old" }));
    expect(await installations.replace("v1.old", renewed)).toBe(true);
    const late = inWorkspace("T6", { sealed: "v1.late" });
    expect(await installations.replace("v1.old", late)).toBe(false);
    expect(await installations.find("slack", "T6")).toEqual(renewed);
  });

  test("of ten who would renew a token at the same moment one may, until its time is over", async () => {
    const { installations } = rig.store;
    const lease = { now, until: later(1) };
    const take = async (workspace: string, asked = lease) =>
      await installations.takeRenewal({ platform: "slack", workspace }, asked);
    const taken = await atOnce(async () => await take("T7"));
    expect(taken.filter(Boolean)).toEqual([true]);
    expect(await take("T8")).toBe(true);
    expect(await take("T7", { now: later(1), until: later(2) })).toBe(true);
    expect(await take("T7", { now: later(1), until: later(2) })).toBe(false);
  });

  test("an install state is taken once, even by ten who come at the same moment", async () => {
    const { installations } = rig.store;
    await installations.keepState("state", later(10));
    const taken = await atOnce(async () => await installations.takeState("state", later(9)));
    expect(taken.filter(Boolean)).toEqual([true]);
    expect(await installations.takeState("state", later(9))).toBe(false);
  });

  test("an install state that is too old or unknown is refused", async () => {
    const { installations } = rig.store;
    await installations.keepState("old", later(10));
    await installations.keepState("fresh", later(20));
    expect(await installations.takeState("nobody's", later(9))).toBe(false);
    expect(await installations.takeState("old", later(10))).toBe(false);
    expect(await installations.takeState("old", later(9))).toBe(false);
    expect(await installations.takeState("fresh", later(11))).toBe(true);
  });

  test("states that nobody came back for are swept when others are kept", async () => {
    const { installations } = rig.store;
    await installations.keepState("forgotten", later(10));
    await installations.keepState("next day", later(10 + 24 * 60));
    expect(await installations.takeState("forgotten", later(9))).toBe(false);
    expect(await installations.takeState("next day", later(9))).toBe(true);
  });
});

describe.each(engines)("workspace links on %s", (engine) => {
  const rig = useStore(engine);

  test("a linked workspace leads to its district, and an unlinked one to none", async () => {
    const { links } = rig.store;
    await links.link("slack", "T2", north);
    await links.link("slack", "T1", north);
    await links.link("teams", "T1", south);
    expect(await links.find("slack", "T1")).toBe(north);
    expect(await links.find("teams", "T1")).toBe(south);
    expect(await links.find("slack", "T9")).toBeUndefined();
    expect(await links.listWorkspaces("slack", north)).toEqual(["T1", "T2"]);
    await links.unlink("slack", "T1");
    expect(await links.find("slack", "T1")).toBeUndefined();
    expect(await links.find("teams", "T1")).toBe(south);
  });

  test("a workspace that is linked again belongs to the new district alone", async () => {
    const { links } = rig.store;
    await links.link("slack", "T3", north);
    await links.link("slack", "T3", south);
    expect(await links.find("slack", "T3")).toBe(south);
    expect(await links.listWorkspaces("slack", north)).not.toContain("T3");
  });

  test("a link code gives its district once, even to ten who come at the same moment", async () => {
    const { links } = rig.store;
    await links.keepCode("code", north, later(60));
    const taken = await atOnce(async () => await links.takeCode("code", later(59)));
    expect(taken.filter((district) => district !== undefined)).toEqual([north]);
    expect(await links.takeCode("code", later(59))).toBeUndefined();
  });

  test("a link code that is too old or unknown gives no district", async () => {
    const { links } = rig.store;
    await links.keepCode("old", north, later(60));
    expect(await links.takeCode("unknown", later(1))).toBeUndefined();
    expect(await links.takeCode("old", later(60))).toBeUndefined();
    expect(await links.takeCode("old", later(1))).toBeUndefined();
  });

  test("an erased district has no workspace and no code any more; others keep theirs", async () => {
    const { links, installations } = rig.store;
    const gone = toId<DistrictId>("gone");
    await installations.save(inWorkspace("T7"));
    await links.link("slack", "T7", gone);
    await links.link("slack", "T8", south);
    await links.keepCode("of gone", gone, later(60));
    await links.keepCode("of south", south, later(60));
    await rig.store.eraseDistrict(gone);
    expect(await links.find("slack", "T7")).toBeUndefined();
    expect(await links.takeCode("of gone", now)).toBeUndefined();
    expect(await links.find("slack", "T8")).toBe(south);
    expect(await links.takeCode("of south", now)).toBe(south);
    expect(await installations.find("slack", "T7")).toBeDefined();
  });
});
