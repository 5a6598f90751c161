import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  cardOf,
  formOf,
  last,
  lead,
  liveCard,
  newest,
  newYork,
  openWave,
  type Product,
  principal,
  startProduct,
  teacher,
} from "./playground-rig.ts";

/** The two principals of the school with co-principals. */
const coPrincipals = ["rbps-u00261", "rbps-u00262"] as const;

const MEANT = /If your team needs/g;

let product: Product;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(async () => await product.stop());
beforeEach(async () => await product.reset());

describe("a principal answers", () => {
  test("yes: the card says thank you, and the lead's live card counts it", async () => {
    await openWave(product);
    const reply = await product.press(principal, await newest(product, principal), "Yes");
    expect(reply.kind).toBe("replace");
    expect((await newest(product, principal)).card.title).toContain("Yes, count us in");
    await product.advance("PT1M");
    expect(await liveCard(product)).toMatchObject({ Yes: "1", "No answer yet": "86" });
  });

  test("not yet: up to three pitfalls, and the connection comes the next school morning", async () => {
    await openWave(product);
    const asked = await newest(product, principal);
    const form = formOf(await product.press(principal, asked, "Not yet"));
    const thanks = await product.submit(principal, form, {
      pitfalls: ["competing_ib", "plate_full", "new_staff"],
    });
    expect(thanks.text).toContain("tomorrow at 7:15 AM");
    expect(await product.inbox(principal)).toHaveLength(1);
    await product.moveTo("2025-08-19T13:00:00Z");
    const connection = await newest(product, principal);
    expect(newYork(connection.at)).toBe("Tue 07:15");
    expect(connection.card.text).toContain("You said: IB or another program review.");
    expect(connection.card.text).toContain("This ties to our value: We keep getting better.");
    expect(connection.card.text.match(MEANT)).toHaveLength(2);
  });

  test("four pitfalls are too many, none is too few, and the words say so", async () => {
    await openWave(product);
    const form = formOf(
      await product.press(principal, await newest(product, principal), "Not yet"),
    );
    const four = ["competing_ib", "plate_full", "new_staff", "vacancies"];
    const tooMany = await product.submit(principal, form, { pitfalls: four });
    expect(tooMany.errors?.pitfalls).toBe("Pick up to three. Your own words count as one.");
    const none = await product.submit(principal, form, { pitfalls: [] });
    expect(none.errors?.pitfalls).toContain("I'd rather not say");
  });

  test("who would rather not say gets no connection", async () => {
    await openWave(product);
    const form = formOf(
      await product.press(principal, await newest(product, principal), "Not yet"),
    );
    await product.submit(principal, form, { pitfalls: ["prefer_not_to_say"] });
    await product.moveTo("2025-08-20T13:00:00Z");
    expect(await product.inbox(principal)).toHaveLength(1);
  });

  test("a question reaches the lead in words, and pauses the reminders", async () => {
    await openWave(product);
    const form = formOf(
      await product.press(principal, await newest(product, principal), "I have a q"),
    );
    await product.submit(principal, form, { question: "Who pays for the substitutes?" });
    const [areaPlLead] = await product.people("q=bao jankowski&role=pl_lead");
    const asked = last(await product.inbox(areaPlLead?.id ?? ""));
    expect(asked.card.text).toContain("Who pays for the substitutes?");
    await product.advance("P14D");
    expect(await product.inbox(principal)).toHaveLength(1);
  });

  test("a lead sees which school said what, and what is in the way; nobody else does", async () => {
    await openWave(product);
    const form = formOf(
      await product.press(principal, await newest(product, principal), "Not yet"),
    );
    await product.submit(principal, form, { pitfalls: ["competing_ib"] });
    const table = cardOf(await product.say(lead, "/pl wave Wave 1")).table;
    expect(table?.rows).toEqual([
      ["Lindenwood Elementary School", "Not yet", "Jun Brânză", "IB or another program review"],
    ]);
    expect((await product.say(teacher, "/pl wave Wave 1")).text).toContain("not yours to do");
  });

  test("a yes puts the school on its lead's list, and stays there until somebody called", async () => {
    await openWave(product);
    await product.press(principal, await newest(product, principal), "Yes");
    const [own] = await product.people("q=bao jankowski&role=pl_lead");
    const calls = cardOf(await product.say(own?.id ?? "", "/pl calls"));
    expect(calls.text).toContain("Lindenwood Elementary School: said yes to Wave 1");
    const call = formOf(await product.press(own?.id ?? "", calls, "Log a call: Lindenwood"));
    const rest = await product.submit(own?.id ?? "", call, { next: "done" });
    expect(rest.text).toContain("No call is due now");
  });

  test("the last answer counts, and a double tap is harmless", async () => {
    await openWave(product);
    const asked = await newest(product, principal);
    await product.press(principal, asked, "Yes");
    await product.press(principal, asked, "Yes");
    const again = cardOf(await product.say(principal, "/pl answer"));
    expect(again.text).toContain("Your answer now: Yes, count us in.");
    await product.press(principal, again, "Not this year");
    await product.advance("PT1M");
    expect(await liveCard(product)).toMatchObject({ Yes: "0", "Not this year": "1" });
  });

  test("a co-principal sees that it is answered, and by whom", async () => {
    await openWave(product);
    const [first, second] = coPrincipals;
    await product.press(first, await newest(product, first), "Not this year");
    await product.advance("PT1M");
    const card = (await product.inbox(second))[0]?.card;
    expect(card?.title).toContain("Not this year");
    expect(card?.context).toContain("Answered by");
    expect(card?.buttons?.map(({ label }) => label)).toEqual([
      "Say what is in the way",
      "Come back to us",
      "Change the answer",
    ]);
  });

  test("a teacher cannot answer for the school", async () => {
    await openWave(product);
    const reply = await product.press(teacher, await newest(product, principal), "Yes");
    expect(reply.text).toContain("not yours to do");
    await product.advance("PT1M");
    expect(await liveCard(product)).toMatchObject({ Yes: "0" });
  });
});
