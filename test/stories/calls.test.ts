import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type CallTaskId,
  type DistrictId,
  type PersonId,
  type SiteId,
  toId,
  type WaveId,
} from "#domain/ids.ts";
import type { CallTask } from "#domain/wave.ts";
import type { Card } from "#ports/card.ts";
import {
  cardOf,
  formOf,
  last,
  lead,
  newest,
  newYork,
  openWave,
  type Product,
  principal,
  school,
  startProduct,
} from "./playground-rig.ts";

const SCHOOL = "Lindenwood Elementary School";
const SAID = "They want to see the timetable first.";
const MOST_ASKED = 6;
const district = toId<DistrictId>("rbps");

let product: Product;
/** The PL lead of the school's cluster, and its area lead. */
let own: string;
let area: string;

/** Wave 1 is open, and six schools of one cluster should hear from a person since Friday. */
beforeAll(async () => {
  product = await startProduct();
  await openWave(product);
  own = (await product.people("q=bao jankowski&role=pl_lead"))[0]?.id ?? "";
  area = await findAreaLead();
  await product.app.product.store.transaction(district, function* ({ roster, waves }) {
    const sites = yield* roster.listSites();
    const cluster = sites.find(({ id }) => id === school)?.cluster;
    const near = sites.filter((site) => site.cluster === cluster).slice(0, MOST_ASKED);
    for (const site of near) yield* waves.addCallTask(taskOf(site.id));
  });
});
afterAll(async () => await product.stop());

function taskOf(site: SiteId): CallTask {
  return {
    id: toId<CallTaskId>(`call-${site}`),
    wave: toId<WaveId>("wave-1"),
    site,
    lead: toId<PersonId>(own),
    reason: "no_answer",
    words: "",
    createdOn: "2025-08-15",
  };
}

async function findAreaLead(): Promise<string> {
  const { store } = product.app.product;
  return await store.read(district, function* ({ roster }) {
    const cluster = (yield* roster.listSites()).find(({ id }) => id === school)?.cluster;
    return (yield* roster.listHolders("area_lead", cluster))[0]?.id ?? "";
  });
}

const calls = async (who = own): Promise<Card> => cardOf(await product.say(who, "/pl calls"));
const lineOf = (card: Card, name: string) =>
  card.text.split("\n").find((line) => line.startsWith(name));
const openForm = async (card: Card, name: string) =>
  formOf(await product.press(own, card, `Log a call: ${name}`));

test("a lead reads whom to call and why, how long they wait, and logs the first five", async () => {
  const card = await calls();
  expect(lineOf(card, SCHOOL)).toContain("no answer to Wave 1 yet. Waiting one school day.");
  expect((await calls(lead)).text).toContain("Calls that are due on other lists: 6.");
  const labels = card.buttons?.map(({ label }) => label) ?? [];
  expect(labels).toHaveLength(5);
  expect(labels.every((label) => label.startsWith("Log a call: "))).toBe(true);
});

test("an area lead sees the calls of the own cluster, and logs none that is a PL lead's", async () => {
  const card = await calls(area);
  expect(lineOf(card, SCHOOL)).toBeDefined();
  expect(card.buttons).toEqual([]);
  const refused = await product.say(area, `/pl called ${SCHOOL}: hello`);
  expect(refused.text).toContain("not yours to do");
});

test("a line that may name a student is not kept, and the form says why", async () => {
  const form = await openForm(await calls(), SCHOOL);
  const reply = await product.submit(own, form, { line: "They spoke of Jayceon T.", next: "done" });
  expect(reply.errors?.line).toBeDefined();
  const past = await product.submit(own, form, { day: "2025-08-18", next: "done" });
  expect(past.errors?.day).toContain("after today");
  expect(JSON.stringify(await product.say(own, `/pl school ${SCHOOL}`))).not.toContain("Jayceon");
});

test("of two leads who log one call, the second hears of the first", async () => {
  const card = await calls();
  const form = await openForm(card, SCHOOL);
  const logged = await product.submit(own, form, { line: SAID, next: "done" });
  expect(logged.text).toContain(`Your call with ${SCHOOL} is noted.`);
  expect(lineOf(cardOf(logged), SCHOOL)).toBeUndefined();
  const late = await product.press(lead, card, `Log a call: ${SCHOOL}`);
  expect(late.text).toBe(`Bao Jankowski logged a call with ${SCHOOL} on Monday, August 18.`);
  const later = await product.submit(lead, form, { next: "done" });
  expect(later.text).toContain("Bao Jankowski logged a call");
  const quick = card.buttons?.find(({ label }) => label.includes(SCHOOL))?.value;
  const old = await product.event({ as: own, kind: "press", action: "log-call", value: quick });
  expect(old.text).toContain("Bao Jankowski logged a call");
});

test("what was said is for the leads of the school, and never for the school or the log", async () => {
  const story = async (who: string, name = SCHOOL) =>
    JSON.stringify(await product.say(who, `/pl school ${name}`));
  expect(await story(own)).toContain(SAID);
  expect(await story(area)).toContain(SAID);
  expect(await story(principal, "")).toContain("asked to join Wave 1");
  expect(await story(principal, "")).not.toContain(SAID);
  const entries = await product.app.product.store.read(district, ({ audit }) => audit.list(20));
  const entry = entries.find(({ action }) => action === "call_logged");
  expect(entry).toMatchObject({ actor: `person:${own}`, subject: `site:${school}` });
  expect(JSON.stringify(entries)).not.toContain(SAID);
});

test("a school that is called again on a day is off the list, and comes back in that morning's note", async () => {
  const card = await calls();
  const again = last(card.buttons ?? []).label.replace("Log a call: ", "");
  const form = await openForm(card, again);
  const reply = await product.submit(own, form, { day: "August 20", next: "done" });
  expect(reply.text).toContain("It comes back to the list on Wednesday, August 20.");
  expect(lineOf(await calls(), again)).toBeUndefined();
  const late = await product.submit(lead, form, { next: "done" });
  expect(late.text).toContain(`Bao Jankowski logged a call with ${again}`);
  await product.moveTo("2025-08-20T14:00:00Z");
  const note = await newest(product, own);
  expect(newYork(note.at)).toBe("Wed 08:00");
  expect(lineOf(await calls(), again)).toContain("New today.");
});

test("a call that nothing asked for is logged by a school's name", async () => {
  const several = await product.say(own, "/pl called elementary school: they start in March");
  expect(several.text).toContain("Several schools fit");
  expect(several.text).toMatch(/ and \d+ more/);
  const unknown = await product.say(own, "/pl called Lindenwod Elementary School: hello");
  expect(unknown.text).toContain(`Did you mean ${SCHOOL}`);
  const site = toId<SiteId>("rbps-s002");
  const visit = { ...taskOf(site), id: toId<CallTaskId>("visit"), reason: "joined" } as const;
  const { store } = product.app.product;
  await store.transaction(district, (tx) => tx.waves.addCallTask(visit));
  const logged = await product.say(lead, "/pl called riverside elementary: they start in March");
  // The dates that were promised are still promised.
  const open = await store.read(district, (tx) => tx.waves.findCallTask(visit.id));
  expect(open).toMatchObject({ reason: "joined", doneAt: undefined });
  expect(logged.text).toBe("Your call with Riverside Elementary School is noted.");
  const invitations = await product.app.product.store.read(district, ({ waves }) =>
    waves.listSiteInvitations(toId("rbps-s002")),
  );
  expect(invitations[0]?.callLoggedAt).toBeDefined();
});
