import { afterEach, beforeEach, expect, test } from "vitest";
import {
  type AccountId,
  type DistrictId,
  type OutboxKey,
  type PersonId,
  toId,
} from "#domain/ids.ts";
import { linkOnlyDistrict, makeLinkCode } from "#usecases/link-workspace.ts";
import { teacher } from "./playground-rig.ts";
import { district, startWorkspace, textOf, type Workspace, workspace } from "./workspace-rig.ts";

let place: Workspace;

beforeEach(async () => {
  place = await startWorkspace({ linked: false });
});
afterEach(async () => await place.stop());

const linked = async () => await place.product.store.links.find("slack", workspace);
const DAY_MS = 24 * 60 * 60 * 1000;
const SHOWN = /^[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}$/;

test("an IT admin's code links a workspace, and its staff are served from then on", async () => {
  place.desk.add("U5", await place.emailOf(teacher));
  expect(textOf(await place.command("U5", "/praise"))).toContain("not linked to a school district");
  const { code, district: named } = await makeLinkCode(place.product);
  expect(code).toMatch(SHOWN);
  expect(named.id).toBe(district);
  const reply = await place.command("UADMIN", `/pl link ${code.toLowerCase().replace("-", " ")}`);
  expect(textOf(reply)).toContain(`linked to ${named.name} now`);
  expect(await linked()).toBe(district);
  expect(await place.command("U5", "/praise")).toMatchObject({ kind: "form" });
});

test("a code that is wrong, used or a day old links nothing, and says so in one sentence", async () => {
  const { product, clock, command } = place;
  const wrong = textOf(await command("U1", "/pl link ABCDE-FGHJK"));
  expect(wrong).toContain("does not work");
  expect(textOf(await command("U1", "/pl link"))).toBe(wrong);
  const { code } = await makeLinkCode(product);
  await command("U1", `/pl link ${code}`);
  await product.store.links.unlink("slack", workspace);
  expect(textOf(await command("U1", `/pl link ${code}`))).toBe(wrong);
  const old = await makeLinkCode(product);
  clock.moveTo(new Date(clock.now().getTime() + DAY_MS));
  expect(textOf(await command("U1", `/pl link ${old.code}`))).toBe(wrong);
  expect(await linked()).toBeUndefined();
});

test("a workspace that is linked cannot be taken over with another code", async () => {
  place.desk.add("U5", await place.emailOf(teacher));
  await linkOnlyDistrict(place.product, { platform: "slack", workspace });
  const { code } = await makeLinkCode(place.product);
  const reply = await place.command("U5", `/pl link ${code}`);
  expect(textOf(reply)).toContain("linked already");
});

test("which district is meant has to be said where it is not clear", async () => {
  await expect(makeLinkCode(place.product, "elsewhere")).rejects.toMatchObject({
    code: "DISTRICT_UNCLEAR",
  });
  expect((await makeLinkCode(place.product, "rbps")).district.id).toBe("rbps");
});

test("one bot token and one district are linked by themselves, an app for many is not", async () => {
  await place.send("", { kind: "installed", only: false });
  expect(await linked()).toBeUndefined();
  await place.send("", { kind: "installed", only: true });
  expect(await linked()).toBe(district);
});

test("with two districts nobody guesses whose workspace it is", async () => {
  const { store } = place.product;
  const id = toId<DistrictId>("other");
  const other = { id, name: "Other Schools", shortName: "Other", zone: "America/New_York" };
  await store.transaction(id, (tx) => tx.roster.saveDistrict(other));
  await place.send("", { kind: "installed", only: true });
  expect(await linked()).toBeUndefined();
});

test("where the app was removed, nothing of the old district reaches the workspace's next one", async () => {
  const { product, send, command } = place;
  await send("", { kind: "installed", only: true });
  place.desk.add("U5", await place.emailOf(teacher));
  await command("U5", "/pl start");
  const key = toId<OutboxKey>("waits");
  const to = {
    platform: "slack",
    workspace,
    conversation: { kind: "account", id: toId<AccountId>("U5") },
  } as const;
  const card = { text: "Hello", fallback: "Hello" };
  await product.store.transaction(district, (tx) =>
    tx.outbox.queue({
      key,
      kind: "reply",
      delivery: { do: "post", to, card },
      dueAt: place.clock.now(),
    }),
  );
  await send("", { kind: "uninstalled" }, "gone-1");
  const [address, waiting] = await product.store.read(district, function* (tx) {
    return [
      yield* tx.roster.findAddress(toId<PersonId>(teacher)),
      yield* tx.outbox.find(key),
    ] as const;
  });
  expect(address?.platform).not.toBe("slack");
  expect(waiting).toMatchObject({ state: "cancelled", reason: expect.stringContaining("removed") });
});

test("an app that was removed serves nobody, and a late word of it undoes no new link", async () => {
  const { product, send } = place;
  await send("", { kind: "installed", only: true });
  await send("", { kind: "uninstalled" }, "gone-1");
  expect(await linked()).toBeUndefined();
  await send("", { kind: "installed", only: true });
  await send("", { kind: "uninstalled" }, "gone-1");
  expect(await linked()).toBe(district);
  await product.store.links.unlink("slack", workspace);
  const search = { kind: "search", form: "praise", field: "who", query: "a" } as const;
  expect(await send("U5", search)).toEqual({ kind: "choices", options: [] });
});
