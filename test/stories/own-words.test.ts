import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type PersonId, toId } from "#domain/ids.ts";
import { speakFor } from "#usecases/district-words.ts";
import { runSchedule } from "#usecases/run-schedule.ts";
import type { Server } from "#web/server.ts";
import { cardIn } from "./answers-desk.ts";
import { type Opened, startWorld, useWorlds, type World } from "./answers-rig.ts";
import { browserOf, wordsIn } from "./page-visitor.ts";
import { type Browser, csrfIn, type Seen, startPages } from "./sign-in-rig.ts";

const lead = "lia-slack";
const ana = "oak-ana-slack";
const ben = "oak-ben-teams";
const cy = "oak-cy-slack";
const OWN_EN =
  "Hello {principal_first}. A calm note about {wave_name}, from all of us. Reply by {reply_by}.";
const OWN_ES =
  "Hola {principal_first}. Una nota tranquila sobre {wave_name}, de todo el equipo. Hasta el {reply_by}.";

let product: Opened;
let world: World;
let server: Server;
let browser: Browser;
useWorlds((opened) => {
  ({ product, world } = opened);
});
beforeEach(async () => {
  server = await startPages(product, "");
  browser = await signedIn(world);
});
afterEach(async () => await server.stop());

const signedIn = async ({ district }: World): Promise<Browser> => {
  const actor = { district, person: toId<PersonId>(lead) };
  return await browserOf({ ...product, pagesUrl: "" }, actor, server.url);
};

type Texts = Readonly<Record<"en" | "es", string>>;

/** Sends the form of one text; to keep it, it has been looked at. */
async function send(key: string, texts: Texts, wanted: "check" | "keep" | "back"): Promise<Seen> {
  const path = `/dashboard/words/${encodeURIComponent(key)}`;
  const csrf = csrfIn(await browser.go(path));
  const seen = { "seen.en": texts.en, "seen.es": texts.es };
  return await browser.go(path, { form: { csrf, do: wanted, ...texts, ...seen } });
}

const keep = async (key: string, texts: Texts): Promise<void> => {
  const { status, location } = await send(key, texts, "keep");
  expect([status, location?.endsWith("?said=kept")]).toEqual([303, true]);
};

const GOOD = {
  title: "Start with one small thing",
  body: "A small start is enough. You can see what works by Friday.",
  tryThis: "Pick one task. Let students choose the order.",
  praiseHook: "Who made it look easy? Thank them.",
};
const BUENA = {
  title: "Empiece con una cosa",
  body: "Basta un comienzo chico. El viernes se ve qué funciona.",
  tryThis: "Tome una tarea. Deje que sus estudiantes elijan el orden.",
  praiseHook: "¿Quién lo hizo ver fácil? Dele las gracias.",
};

/** Sends an idea's form as a browser does: look first, then keep what was looked at. */
async function sendIdea(id: string, en: object, more: Readonly<Record<string, string>> = {}) {
  const path = `/dashboard/ideas/${id}`;
  const csrf = csrfIn(await browser.go(path));
  const said = { en, es: BUENA };
  const fields = Object.entries(said).flatMap(([language, words]) =>
    Object.entries(words).map(([name, value]): [string, string] => [`${language}.${name}`, value]),
  );
  const facts = { audience: "teacher", practice: "choice", minutes: "5", prefer: "any" };
  const form = { csrf, ...facts, avoid: "testing", ...Object.fromEntries(fields), ...more };
  const looked = await browser.go(path, { form: { ...form, do: "check" } });
  const seen = /name="seen" value="([^"]*)"/.exec(looked.text)?.[1]?.replaceAll("&quot;", '"');
  return {
    looked,
    kept: await browser.go(path, { form: { ...form, do: "keep", seen: seen ?? "" } }),
  };
}

const setRetired = async (id: string, retired: "yes" | "no"): Promise<void> => {
  const csrf = csrfIn(await browser.go(`/dashboard/ideas/${id}`));
  await browser.go(`/dashboard/ideas/${id}/retire`, { form: { csrf, retired } });
};

const runAt = async (at: string): Promise<void> => {
  product.clock.moveTo(new Date(at));
  await runSchedule(product, world.district);
  await world.deliver();
};

describe("a district's own words", () => {
  test("are in the next send, on a button and on a page, in both languages", async () => {
    await world.say(ben, "/pl language es");
    await keep("reminder_1", { en: OWN_EN, es: OWN_ES });
    await keep("answer:yes", { en: "Count us in, gladly", es: "Con gusto, sí" });
    await keep("pitfall:plate_full", { en: "We have a lot on", es: "Tenemos mucho" });

    const page = "/dashboard/one-page/plate_full";
    expect(wordsIn(await browser.go(page))).toContain("We have a lot on");
    expect(wordsIn(await browser.go(`${page}?lang=es`))).toContain("Tenemos mucho");

    await runAt("2025-08-22T15:00:00Z");
    const reminder = (who: string) =>
      world.inbox(who).find(({ key }) => key.startsWith("reminder"))?.card.text ?? "";
    expect(reminder(ana)).toContain("A calm note about Wave 1, from all of us.");
    expect(reminder(ben)).toContain("Una nota tranquila sobre Wave 1, de todo el equipo.");
    const labels = async (who: string) =>
      cardIn(await world.say(who, "/pl answer")).buttons?.map(({ label }) => label);
    expect(await labels(ana)).toContain("Count us in, gladly");
    expect(await labels(ben)).toContain("Con gusto, sí");
  });

  test("are another process's from its next turn on, and no other district's", async () => {
    const { en, es } = product.wordsIn;
    const other = { ...product, wordsIn: { en: { ...en }, es: { ...es } } };
    const said = async ({ district }: World) =>
      await product.store.read(district, function* (tx) {
        return (yield* speakFor({ tx }, other)).wordsIn.en.label("practice", "choice");
      });
    const neighbor = await startWorld(product, `${world.district}-neighbor`);
    await keep("practice:choice", { en: "Real choices", es: "" });
    expect(await said(world)).toBe("Real choices");
    await keep("practice:choice", { en: "Their choice", es: "" });
    expect([await said(world), await said(neighbor)]).toEqual(["Their choice", "Choice"]);
    await send("practice:choice", { en: "", es: "" }, "back");
    expect(await said(world)).toBe("Choice");
  });

  test("that cannot be said are refused by name, and what was typed is still there", async () => {
    const broken = { en: "Hi {principal_frist}, <b>soon</b>", es: "Hola {principal_first" };
    const seen = await send("reminder_1", broken, "keep");
    expect(seen.status).toBe(200);
    const read = wordsIn(seen);
    expect(read).toContain("The bot can't fill in {principal_frist} here.");
    expect(read).toContain("A brace or a bracket has no partner.");
    expect(read).toContain("Hi {principal_frist}, <b>soon</b>");
    expect(read).not.toContain("Keep these words");
    const plural = { en: "Hi {principal_first, date}", es: "" };
    expect(wordsIn(await send("reminder_1", plural, "check"))).toContain("Write {principal_first}");
    expect(await world.run((tx) => tx.serving.listOwnTexts())).toEqual([]);
  });

  test("that cannot be said any more are shown as such, and the product's are sent", async () => {
    await keep("practice:choice", { en: "Real choices", es: "" });
    await world.run(function* (tx) {
      const old = { language: "en", key: "reminder_1", text: "Hi {first_name_of_old}" } as const;
      yield* tx.serving.saveOwnText(old, product.clock.now());
      yield* tx.roster.saveSetting("own_words_version", "older");
    });
    expect(wordsIn(await browser.go("/dashboard/words"))).toContain("can no longer be said");
    await runAt("2025-08-22T15:00:00Z");
    const reminder = world.inbox(ana).find(({ key }) => key.startsWith("reminder"))?.card.text;
    expect(reminder).toContain("Wave 1");
    expect(reminder).not.toContain("first_name_of_old");
  });

  test("warn before they are kept: an exclamation mark, a name, a placeholder left out", async () => {
    const read = wordsIn(
      await send("invite", { en: "Welcome, all! Jayden Smythe helps. {school}", es: "" }, "check"),
    );
    for (const part of [
      "exclamation mark",
      '"Jayden Smythe"',
      "and {reply_by}. That is fine if you mean it",
      "Keep them anyway",
    ]) {
      expect(read).toContain(part);
    }
    expect(wordsIn(await browser.go("/dashboard/words?q=calm%20reply_by"))).toContain(
      "No text holds",
    );
  });
});

describe("a district's own ideas", () => {
  test("are changed, added, retired and brought back, and go out in the reader's language", async () => {
    const { looked, kept } = await sendIdea("T06", GOOD, { practice: "content" });
    expect(wordsIn(looked)).toContain("How it will look in the channel of Oak School");
    expect(kept.location).toBe("/dashboard/ideas/T06?said=kept");
    expect((await sendIdea("new", { ...GOOD, title: "Ours alone" })).kept.location).toContain(
      "/D1?",
    );
    await setRetired("D1", "yes");
    expect(wordsIn(await browser.go("/dashboard/ideas"))).toContain("Retired: not sent");

    await world.say(cy, "/pl language es");
    await world.say(cy, "/pl start");
    await runAt("2025-08-20T15:00:00Z");
    const titles = () =>
      world.inbox(cy).flatMap(({ key, card }) => (key.startsWith("nudge") ? [card.title] : []));
    expect(titles()).toEqual([BUENA.title]);
    // A week later, and signed in anew.
    browser = await signedIn(world);
    await setRetired("D1", "no");
    await world.say(cy, "/pl language en");
    await runAt("2025-08-27T15:00:00Z");
    expect(titles()).toEqual([BUENA.title, "Ours alone"]);
    const written = await world.run((tx) => tx.audit.list(20));
    expect(
      written.flatMap(({ action, subject }) =>
        subject.startsWith("idea:") ? [`${action} ${subject}`] : [],
      ),
    ).toEqual([
      "idea_brought_back idea:D1",
      "idea_retired idea:D1",
      "idea_changed idea:D1",
      "idea_changed idea:T06",
    ]);
  });

  test("are held back where they are hard, pushy, many at once or not filled in; nothing typed is lost", async () => {
    const bad = { ...GOOD, body: "Too short", tryThis: "Hurry. Also, do this too!" };
    const { looked, kept } = await sendIdea("new", bad, { minutes: "0", prefer: "testing" });
    const read = wordsIn(looked);
    for (const part of [
      "two or three sentences",
      '"hurry"',
      "one thing only",
      "exclamation mark",
      "from 1 to 60",
      "at least one time",
      "Hurry. Also, do this too!",
    ]) {
      expect(read).toContain(part);
    }
    expect(kept.status).toBe(200);
    expect(await world.run((tx) => tx.serving.listOwnNudges())).toEqual([]);
  });

  test("are looked at in chat by a lead, and by nobody else", async () => {
    expect(cardIn(await world.say(lead, "/pl preview t01")).title).toBe(
      "Ask three questions before the rules",
    );
    expect(cardIn(await world.say(lead, "/pl preview nothing like it")).text).toContain(
      "I can't find",
    );
    expect(cardIn(await world.say(cy, "/pl words")).text).toContain("not yours to do here");
    for (const command of ["/pl preview T01", "/pl ideas"]) {
      expect(cardIn(await world.say(cy, command)).text).toContain("/pl start for one idea a week");
    }
  });
});
