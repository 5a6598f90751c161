import { describe, expect, test } from "vitest";
import type { Card, Form } from "#ports/card.ts";
import { logCall } from "#usecases/log-call.ts";
import { reminderId } from "#usecases/schedule-ids.ts";
import { cardIn, formIn, type Shown } from "./answers-desk.ts";
import { MONDAY, type Opened, person, site, useWorlds, type World, w1 } from "./answers-rig.ts";

const EVENING = new Date("2025-08-18T22:00:00Z");
const TUESDAY = new Date("2025-08-19T15:00:00Z");

let product: Opened;
let world: World;
useWorlds((opened) => {
  ({ product, world } = opened);
});

const ana = "oak-ana-slack";
const ben = "oak-ben-teams";
const cy = "oak-cy-slack";
const lia = "lia-slack";
const mo = "mo-teams";

const find = (who: string, start: string): Shown => {
  const found = world.inbox(who).find(({ key }) => key.startsWith(start));
  if (found) return found;
  throw new RangeError(`${who} has no message "${start}"`);
};
const card = (who: string, start: string): Card => find(who, start).card;
const labels = ({ buttons }: Card) => buttons?.map(({ label }) => label);
const text = (reply: Parameters<typeof cardIn>[0]) => cardIn(reply).text;
const invitation = async () => await world.run((tx) => tx.waves.findInvitation(w1, site("oak")));
const reminder = async () => await world.run((tx) => tx.schedule.find(reminderId(w1, site("oak"))));
const questions = async () =>
  (await world.run((tx) => tx.waves.listSiteCallTasks(site("oak")))).filter(
    ({ reason }) => reason === "question",
  );

describe("a question", () => {
  const ask = async (question = "Who pays for the substitutes?") => {
    const form = formIn(await world.press(ana, card(ana, "invitation"), "I have a q"));
    await world.submit(ana, form, { question });
    await world.deliver();
  };
  const open = async (lead: string, on = card(lia, "question")): Promise<Form> =>
    formIn(await world.press(lead, on, "Answer it"));

  test("reaches the lead with a clock of one and three school days, and pauses the reminders", async () => {
    await ask();
    expect(labels(card(lia, "question"))).toEqual([
      "I'm on it",
      "Answer it",
      "I called Oak School",
    ]);
    expect(card(lia, "question").context).toContain("by Tuesday, August 19");
    expect(await questions()).toMatchObject([{ ackBy: "2025-08-19", actBy: "2025-08-21" }]);
    expect((await invitation())?.answer).toBe("question");
    expect(await reminder()).toBeUndefined();
    expect(card(ben, "invitation").text).toContain("Reminders are paused until then.");
  });

  test("a lead who is on it is named on the school's cards, and nobody gets a message more", async () => {
    await ask();
    const taken = cardIn(await world.press(lia, card(lia, "question"), "I'm on it"));
    expect(labels(taken)).toEqual(["Answer it", "I called Oak School"]);
    const before = world.inbox(ana).length;
    product.clock.moveTo(new Date(MONDAY.getTime() + 60_000));
    await world.deliver();
    expect(card(ana, "invitation").text).toBe(
      "Lia of the office is on your question and answers by Thursday, August 21.",
    );
    expect(world.inbox(ana)).toHaveLength(before);
    expect((await questions())[0]?.acknowledgedAt).toEqual(MONDAY);
  });

  test("its answer comes with the five answers under it, the reminders go on, and one may ask again", async () => {
    await ask();
    const form = await open(lia);
    expect(form.note).toContain("Who pays for the substitutes?");
    product.clock.moveTo(EVENING);
    const sent = await world.submit(lia, form, { reply: "The district does." });
    expect(text(sent)).toContain("Ana of oak gets your answer tomorrow at 7:00 AM.");
    expect((await invitation())?.answer).toBeUndefined();
    expect(await reminder()).toBeDefined();
    product.clock.moveTo(TUESDAY);
    await world.deliver();
    const reply = card(ana, "lead-reply");
    expect(reply.text).toBe('You asked: "Who pays for the substitutes?"\nThe district does.');
    expect(labels(reply)).toHaveLength(5);
    expect(card(lia, "question").context).toBe("Answered by Lia of the office.");
    expect(card(ben, "invitation").text).toContain("You can answer now");
    const again = formIn(await world.press(ana, reply, "I have a q"));
    await world.submit(ana, again, { question: "And from when?" });
    expect((await questions()).map(({ doneAt }) => doneAt !== undefined).sort()).toEqual([
      false,
      true,
    ]);
    expect((await world.press(ana, reply, "Yes")).kind).toBe("note");
    await world.deliver();
    expect(card(ana, "lead-reply").text).toContain("The district does.");
    expect((await invitation())?.answer).toBe("yes");
  });

  test("any PL lead may answer; who is slower is told the name and keeps what was typed", async () => {
    await ask();
    const on = card(lia, "question");
    const [mine, theirs] = [await open(lia, on), await open(mo, on)];
    expect((await world.submit(mo, theirs, { reply: "The district." })).kind).toBe("note");
    const late = await world.submit(lia, mine, { reply: "We do." });
    expect(late).toMatchObject({ kind: "errors" });
    expect(JSON.stringify(late)).toContain("Mo of the office was faster");
    await world.deliver();
    expect(world.inbox(ana).filter(({ key }) => key.startsWith("lead-reply"))).toHaveLength(1);
    expect(text(await world.press(lia, on, "I'm on it"))).toContain("Mo of the office took care");
    expect(text(await world.press("gil-slack", on, "Answer it"))).toContain("not yours to do");
  });

  test("an answer that may name a student is held before anything is kept", async () => {
    await ask();
    const held = await world.submit(lia, await open(lia), { reply: "Ask my student Marcus." });
    expect(held).toMatchObject({ kind: "errors" });
    expect((await questions())[0]?.doneAt).toBeUndefined();
  });

  test("a call settles it too, and the reminders go on", async () => {
    await ask();
    const [task] = await questions();
    if (!task) throw new RangeError("There is no question.");
    await logCall(product, world.act(lia), { task: task.id, line: "" });
    expect((await invitation())?.answer).toBeUndefined();
    expect(await reminder()).toBeDefined();
  });

  test("who has stopped messages since then is called instead, and the words stay in the form", async () => {
    await ask();
    const form = await open(lia);
    await world.press(ana, card(ana, "invitation"), "Change");
    const stop = cardIn(await world.say(ana, "/pl answer"));
    await world.press(ana, stop, "Stop these");
    const unsent = await world.submit(lia, form, { reply: "The district does." });
    expect(JSON.stringify(unsent)).toContain("Please call.");
    expect((await questions())[0]?.doneAt).toBeUndefined();
  });
});

describe("who else may answer", () => {
  test("a principal names a colleague, who gets the open question once, answers, and everybody is told", async () => {
    expect(text(await world.say(ana, "/pl delegate Cy of oak"))).toContain("reaches them now");
    expect(text(await world.say(ben, "/pl delegate Cy of oak"))).toContain("already");
    await world.deliver();
    expect(world.inbox(cy)).toHaveLength(1);
    expect(card(cy, "invitation").text).toContain("Ana of oak asked you to answer for Oak School");
    await world.press(cy, card(cy, "invitation"), "Not yet");
    await world.deliver();
    expect(world.notices(ana)).toHaveLength(1);
    expect(world.notices(ben)).toHaveLength(1);
    expect(text(await world.say(ana, "/pl delegate"))).toContain("Cy of oak");
  });

  test("who is taken back can answer no more, at once, and what waits for them is not sent", async () => {
    product.clock.moveTo(EVENING);
    expect(text(await world.say(ana, "/pl delegate Cy of oak"))).toContain("tomorrow at 7:00 AM");
    expect(text(await world.say(ana, "/pl delegate remove Cy of oak"))).toContain("no longer");
    product.clock.moveTo(TUESDAY);
    await world.deliver();
    expect(world.inbox(cy)).toEqual([]);
    const pressed = await world.press(cy, card(ana, "invitation"), "Yes");
    expect(text(pressed)).toContain("not yours to do");
    expect(text(await world.say(ana, "/pl delegate"))).toContain("Nobody else");
  });

  test("where the question is answered, one note says what it means", async () => {
    await world.press(ana, card(ana, "invitation"), "Yes");
    await world.say(ana, "/pl delegate Cy of oak");
    await world.deliver();
    expect(world.inbox(cy).map(({ card: { title } }) => title)).toEqual([
      "You may answer for Oak School",
    ]);
  });

  test("an area lead names somebody where nobody leads, a PL lead on request, and both are written down", async () => {
    await world.school("elm", []);
    const gil = "gil-slack";
    expect(text(await world.say(gil, "/pl delegate Cy of elm"))).toContain("Elm School");
    expect(text(await world.say(gil, "/pl delegate Cy of oak for Oak"))).toContain("not yours");
    expect(text(await world.say("mo-teams", "/pl delegate Cy of oak for Oak"))).toContain(
      "may answer",
    );
    expect(text(await world.say("mo-teams", "/pl delegate Cy of oak"))).toContain("add: for");
    expect(text(await world.say(cy, "/pl delegate Ben of oak"))).toContain("not yours");
    const written = await world.run((tx) => tx.audit.list(10));
    expect(written.map(({ action, subject }) => `${action} ${subject}`)).toEqual([
      "delegate_named site:oak",
      "delegate_named site:elm",
    ]);
    expect(written[0]?.facts).toEqual({ person: person(cy) });
  });

  test("a name that several people have is asked about, and picked by a button", async () => {
    await world.school("elm");
    const asked = cardIn(await world.say("mo-teams", "/pl delegate Cy for Oak School"));
    expect(asked.text).toContain('More than one person is called "Cy"');
    const picked = await world.press("mo-teams", asked, "Cy of oak");
    expect(text(picked)).toContain("Cy of oak may answer for Oak School");
  });
});
