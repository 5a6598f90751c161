import { expect, test } from "vitest";
import { type PersonId, type ShoutOutId, toId } from "#domain/ids.ts";
import type { Card } from "#ports/card.ts";
import { chooseThanks } from "#usecases/take-back-shout-out.ts";
import { cardIn, formIn } from "./answers-desk.ts";
import type { World } from "./answers-rig.ts";
import { DEED, NEW, type PraiseWorld, shownIn, usePraiseWorlds, who } from "./praise-world.ts";

const { ana, ben, cy } = who;

const EVENING_MINUTES = 9 * 60;
const NIGHT_MINUTES = 15 * 60;

let world: World;
let desk: PraiseWorld;
usePraiseWorlds((opened) => {
  ({ world, desk } = opened);
});

const idIn = (note: Card) => toId<ShoutOutId>(note.buttons?.[0]?.value ?? "");
const both = async () => {
  const note = cardIn(await desk.give(cy, "Ana of oak and Ben of oak"));
  await world.deliver();
  return note;
};

test("who asks for private thanks in the evening is in no channel the next morning", async () => {
  await desk.after(EVENING_MINUTES);
  await desk.give(cy, "Ana of oak");
  await chooseThanks(world.product, world.act(ana), "private");
  await desk.after(NIGHT_MINUTES);
  expect(desk.posts("oak")).toEqual([]);
  expect(desk.notes(ana)).toHaveLength(1);
});

test("after somebody thanked hid the post, its giver can still take the notes back", async () => {
  const note = await both();
  const [hers] = desk.notes(ana);
  if (hers) await world.press(ana, hers, "Hide the post");
  await world.deliver();
  expect(desk.posts("oak")).toEqual([]);
  expect(desk.notes(ben)).toHaveLength(1);
  await world.press(cy, note, "Take it back");
  await desk.after(1);
  expect([desk.notes(ana), desk.notes(ben)]).toEqual([[], []]);
});

test("a post of which nobody knows whether it is up is not posted again by a change", async () => {
  const note = cardIn(await desk.give(cy, "Ana of oak"));
  const now = world.product.clock.now();
  await world.run(function* ({ outbox }) {
    const wanted = { platform: "slack", now, leaseUntil: now, limit: 10 } as const;
    const claimed = yield* outbox.claim({ ...wanted, laneMs: 0, perSecond: 100 });
    expect(claimed.length).toBeGreaterThan(0);
    for (const message of claimed) {
      yield* outbox.settle({ message, outcome: { kind: "unknown", reason: "" }, at: now });
    }
  });
  await desk.change(cy, note, { who: [ana, ben] });
  await desk.after(1);
  expect(desk.posts("oak")).toEqual([]);
});

test("new words of an old one change what stands, and are posted nowhere anew", async () => {
  const note = await both();
  await desk.after(30);
  await world.run((tx) => tx.roster.savePreferences(toId<PersonId>(ana), { thanks: "private" }));
  await desk.change(cy, note, { saw: NEW });
  await desk.after(1);
  expect(desk.posts("oak").map(({ text }) => text)).toEqual([`"${NEW}"`]);
});

test("a form that was opened in time and is sent too late moves nothing, whatever was wished since", async () => {
  const note = await both();
  const form = formIn(await world.press(cy, note, "Change it"));
  await desk.after(11);
  await world.run((tx) => tx.roster.savePreferences(toId<PersonId>(ana), { thanks: "private" }));
  await world.submit(cy, form, { ...shownIn(form), saw: NEW });
  await desk.after(1);
  expect(desk.posts("oak").map(({ text }) => text)).toEqual([`"${NEW}"`]);
});

test("a yes to other schools ends with the words it was given for", async () => {
  const note = cardIn(await desk.give(cy, "Ana of oak", DEED));
  const id = idIn(note);
  const at = world.product.clock.now();
  await world.run(function* ({ praise }) {
    for (const who of [ana, cy]) yield* praise.saveSpread(id, toId<PersonId>(who), at);
  });
  const open = async () => (await world.run(({ praise }) => praise.listSpreadable(at))).length;
  expect(await open()).toBe(1);
  await desk.change(cy, note, { saw: NEW });
  expect(await open()).toBe(0);
});
