import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type DistrictId, type SiteId, toId } from "#domain/ids.ts";
import { keepWeeksOf } from "./kept-weeks.ts";
import {
  admin,
  cardOf,
  formOf,
  last,
  lead,
  type Message,
  newest,
  newYork,
  openWave,
  type Product,
  principal,
  school,
  startProduct,
  teacher,
} from "./playground-rig.ts";

/** The two principals of the school with co-principals. */
/** Somebody else is named, or, to whom that is themselves, the role. */
const REFUSED = /not yours to do|belongs to another role/;
const coPrincipals = ["rbps-u00261", "rbps-u00262"] as const;

let product: Product;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(async () => await product.stop());

describe("a PL lead opens a wave", () => {
  beforeEach(async () => await product.reset());

  test("the dry run says what would happen, and sends nothing", async () => {
    const card = cardOf(await product.say(lead, "/pl wave open Wave 1"));
    expect(card.text).toContain("would invite: 87.");
    expect(card.text).toContain("Wednesday, September 24");
    expect(card.table?.rows.map(([when]) => when)).toEqual(["now", "today at 9:35 AM"]);
    expect(card.fields?.[0]?.value).toContain("Waterford Middle School");
    expect(await product.inbox(principal)).toEqual([]);
  });

  test("every school's principal gets the question with five answers, inside the school's hours", async () => {
    await openWave(product);
    await product.moveTo("2025-08-18T14:00:00Z");
    const card = (await newest(product, principal)).card;
    expect(card.buttons?.map(({ label }) => label)).toEqual([
      "Yes, count us in",
      "Not yet",
      "Not this year",
      "I have a question",
      "Stop these messages",
    ]);
    const principals = await product.people("role=principal&limit=200");
    expect(principals).toHaveLength(87);
    for (const { id } of principals) expect(await product.inbox(id)).toHaveLength(1);
    const middle = principals.find(({ site }) => site.name === "Valleyview Middle School");
    expect(newYork((await newest(product, middle?.id ?? "")).at)).toBe("Mon 09:35");
  });

  test("both co-principals are asked, and a vacancy goes to the area lead", async () => {
    await openWave(product);
    await product.moveTo("2025-08-18T14:00:00Z");
    for (const id of coPrincipals) expect(await product.inbox(id)).toHaveLength(1);
    const [areaLead] = await product.people("q=constance mcallister&role=area_lead");
    const asked = await product.inbox(areaLead?.id ?? "");
    expect(last(asked).card.text).toContain("Waterford Middle School");
  });

  test("a low number of schools is not mentioned", async () => {
    await openWave(product);
    expect((await newest(product, principal)).card.text).not.toContain("of 87 schools are in");
  });

  test("one press asks once more, the second opens, and any other changes nothing", async () => {
    const dryRun = cardOf(await product.say(lead, "/pl wave open Wave 1"));
    const question = cardOf(await product.press(lead, dryRun, "Open it"));
    expect(await product.inbox(principal)).toEqual([]);
    await product.press(lead, question, "Yes, send it");
    const third = await product.press(lead, question, "Yes, send it");
    expect(third.text).toContain("Wave 1 is open");
    expect(await product.inbox(principal)).toHaveLength(1);
    const again = await product.say(lead, "/pl wave open Wave 1");
    expect(again.text).toContain("Wave 1 is open");
  });

  test("nobody but a PL lead opens one, and is told whom to ask", async () => {
    for (const person of [teacher, principal, admin]) {
      const reply = await product.say(person, "/pl wave open Wave 1");
      expect(reply.text).toMatch(REFUSED);
      for (const action of ["open-wave", "confirm-wave"]) {
        const pressed = await product.event({ as: person, kind: "press", action, value: "wave-1" });
        expect(pressed.text).toMatch(REFUSED);
      }
    }
    expect(await product.inbox(principal)).toEqual([]);
  });

  test("a wave that is not there names those that are", async () => {
    const reply = await product.say(lead, "/pl wave open Wave 9");
    expect(reply.text).toContain('"Wave 9"');
    expect(reply.text).toContain("Wave 1");
  });
});

describe("a principal does not answer", () => {
  const answers = ["Yes", "Not yet", "Not this year", "Stop these"] as const;
  /** Whoever gives each of these answers at once. */
  const answerers = new Map<string, string>();
  let silent = "";
  let asked: Message;
  let areaPlLead = "";
  /** What the principal had, and the lead who calls, before the call. */
  const early: Message[] = [];
  const earlyOfLead: Message[] = [];

  /** One September for all: what one school does is nothing to another. */
  beforeAll(async () => {
    await product.reset();
    await keepWeeksOf(product, [school]);
    await openWave(product);
    const others = await listAskedElsewhere();
    for (const label of answers) {
      const person = others.pop() ?? "";
      answerers.set(label, person);
      await product.press(person, await newest(product, person), label);
    }
    silent = others.pop() ?? "";
    asked = await newest(product, silent);
    areaPlLead = (await product.people("q=bao jankowski&role=pl_lead"))[0]?.id ?? "";
    await product.moveTo("2025-09-04T14:00:00Z");
    early.push(...(await product.inbox(principal)));
    earlyOfLead.push(...(await product.inbox(areaPlLead)));
    const list = cardOf(await product.say(areaPlLead, "/pl calls"));
    const call = formOf(await product.press(areaPlLead, list, "Log a call: Lindenwood"));
    await product.submit(areaPlLead, call, { next: "done" });
    await product.moveTo("2025-09-26T14:00:00Z");
  });

  /** Whom the question has reached by now in other areas than the principal's. */
  async function listAskedElsewhere(): Promise<string[]> {
    const reached: string[] = [];
    const area = await areaOf(school);
    for (const { id, site } of await product.people("role=principal&limit=200")) {
      const isAsked = (await product.inbox(id)).length === 1;
      if (isAsked && (await areaOf(site.id)) !== area) reached.push(id);
    }
    return reached;
  }
  const areaOf = async (site: string) =>
    await product.app.product.store.read(toId<DistrictId>("rbps"), function* ({ roster }) {
      return (yield* roster.getSite(toId<SiteId>(site))).cluster;
    });

  test("reminders come after 4 and 10 school days, and the lead is asked to call", () => {
    const times = early.map(({ at }) => newYork(at));
    expect(times).toEqual(["Mon 09:30", "Fri 07:30", "Tue 07:30"]);
    const days = early.map(({ at }) => at.slice(0, 10));
    expect(days).toEqual(["2025-08-18", "2025-08-22", "2025-09-02"]);
    const calls = earlyOfLead.filter(({ card }) => card.title === "Schools to call");
    expect(calls).toHaveLength(1);
    expect(newYork(calls[0]?.at ?? "")).toBe("Wed 08:00");
    expect(calls[0]?.card.text).toContain("Lindenwood Elementary School: no answer");
  });

  test("the third reminder comes two school days before the close, if nobody called", async () => {
    const days = (await product.inbox(silent)).map(({ at }) => at.slice(0, 10));
    expect(days).toEqual(["2025-08-18", "2025-08-22", "2025-09-02", "2025-09-22"]);
  });

  test("a logged call ends the reminders of that school", async () => {
    expect(await product.inbox(principal)).toHaveLength(3);
  });

  test.each(answers)("after the answer %s no reminder comes", async (label) => {
    const all = await product.inbox(answerers.get(label) ?? "");
    // Who said yes gets a note each Monday, and no reminder.
    expect(all.filter(({ card }) => !card.title?.includes("two-minute note"))).toHaveLength(1);
  });

  test("a wave that is over still takes a late yes, and keeps nobody waiting", async () => {
    const reply = await product.press(silent, asked, "Yes");
    expect(reply.text).toContain("Wave 1 has started, and you can still join.");
    expect((await product.inbox(lead))[0]?.card.text).toContain("is closed");
  });
});
