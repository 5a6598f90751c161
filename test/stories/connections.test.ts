import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  fillWeek,
  heard,
  labels,
  lastHeard,
  sayOwnWords,
  taskOf,
  wordsOf,
} from "./connection-rig.ts";
import {
  cardOf,
  formOf,
  lead,
  newest,
  newYork,
  openWave,
  type Product,
  principal,
  school,
  startProduct,
  teacher,
} from "./playground-rig.ts";

/** The PL lead of Lindenwood's cluster: who answers its principal. */
let ownLead: string;
/** Principals of other elementary schools, each for one test: one wave is enough for all. */
let others: readonly { readonly id: string; readonly site: { readonly id: string } }[];
let product: Product;

beforeAll(async () => {
  product = await startProduct();
  await openWave(product);
  ownLead = (await product.people("q=bao jankowski&role=pl_lead"))[0]?.id ?? "";
  const people = await product.people("role=principal&limit=100");
  others = SCHOOLS.flatMap((id) => people.filter(({ site }) => site.id === id));
});
afterAll(async () => await product.stop());

/** They open as early as Lindenwood does. */
const SCHOOLS = ["rbps-s002", "rbps-s003", "rbps-s004", "rbps-s005", "rbps-s006", "rbps-s008"];
const SAID = /You said: [^.]+/g;

const other = (place: number) => others[place]?.id ?? "";

/** Presses an answer on the invitation; for "not yet" the form of reasons comes. */
async function answer(person: string, label: string) {
  const [invitation] = await product.inbox(person);
  if (!invitation) throw new RangeError("nobody was asked");
  return await product.press(person, invitation, label);
}

describe("what is in the way", () => {
  test("eight reasons come first, ten more wait behind them, and words of one's own need no box", async () => {
    const form = formOf(await answer(principal, "Not yet"));
    const sizes = form.fields.map((field) => ("options" in field ? field.options.length : "text"));
    expect(sizes).toEqual([10, 10, "text"]);
    const missing = await product.submit(principal, form, { pitfalls: ["other"] });
    expect(missing.errors?.other).toContain("in a few words");
    const named = { other: "A student named Ana moved in and takes all our time" };
    expect((await product.submit(principal, form, named)).errors?.other).toContain("student");
    const four = { pitfalls: ["plate_full", "new_staff"], more: ["vacancies", "tech_access"] };
    expect((await product.submit(principal, form, four)).errors?.pitfalls).toContain(
      "Pick up to three",
    );
    const own = { more: ["vacancies"], other: "Our gym is being rebuilt" };
    expect((await product.submit(principal, form, own)).text).toContain("tomorrow at 7:15 AM");
    const asked = await lastHeard(product, ownLead, "Our gym is being rebuilt");
    expect(asked.card.title).toContain("Lindenwood");
  });

  test("who would rather not say is taken at their word, and a 'not this year' may say why", async () => {
    const form = formOf(await answer(other(0), "Not yet"));
    for (const text of ["Our roof leaks", "Our roof leaks badly"]) {
      await product.submit(other(0), form, { other: text });
      const asked = (await taskOf(product, SCHOOLS[0], "question"))?.words;
      expect(asked).toBe(`Something else is in the way: ${text}`);
    }
    const picked = { pitfalls: ["prefer_not_to_say", "plate_full"], other: "Too much" };
    expect((await product.submit(other(0), form, picked)).text).toContain("No reason is kept");
    expect(await taskOf(product, SCHOOLS[0], "question")).toBeUndefined();
    expect(await wordsOf(product, SCHOOLS[0])).toBe("");
    const no = cardOf(await answer(other(1), "Not this year"));
    const reasons = formOf(await product.press(other(1), no, "Say what is"));
    const thanked = await product.submit(other(1), reasons, { pitfalls: ["competing_ib"] });
    expect(thanked.text).toContain("Nothing more is sent");
    await product.moveTo("2025-08-19T13:00:00Z");
    for (const quiet of [other(0), other(1)])
      expect(await heard(product, quiet, "You said")).toEqual([]);
    const { card } = await newest(product, principal);
    expect(card.text).toContain("You said: Open positions and uncovered classes.");
    expect(card.text).toContain("Bao Jankowski will read it and answer within 3 school days.");
  });
});

describe("connections", () => {
  test("a second thought takes the place of what waits, and nothing is said twice in a school year", async () => {
    const form = formOf(await answer(other(2), "Not yet"));
    await product.submit(other(2), form, { pitfalls: ["competing_ib", "plate_full"] });
    await product.submit(other(2), form, { pitfalls: ["plate_full"] });
    await product.moveTo("2025-08-20T13:00:00Z");
    const first = await heard(product, other(2), "You said");
    expect(first.map(({ card }) => card.text.match(SAID))).toEqual([
      ["You said: Our plate is already full"],
    ]);
    await sayOwnWords(product, { "contact:curriculum_lead": principal });
    await product.submit(other(2), form, { pitfalls: ["plate_full", "new_curriculum"] });
    await product.moveTo("2025-08-21T13:00:00Z");
    const second = await newest(product, other(2));
    expect(second.card.text.match(SAID)).toEqual(["You said: New curriculum this year"]);
    expect(second.card.text).toContain("Jun Brânză can help.");
    const again = await product.submit(other(2), form, { pitfalls: ["new_curriculum"] });
    expect(again.text).toContain("earlier this school year");
    const why = cardOf(await product.say(lead, "/pl why Deerfield"));
    expect(JSON.stringify(why)).toContain("earlier in the school year");
  });

  test("its four buttons: one page, a call, a later month, and quiet", async () => {
    const value = `wave-1|${school}`;
    await sayOwnWords(product, {
      "value:respect": "We honor each other",
      mission: "Every child is known.",
    });
    const nameReasons = { as: principal, kind: "press", action: "name-pitfalls", value };
    const form = formOf(await product.event(nameReasons));
    await product.submit(principal, form, { pitfalls: ["plate_full"] });
    await product.moveTo("2025-08-22T13:00:00Z");
    const message = await newest(product, principal);
    expect(newYork(message.at)).toBe("Fri 07:15");
    expect(labels(message.card)).toEqual([
      "Send me the one page",
      "Call me",
      "Check back in…",
      "No follow-up, thanks",
    ]);
    expect(message.card.text).toContain("This ties to our value: We honor each other.");
    const page = cardOf(await product.press(principal, message, "Send me"));
    for (const part of [
      "fewer separate requests",
      "An idea to try",
      "Training",
      "Every child is known.",
    ]) {
      expect(page.text).toContain(part);
    }
    expect(page.links?.[0]?.url).toContain("/dashboard/one-page/plate_full");
    const call = await product.press(principal, message, "Call me");
    expect(call.text).toContain("Bao Jankowski will call within 3 school days, by Wednesday");
    expect((await product.press(principal, message, "Call me")).text).toContain("already");
    expect(await heard(product, ownLead, "asks for a call")).toHaveLength(1);
    const months = formOf(await product.press(principal, message, "Check back"));
    const set = await product.submit(principal, months, { month: "2026-02" });
    expect(set.text).toContain("We'll check back in February 2026");
    const quiet = await product.press(principal, message, "No follow-up");
    expect(quiet.text).toContain("Nothing more is sent");
    expect((await product.press(teacher, message, "Call me")).text).toContain("not yours to do");
  });

  test("a school in a big change is offered a month first", async () => {
    const form = formOf(await answer(other(3), "Not yet"));
    await product.submit(other(3), form, { more: ["big_transition"] });
    await product.moveTo("2025-08-25T13:00:00Z");
    const { card } = await newest(product, other(3));
    expect(card.text).toContain("Then this can wait");
    expect(labels(card)).toEqual(["Check back in…", "Call me", "No follow-up, thanks"]);
  });
});

describe("two dates for a visit", () => {
  test("a school asks us back, its lead offers two days once, and it picks one", async () => {
    const ack = cardOf(await product.event({ as: principal, kind: "text", text: "come back" }));
    expect(ack.text).toContain("Bao Jankowski will offer two dates within 3 school days");
    const wish = formOf(await product.press(principal, ack, "Say what"));
    await product.submit(principal, wish, { wish: "More of the small groups" });
    expect((await product.say(principal, "/pl come back")).text).toContain("already");
    await product.advance("PT1M");
    const asked = await lastHeard(product, ownLead, "asks us back");
    expect(asked.card.text).toContain("More of the small groups");
    expect((await product.press(ownLead, asked, "I'm on it")).text).toContain("August 28");
    expect((await product.press(lead, asked, "I'm on it")).text).toContain("Bao Jankowski is on");

    const dates = formOf(await product.press(ownLead, asked, "Offer two"));
    const bad = await product.submit(ownLead, dates, { first: "9/1", second: "8/18/2025" });
    expect(bad.errors?.first).toBe(
      "There is no school on Monday, September 1. The next good day is Tuesday, September 2.",
    );
    expect(bad.errors?.second).toContain("later than today");
    const two = { first: "9/3", second: "9/2", line: "We bring coffee." };
    const [mine, theirs] = await Promise.all([
      product.submit(ownLead, dates, two),
      product.submit(lead, dates, { first: "9/4", second: "9/5", line: "We bring tea." }),
    ]);
    expect(mine.text).toContain("Tuesday, September 2 and Wednesday, September 3");
    expect(theirs.text).toContain("Bao Jankowski has offered Tuesday, September 2");

    await product.advance("PT1M");
    const offer = await lastHeard(product, principal, "We bring coffee.");
    expect(labels(offer.card)?.at(-1)).toBe("None of these");
    await product.press(principal, offer, "None");
    await product.advance("PT1M");
    const none = await lastHeard(product, ownLead, "needs other dates");
    const again = formOf(await product.press(ownLead, none, "Offer two"));
    await product.submit(ownLead, again, { first: "9/4", second: "9/5" });
    expect((await product.press(principal, offer, "Tuesday")).text).toContain("not on offer");
    await product.advance("PT1M");
    const second = await lastHeard(product, principal, "September 4");
    expect((await product.press(principal, second, "Friday")).kind).toBe("replace");
    await product.advance("PT1M");
    expect(await heard(product, ownLead, "picked Friday, September 5 for a visit")).toHaveLength(1);
    expect((await product.press(ownLead, none, "Offer two")).text).toContain("settled");
  });

  test("a school that said yes gets its first visit in the same way", async () => {
    await answer(other(4), "Yes");
    const task = await taskOf(product, SCHOOLS[4], "joined");
    expect(task?.actBy).toBe("2025-08-28");
    const calls = cardOf(await product.say(task?.lead ?? "", "/pl calls"));
    const dates = formOf(await product.press(lead, calls, "Offer two dates: Kingsley"));
    const far = await product.submit(lead, dates, { first: "8/16", second: "9/3" });
    expect(far.errors?.first).toContain("That is far away.");
    await fillWeek(product, other(4), async () => {
      const full = await product.submit(lead, dates, { first: "8/28", second: "8/29" });
      expect(full.text).toContain("would arrive only on Tuesday, September 2. Offer later days");
    });
    await product.submit(lead, dates, { first: "9/2", second: "9/3" });
    expect((await taskOf(product, SCHOOLS[4], "joined"))?.actBy).toBeUndefined();
    await product.advance("PT1M");
    const offer = await lastHeard(product, other(4), "Two dates for a visit");
    await product.press(other(4), offer, "Tuesday, September 2");
    expect(await taskOf(product, SCHOOLS[4], "joined")).toBeUndefined();
  });
});

describe("a later month", () => {
  test("'/pl snooze' is no answer, ends the reminders, and reads months as people write them", async () => {
    const before = await product.inbox(other(5));
    expect((await product.say(other(5), "/pl snooze until spring")).text).toContain('"spring"');
    const asked = cardOf(await product.say(other(5), "/pl snooze"));
    const form = formOf(await product.press(other(5), asked, "Pick a month"));
    expect(
      (await product.submit(other(5), form, { month: "2025-08" })).errors?.month,
    ).toBeDefined();
    expect((await product.say(other(5), "/pl snooze until feb")).text).toContain("February 2026");
    await product.moveTo("2025-09-02T20:00:00Z");
    expect(await product.inbox(other(5))).toHaveLength(before.length);
    expect(labels(cardOf(await product.say(other(5), "/pl answer")))).toContain("Not yet");
    expect((await product.say(teacher, "/pl snooze until February")).text).toContain("nothing to");
  });
});
