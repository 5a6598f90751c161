import { beforeAll, describe, expect, test } from "vitest";
import { type SiteId, toId } from "#domain/ids.ts";
import { askForCall, DEED, MARKUP, QUESTION, type Told, tellStory } from "./page-story.ts";
import { wordsIn } from "./page-visitor.ts";
import {
  admin,
  formOf,
  last,
  lead,
  type Message,
  principal,
  school,
  teacher,
} from "./playground-rig.ts";
import { csrfIn, district, usePages } from "./sign-in-rig.ts";

const ELEMENTS = /<(img|script|b|i)[ >]/g;
const HOSTILE = "<img src=x onerror=1>";
const SCHOOL = `/dashboard/school/${school}`;
const WEEK = "/dashboard/week";

const pages = usePages();
const { signedIn } = pages;
let told: Told;

const read = async (as: string, path: string) => wordsIn(await (await signedIn(as)).go(path));

/** Hides the first post that the note tells of, be it of one or of several that waited together. */
async function hideOne(note: Message): Promise<void> {
  const { press, submit } = pages.product;
  const tells = note.card.buttons?.some(({ action }) => action === "hide-shout-out");
  if (tells) return void (await press(principal, note, "Hide"));
  const form = formOf(await press(principal, note, "Answer or hide one"));
  const [which] = form.fields;
  const value = which?.type === "choice" ? (which.options[0]?.value ?? "") : "";
  await submit(principal, form, { which: value, what: "hide", line: "" });
}

describe("before a wave opens", () => {
  test("a principal is sent to the own school, and reads that there is nothing to do", async () => {
    const browser = await signedIn(principal);
    expect(await browser.go("/dashboard")).toMatchObject({ status: 303, location: SCHOOL });
    const words = wordsIn(await browser.go(SCHOOL));
    expect(words).toContain("Lindenwood Elementary School");
    expect(words).toContain("No wave has asked this school yet");
    expect(words).toContain("The week's thank-yous, in the channel Friday, August 22, 1:45 PM");
    expect(words).toContain("Monday, September 1 Labor Day");
    expect(words).toContain("Thursday, October 9 to Friday, October 10 Fall Break");
    expect(words).toContain("lindenwood-elementary-staff in the playground");
    expect(words).toContain("Nothing yet. A shout-out takes a minute");
    expect(words).toContain("Bao Jankowski , PL lead bao.jankowski4869 @riverbend.example");
    expect(words).toContain("Inés Hu , Area lead");
  });

  test("a lead is sent to the week, and reads what to do about a wave that is ready", async () => {
    const browser = await signedIn(lead);
    expect(await browser.go("/dashboard")).toMatchObject({ status: 303, location: WEEK });
    const words = wordsIn(await browser.go(WEEK));
    expect(words).toContain("No call is due now.");
    expect(words).toContain("No school waits for an answer.");
    expect(words).toContain("Ready to open: Wave 1.");
    expect(words).toContain("Everything of the last two weeks has arrived.");
    expect(words).toContain("It comes: Monday, August 25, 7:30 AM As of now it asks nothing");
  });

  test.each([
    ["a teacher", teacher],
    ["an IT admin", admin],
  ])(
    "%s is sent to the own shout-outs, and gets no other page by asking for it",
    async (_who, as) => {
      const browser = await signedIn(as);
      expect(await browser.go("/dashboard")).toMatchObject({ location: "/dashboard/mine" });
      const week = await browser.go(WEEK);
      expect(week.status).toBe(403);
      expect(wordsIn(week)).toContain("Your role does not include this page.");
      expect((await browser.go(SCHOOL)).status).toBe(404);
    },
  );

  test("whoever is not signed in reads how to get a link, in either language", async () => {
    for (const path of ["/dashboard", SCHOOL, WEEK, "/dashboard/nowhere"]) {
      const seen = await pages.open().go(path);
      expect(seen.status).toBe(401);
      expect(wordsIn(seen)).toContain("type /pl dashboard to Groundswell in Slack or Teams");
      const spanish = await pages.open().go(`${path}?lang=es`);
      expect(wordsIn(spanish)).toContain("escríbale /pl dashboard a Groundswell");
    }
  });
});

describe("once schools have answered", () => {
  beforeAll(async () => {
    told = await tellStory(pages.product);
    await askForCall(pages.product, told.silent.site.id);
  });

  test("a principal reads the answer, who gave it, and what comes next", async () => {
    const words = await read(principal, SCHOOL);
    expect(words).toContain('Jun Brânză answered "Yes", on the playground');
    expect(words).toContain("asked to join Wave 1");
    expect(words).toContain("Why something was sent or not");
    expect(words).toContain("Joined in Wave 1, Monday, August 18.");
    expect(words).toContain("Answer Yes Answered Jun Brânză, Monday, August 18");
    expect(words).toContain("Open until Wednesday, September 24");
    expect(words).toContain("The weekly idea, in the channel tomorrow, 7:30 AM");
    expect(words).toContain(`${DEED} Christopher Reyes to Jun Brânză, Monday, August 18`);
  });

  test("a school that has not answered reads when a reminder comes", async () => {
    const words = await read(told.silent.id, `/dashboard/school/${told.silent.site.id}`);
    expect(words).toContain("Answer No answer yet");
    expect(words).toContain(
      "A reminder, unless there is an answer before Friday, August 22, 8:30 AM",
    );
  });

  test("a lead reads whom to call and why, and each school by its answer", async () => {
    const words = await read(lead, WEEK);
    const { silent, asking, notYet, stopped } = told;
    expect(words).toContain(
      `${silent.site.name} No answer to Wave 1 yet Principal: ${silent.name}`,
    );
    expect(words).toContain("School days waiting: 5");
    expect(words).toContain("Said yes to Wave 1: offer two dates for a first visit");
    expect(words).toContain(`${asking.site.name} ${QUESTION} Asked about Wave 1`);
    expect(words).toContain(`Not yet: 1 ${notYet.site.name}`);
    expect(words).toContain(`Stopped the messages: 1 ${stopped.site.name}`);
    expect(words).toContain("No answer yet: 83");
    expect(words).toContain(`Call ${silent.site.name}: Jonathan Warren, by Tuesday, August 19`);
  });

  test("both pages say the same in Spanish, with its days and its hours", async () => {
    const mine = await read(principal, `${SCHOOL}?lang=es`);
    expect(mine).toContain("Se sumó en Wave 1, lunes 18 de agosto.");
    expect(mine).toContain("La idea de la semana, en el canal mañana, 7:30 a.m.");
    expect(mine).toContain("Del jueves 9 de octubre al viernes 10 de octubre");
    const week = await read(lead, `${WEEK}?lang=es`);
    expect(week).toContain("Sin respuesta a Wave 1 todavía");
    expect(week).toContain("Llega: lunes 25 de agosto, 7:30 a.m.");
  });

  test("what people typed stays text, whatever is in it", async () => {
    const { store } = pages.product.app.product;
    const id = toId<SiteId>(told.notYet.site.id);
    await store.transaction(district, function* ({ roster }) {
      const site = yield* roster.getSite(id);
      yield* roster.saveSites([{ ...site, name: HOSTILE }]);
    });
    const mine = await (await signedIn(principal)).go(SCHOOL);
    expect(wordsIn(mine)).toContain(MARKUP);
    const named = await (await signedIn(lead)).go(`/dashboard/school/${id}`);
    const week = await (await signedIn(lead)).go(WEEK);
    for (const seen of [named, week]) expect(wordsIn(seen)).toContain(HOSTILE);
    // The one picture is our own mark; nothing that was typed became an element.
    for (const { text } of [mine, named, week]) expect(text.match(ELEMENTS)).toEqual(["<img "]);
  });

  test("a call that was made is ticked off by one press, and the page says so", async () => {
    const browser = await signedIn(lead);
    const before = await browser.go(WEEK);
    const path = `${WEEK}/calls/call-${told.silent.site.id}`;
    expect(before.text).toContain(`action="${path}"`);
    const pressed = await browser.go(path, { form: { csrf: csrfIn(before) } });
    expect(pressed).toMatchObject({ status: 303, location: `${WEEK}?said=called` });
    const after = await browser.go(`${WEEK}?said=called`);
    expect(wordsIn(after)).toContain("Noted. That school gets no third reminder");
    expect(after.text).not.toContain(path);
    const [entry] = (await pages.audited(5)).filter(({ action }) => action === "call_logged");
    expect(entry).toMatchObject({
      actor: `person:${lead}`,
      subject: `site:${told.silent.site.id}`,
    });
  });

  test("a post that was hidden, or that somebody would rather not have, is on no page", async () => {
    const posted = async () =>
      (await read(principal, SCHOOL)).split("Reyes to Jun Brânză").length - 1;
    const note = last(await pages.product.inbox(principal));
    expect(await posted()).toBe(2);
    await hideOne(note);
    expect(await posted()).toBe(1);
    await pages.product.press(principal, note, "Thank me in private");
    expect(await read(principal, SCHOOL)).toContain("Nothing yet.");
  });

  test("a shout-out of the evening is on the page once it is up in the channel", async () => {
    await pages.product.moveTo("2025-08-19T01:00:00Z");
    await pages.product.say(teacher, `/praise @Cynthia Thompson for ${DEED}`);
    await pages.product.advance("PT5M");
    expect(await read(principal, SCHOOL)).not.toContain(DEED);
    await pages.product.moveTo("2025-08-19T12:00:00Z");
    expect(await read(principal, SCHOOL)).toContain(DEED);
  });

  test("who looked at what is written down once an hour, however often they look", async () => {
    await pages.product.advance("PT1H");
    const before = await pages.audited(1);
    for (const _ of [1, 2, 3]) await read(principal, SCHOOL);
    await read(lead, WEEK);
    await read(teacher, SCHOOL);
    const since = (await pages.audited(20)).filter(
      ({ number }) => number > (before[0]?.number ?? 0),
    );
    const looks = since.filter(({ action }) => action === "page_read");
    expect(looks.map(({ actor, subject, facts }) => ({ actor, subject, facts }))).toEqual([
      { actor: `person:${lead}`, subject: "page:week", facts: {} },
      { actor: `person:${principal}`, subject: `page:school:${school}`, facts: {} },
    ]);
  });
});
