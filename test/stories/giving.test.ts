import { beforeEach, expect, test } from "vitest";
import type { Card } from "#ports/card.ts";
import type { Reply } from "#ports/chat.ts";
import { cardIn, formIn } from "./answers-desk.ts";
import { useWorlds, type World } from "./answers-rig.ts";
import { DEED, type PraiseWorld, praiseWorld, read, shownIn } from "./praise-world.ts";

const ana = "oak-ana-slack";
const ben = "oak-ben-teams";
const cy = "oak-cy-slack";
const NEW = "asking students how the plan went, and changing it the next day";

let world: World;
let desk: PraiseWorld;
useWorlds((opened) => {
  ({ world } = opened);
});
beforeEach(async () => {
  desk = await praiseWorld(world);
});

const errorsOf = (reply: Reply) => (reply.kind === "errors" ? reply.errors : {});
const posted = () => desk.posts("oak").map(({ title, text }) => `${title}: ${text}`);
async function thank(names: string, words = DEED): Promise<Card> {
  const note = cardIn(await desk.give(cy, names, words));
  await world.deliver();
  return note;
}

test("a nickname is never thanked unasked: everybody it may be is offered", async () => {
  await desk.rename(ana, { givenName: "Daniela", familyName: "Lee" });
  await desk.rename(ben, { givenName: "Daniel", familyName: "Lee" });
  const offer = cardIn(await desk.give(cy, "Dani Lee", DEED));
  const labels = offer.buttons?.map(({ label }) => label.split(" (")[0]);
  expect([...(labels ?? [])].slice(0, 2).sort()).toEqual(["Daniel Lee", "Daniela Lee"]);
  await world.deliver();
  expect(posted()).toEqual([]);
  await world.press(cy, offer, "Daniela Lee");
  await world.deliver();
  expect(posted()).toEqual([expect.stringContaining("thanked Daniela Lee")]);
});

test("who has left is not thanked: nothing is kept, and the form comes back with the words", async () => {
  await desk.rename(ana, { givenName: "Daniela" });
  const offer = cardIn(await desk.give(cy, "Dani of oak", DEED));
  const open = await desk.openForm(cy);
  await desk.rename(ana, { active: false });
  const form = formIn(await world.press(cy, offer, "Daniela"));
  expect(form.note).toBe("They are not on the staff list any more.");
  expect(shownIn(form)).toMatchObject({ who: [], saw: DEED });
  const values = { ...shownIn(form), share: "site" };
  const named = errorsOf(await world.submit(cy, open, { ...values, who: [ana] }));
  expect(named).toEqual({ who: "Daniela of oak is not on the staff list any more." });
  const unknown = errorsOf(await world.submit(cy, open, { ...values, who: ["t-1002"] }));
  expect(unknown).toEqual({ who: "Somebody you chose is not on the staff list any more." });
  await world.submit(cy, form, { ...values, who: [ben] });
  await world.deliver();
  expect(posted()).toEqual([expect.stringContaining("thanked Ben of oak")]);
});

test("the words may change though everybody it thanks has left", async () => {
  const note = await thank("Ana of oak");
  await desk.rename(ana, { active: false });
  expect(read(await desk.change(cy, note, { saw: NEW }))).toContain("everywhere");
  await world.deliver();
  expect(posted()).toEqual([`Cy of oak thanked Ana of oak: "${NEW}"`]);
});

test("what was typed in time and sent too late is kept; people and place stay", async () => {
  const note = await thank("Ana of oak");
  const form = formIn(await world.press(cy, note, "Change it"));
  await desk.after(11);
  const late = { ...shownIn(form), who: [ben], saw: NEW };
  expect(read(await world.submit(cy, form, late))).toContain("Your words are changed. Whom");
  await world.deliver();
  expect(posted()).toEqual([`Cy of oak thanked Ana of oak: "${NEW}"`]);
});

test("where no channel is linked the giver reads so, and how to link one", async () => {
  await world.school("fir");
  const said = cardIn(await desk.give("fir-cy-slack", "Ana of fir", DEED)).text;
  expect(said).toContain("No channel is linked for it yet, so only Ana of fir will see it");
  expect(said).toContain("/pl channel here");
});

test("a practice that the giver left empty stays empty after a hold", async () => {
  const words = `${DEED} with Priya Natarajan from the museum`;
  const held = await desk.fill(cy, { who: [ana], saw: words, practice: "" });
  expect(shownIn(formIn(held))).toMatchObject({ saw: words, practice: "" });
});

test("a practice added later leaves newer words alone, and vouching in a change is written down", async () => {
  const note = await thank("Ana of oak");
  const words = "planning the whole unit with Priya Natarajan from the museum";
  const form = formIn(await desk.change(cy, note, { saw: words }));
  await world.submit(cy, form, { ...shownIn(form), vouch: ["Priya Natarajan"] });
  await world.press(cy, note, 'Add "');
  await world.deliver();
  const [post] = desk.posts("oak");
  expect(post).toMatchObject({ text: `"${words}"`, fields: [{ value: "Choice" }] });
  expect(await desk.audited()).toContain("name_vouched");
});

test("the time in the form is the one on the giver's own clock", async () => {
  const note = await thank("Ana of oak");
  await world.run(function* ({ roster }) {
    const sites = yield* roster.listSites();
    yield* roster.saveSites(sites.map((site) => ({ ...site, zone: "America/Chicago" })));
  });
  expect(formIn(await world.press(cy, note, "Change it")).note).toContain("10:10");
});
