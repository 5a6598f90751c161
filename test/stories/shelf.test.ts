import { afterAll, beforeAll, expect, test } from "vitest";
import { type PersonId, type SiteId, toId } from "#domain/ids.ts";
import { findStory } from "#usecases/shelf.ts";
import {
  cardOf,
  formOf,
  lead,
  newest,
  newYork,
  type Product,
  principal,
  startProduct,
  teacher,
} from "./playground-rig.ts";

const STORY = "We gave students two ways to practice. More of them began on their own.";
const THANKS = "You came back within two days, and that helped us start.";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(async () => await product.stop());

const said = async (person: string, text: string) =>
  JSON.stringify(cardOf(await product.say(person, text)));
const district = toId<never>("rbps");

/** What another school would be told. */
async function told(site: string): Promise<string | undefined> {
  const { store, clock } = product.app.product;
  return await store.transaction(district, function* (tx) {
    const found = yield* tx.roster.getSite(toId<SiteId>(site));
    const story = yield* findStory({ tx, product: product.app.product, now: clock.now() }, found);
    return story?.(product.app.product.words);
  });
}

test("a story that may name a student, or whose owner is not clear, is not kept", async () => {
  const form = formOf(
    await product.press(lead, cardOf(await product.say(lead, "/pl stories")), "Add a story"),
  );
  const values = {
    text: "Jayceon T. reads more now.",
    owner: [principal],
    kind: "story",
    months: "6",
  };
  const named = await product.submit(lead, form, values);
  expect(Object.keys(named.errors ?? {})).toEqual(["text"]);
  const several = { ...values, text: STORY, owner: [principal, teacher] };
  expect(Object.keys((await product.submit(lead, form, several)).errors ?? {})).toEqual(["owner"]);
  const unknown = { ...values, text: STORY, school: "Nowhere Hall" };
  expect((await product.submit(lead, form, unknown)).errors?.school).toContain("Nowhere Hall");
  expect(await said(lead, "/pl stories")).toContain("No story yet");
});

test("its owner is asked first, and only after their yes another school is told it, once, without the name", async () => {
  const shelf = cardOf(await product.say(lead, "/pl stories"));
  const form = formOf(await product.press(lead, shelf, "Add a story"));
  const values = { text: STORY, owner: [principal], kind: "story", months: "6" };
  expect((await product.submit(lead, form, values)).text).toContain("for a yes");
  expect(await told("rbps-s002")).toBeUndefined();
  expect(await said(lead, "/pl stories")).toContain("Waits for the yes of");
  await product.advance("PT1H");
  const asked = await newest(product, principal);
  expect(asked.card.title).toBe("May we use your words?");
  await product.press(principal, asked, "Yes, use it");
  expect(await said(lead, "/pl stories")).toContain("Used until Wednesday, February 18, 2026");
  expect(await told("rbps-s002")).toBe(`A principal at Lindenwood Elementary School: "${STORY}"`);
  expect(await told("rbps-s002")).toBeUndefined();
  expect(await told("rbps-s001")).toBeUndefined();
});

test("a button that names somebody else's story does nothing for them", async () => {
  const { store } = product.app.product;
  const [word] = await store.read(district, (tx) =>
    tx.listening.listWords({ kinds: ["story"], limit: 1 }),
  );
  const press = { kind: "press", action: "consent-story", value: `${word?.id}|no` };
  expect((await product.event({ as: teacher, ...press })).text).toContain("not yours to do");
  expect(await said(teacher, "/pl stories")).toContain("None of your words");
});

test("the owner takes it back at any time, and nobody is told it any more", async () => {
  const mine = cardOf(await product.say(principal, "/pl stories mine"));
  const form = formOf(await product.press(principal, mine, "Take one back"));
  const field = form.fields[0];
  const options = field?.type === "choice" ? field.options : [];
  expect(options).toHaveLength(1);
  await product.submit(principal, form, { story: options[0]?.value ?? "" });
  expect(await told("rbps-s003")).toBeUndefined();
  expect(await said(lead, "/pl stories")).toContain("Not used.");
});

test("thanks from a school reach its leads, and are used only after its owner's yes", async () => {
  expect((await product.say(teacher, "/pl thanks for everything")).text).toContain("/praise");
  await product.say(principal, `/pl thanks ${THANKS}`);
  expect((await product.say(teacher, "/pl thanked")).text).toContain("not yours to do");
  const card = cardOf(await product.say(lead, "/pl thanked"));
  expect(card.text).toContain(THANKS);
  const form = formOf(await product.press(lead, card, "Ask to use one"));
  const field = form.fields[0];
  const thanks = (field?.type === "choice" ? field.options[0]?.value : "") ?? "";
  await product.submit(lead, form, { thanks, months: "3" });
  const again = await product.submit(lead, form, { thanks, months: "3" });
  expect(again.text).toContain("asked about this one before");
  await product.advance("PT1H");
  await product.press(principal, await newest(product, principal), "No, thanks");
  expect(await told("rbps-s004")).toBeUndefined();
});

test("leads write the district's words and name who can help, and everybody can read them", async () => {
  const card = cardOf(await product.say(lead, "/pl profile"));
  const form = formOf(await product.press(lead, card, "Change the words"));
  expect(form.fields).toHaveLength(7);
  const mission = "Every student is known and ready.";
  await product.submit(lead, form, { mission, value_growth: "We learn as we go" });
  const named = await product.say(lead, "/pl contact grants office Christopher Reyes");
  expect(named.text).toBe("Done. Grants office: Christopher Reyes.");
  const seen = await said(teacher, "/pl profile");
  for (const text of [mission, "We learn as we go", "Grants office: Christopher Reyes"]) {
    expect(seen).toContain(text);
  }
  expect(seen).not.toContain("edit-profile");
  const refused = await product.say(principal, "/pl contact grants office Christopher Reyes");
  expect(refused.text).toContain("not yours to do");
  const cleared = await product.say(lead, "/pl contact grants office nobody");
  expect(cleared.text).toMatch(/their PL lead\.|stands in, as the staff list says\./);
  expect(await said(teacher, "/pl profile")).not.toContain("Grants office: Christopher Reyes");
});

test("once a year every lead is asked if the words still fit, and one answer is enough", async () => {
  const { store } = product.app.product;
  const leads = await store.read(district, (tx) => tx.roster.listHolders("pl_lead"));
  const [first, second] = leads.map(({ id }: { id: PersonId }) => id);
  // The words were changed today: the next look is a year away.
  await store.transaction(district, function* (tx) {
    const row = yield* tx.schedule.find("profile");
    expect(row?.nextAt.toISOString().slice(0, 10)).toBe("2026-08-17");
    if (row) yield* tx.schedule.save({ ...row, nextAt: new Date("2025-08-19T12:00:00Z") });
  });
  await product.moveTo("2025-08-19T13:00:00Z");
  const asked = await newest(product, first ?? "");
  expect(asked.card.title).toBe("Do these words still fit?");
  expect(newYork(asked.at)).toBe("Tue 08:00");
  await product.press(first ?? "", asked, "They still fit");
  await product.advance("PT1M");
  const other = (await newest(product, second ?? "")).card;
  expect(other.text).toContain("looked at the district's words");
  expect(other.buttons ?? []).toEqual([]);
});
