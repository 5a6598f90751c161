import { afterEach, beforeEach, expect, test } from "vitest";
import { type PersonId, type SiteId, toId } from "#domain/ids.ts";
import type { Reply } from "#ports/chat.ts";
import type { Store } from "#ports/store.ts";
import { openWave, principal, school, teacher } from "./playground-rig.ts";
import {
  cardIn,
  district,
  startWorkspace,
  textOf,
  toCommand,
  toEvent,
  type Workspace,
} from "./workspace-rig.ts";

const deed = "letting students choose the order of their tasks in reading today";
const AGAIN = { kind: "repeated", card: { text: "That was done already." } };
let place: Workspace;

beforeEach(async () => {
  place = await startWorkspace();
  place.desk.add("U5", await place.emailOf(teacher));
  place.desk.add("U1", await place.emailOf(principal));
});
afterEach(async () => await place.stop());

const given = async () =>
  await place.product.store.read(district, (tx) => tx.praise.listMine(toId<PersonId>(teacher), 50));
const praise = `/praise Jun Brânză for ${deed}`;

test("a shout-out that the network sends again is given once", async () => {
  expect(textOf(await place.command("U5", praise, "one"))).toContain("Posted in");
  expect(await place.command("U5", praise, "one")).toMatchObject(AGAIN);
  expect(await given()).toHaveLength(1);
});

test("ten of the same that come at the same moment act once", async () => {
  await place.command("U5", "/pl help");
  const ten = Array.from({ length: 10 }, async () => await place.command("U5", praise, "ten"));
  const kinds = (await Promise.all(ten)).map(({ kind }) => kind).sort();
  expect(kinds).toEqual(["note", ...Array.from({ length: 9 }, () => "repeated")]);
  expect(await given()).toHaveLength(1);
});

test("the same key in another workspace is another event", async () => {
  const { links } = place.product.store;
  await links.link("slack", "T2", district);
  await place.command("U5", praise, "one");
  const answer = place.open(place.product.store);
  const elsewhere = { ...toEvent("U5", toCommand(praise), "one"), workspace: "T2" };
  expect(await answer(elsewhere)).toMatchObject({ kind: "note" });
});

test.each([
  ["a command that only shows something", toCommand("/pl help")],
  ["a press that opens a form", { kind: "press", action: "open-praise", value: "" }],
  ["a press that is not allowed", { kind: "press", action: "open-wave", value: "wave-1" }],
  ["a shortcut", { kind: "shortcut", name: "praise" }],
  ["plain words", { kind: "text", text: "hello" }],
] as const)("%s is answered once", async (_what, doing) => {
  const first = await place.send("U5", doing, "once");
  expect(["note", "form"]).toContain(first.kind);
  expect(await place.send("U5", doing, "once")).toMatchObject(AGAIN);
});

test("looking is no act: a search and the own page may come as often as they like", async () => {
  const search = { kind: "search", form: "praise", field: "who", query: "jun" } as const;
  const kinds: string[] = [];
  for (const doing of [search, search, { kind: "opened" }, { kind: "opened" }] as const) {
    kinds.push((await place.send("U5", doing, "look")).kind);
  }
  expect(kinds).toEqual(["choices", "choices", "page", "page"]);
});

test("a form that came back with errors is corrected and sent again with the same key", async () => {
  const form = { kind: "submit", form: "praise", context: "|" } as const;
  const wrong = { ...form, values: { who: [], saw: "" } };
  expect(await place.send("U5", wrong, "view-1")).toMatchObject({ kind: "errors" });
  const right = { ...form, values: { who: [principal], saw: `You were ${deed}.` } };
  expect(textOf(await place.send("U5", right, "view-1"))).toContain("Posted in");
  expect(await place.send("U5", right, "view-1")).toMatchObject(AGAIN);
  expect(await given()).toHaveLength(1);
});

/** A store whose transactions fail, as a full disk makes them fail. */
const full = (store: Store): Store => ({
  ...store,
  transaction: async () => await Promise.reject(new RangeError("the disk is full")),
});

test("what could not be kept is not called done, and works when it is sent again", async () => {
  await place.command("U5", "/pl help");
  const broken = place.open(full(place.product.store));
  const failed: Reply = await broken(toEvent("U5", toCommand(praise), "one"));
  expect(failed).toMatchObject({ kind: "failed" });
  expect(textOf(failed)).toContain("nothing was changed");
  expect(await given()).toEqual([]);
  expect(textOf(await place.command("U5", praise, "one"))).toContain("Posted in");
});

test("a principal's answer counts once, and a second press changes it", async () => {
  const { store } = place.product;
  const site = toId<SiteId>(school);
  await openWave(place.playground);
  const asked = cardIn(await place.command("U1", "/pl answer"));
  const press = async (label: string, key: string) => {
    const button = asked.buttons?.find((each) => each.label.startsWith(label));
    const { action = "", value = "" } = button ?? {};
    return await place.send("U1", { kind: "press", action, value }, key);
  };
  const wave = (await store.read(district, (tx) => tx.waves.findOpenInvitation(site)))?.wave;
  const last = async () =>
    await store.read(district, (tx) => tx.waves.findLastAnswer(wave ?? toId(""), site));
  await press("Yes", "a1");
  const first = await last();
  expect(await press("Yes", "a1")).toMatchObject(AGAIN);
  expect(await last()).toEqual(first);
  await press("No", "a2");
  expect((await last())?.kind).not.toBe("yes");
});
