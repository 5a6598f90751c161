import { describe, expect, test } from "vitest";
import { type OutboxKey, toId } from "#domain/ids.ts";
import type { Card } from "#ports/card.ts";
import { stopMessages } from "#usecases/choose-nudges.ts";
import { reminderId } from "#usecases/schedule-ids.ts";
import { cardIn, formIn } from "./answers-desk.ts";
import {
  MONDAY,
  type Opened,
  person,
  site,
  toWave,
  useWorlds,
  type World,
  w1,
  w2,
} from "./answers-rig.ts";

const EVENING = new Date("2025-08-18T22:00:00Z");
const TUESDAY = new Date("2025-08-19T15:00:00Z");
const OCTOBER = new Date("2025-10-06T15:00:00Z");

let product: Opened;
let world: World;
useWorlds((opened) => {
  ({ product, world } = opened);
});

const ana = "oak-ana-slack";
const ben = "oak-ben-teams";
const asked = (who: string): Card => {
  const found = world.inbox(who).find(({ key }) => key.startsWith("invitation"));
  if (found) return found.card;
  throw new RangeError(`${who} was not asked`);
};
const invitation = async (wave = w1) =>
  await world.run((tx) => tx.waves.findInvitation(wave, site("oak")));
const history = async () => await world.run((tx) => tx.waves.listSiteAnswers(site("oak")));
const isJoined = async () => await world.run((tx) => tx.waves.isJoined(site("oak")));
const reminder = async () => await world.run((tx) => tx.schedule.find(reminderId(w1, site("oak"))));
const ask = async (who: string, card: Card, question: string) => {
  const form = formIn(await world.press(who, card, "I have a q"));
  return await world.submit(who, form, { question });
};

describe("one answer for each school", () => {
  test("an answer on Slack changes the card on Teams, and however often it changes, one note comes", async () => {
    product.clock.moveTo(EVENING);
    await world.press(ana, asked(ana), "Yes");
    await world.press(ana, asked(ana), "Not this year");
    await world.deliver();
    expect(asked(ben).title).toBe("Oak School: Not this year");
    expect(world.notices(ben)).toEqual([]);
    product.clock.moveTo(TUESDAY);
    await world.deliver();
    expect(world.notices(ben).map(({ card }) => card.text)).toEqual([
      expect.stringContaining("Ana of oak answered Wave 1 for Oak School: Not this year."),
    ]);
    expect((await invitation())?.answer).toBe("no");
    expect(await history()).toMatchObject([
      { kind: "yes", person: ana, platform: "slack", stage: "invitation" },
      { kind: "no", person: ana, platform: "slack", stage: "invitation" },
    ]);
  });

  test("a double tap is kept once and told once; who answers needs no note of what was before", async () => {
    product.clock.moveTo(EVENING);
    await world.press(ana, asked(ana), "Yes");
    await world.press(ana, asked(ana), "Yes");
    expect(await history()).toHaveLength(1);
    await world.press(ben, asked(ben), "Not yet");
    product.clock.moveTo(TUESDAY);
    await world.deliver();
    expect(world.notices(ben)).toEqual([]);
    expect(world.notices(ana)).toHaveLength(1);
    expect((await invitation())?.answer).toBe("not_yet");
    expect(await isJoined()).toBe(false);
  });

  test("in a week that is full no note comes, then or later; the card shows it all the same", async () => {
    await world.run(function* ({ outbox, roster }) {
      const to = yield* roster.findAddress(person(ben));
      if (!to) throw new RangeError("Ben has no account.");
      const budget = { budgetOf: person(ben), week: "2025-W34", recipient: person(ben) };
      const delivery = { do: "post", to, card: { text: "A note.", fallback: "A note." } } as const;
      for (const key of ["n1", "n2"] as const) {
        const one = { kind: "nudge", delivery, dueAt: MONDAY, ...budget } as const;
        yield* outbox.queue({ ...one, key: toId<OutboxKey>(key) });
      }
    });
    await world.press(ana, asked(ana), "Yes");
    await world.deliver();
    expect(asked(ben).title).toContain("Yes, count us in");
    product.clock.moveTo(new Date("2025-08-26T15:00:00Z"));
    await world.deliver();
    expect(world.notices(ben)).toEqual([]);
  });
});

describe("a school's answer stands", () => {
  test("a question or a stop takes back no yes, and the school stays in", async () => {
    await world.press(ana, asked(ana), "Yes");
    const card = cardIn(await ask(ben, asked(ben), "When do visits start?"));
    expect(card.title).toBe("Oak School: Yes, count us in");
    expect(card.text).toContain("Your question is with Lia of the office");
    await world.press(ana, asked(ana), "Stop these");
    expect((await invitation())?.answer).toBe("yes");
    expect(await isJoined()).toBe(true);
    expect((await history()).map(({ kind }) => kind)).toEqual(["yes", "question", "stop"]);
  });

  test("who stops gets nothing more, the other principal still does; with the last one the school is left alone", async () => {
    const waits = await reminder();
    await world.press(ana, asked(ana), "Stop these");
    await world.deliver();
    expect(asked(ana).text).toContain("You get no more messages about waves.");
    expect(asked(ben).buttons).toHaveLength(5);
    expect((await invitation())?.answer).toBeUndefined();
    expect(await reminder()).toEqual(waits);
    await world.press(ben, asked(ben), "Stop these");
    expect((await invitation())?.answer).toBe("stop");
    expect(await reminder()).toBeUndefined();
    const stopped = (await world.run((tx) => tx.waves.listOpenCallTasks())).filter(
      ({ reason }) => reason === "stopped",
    );
    expect(stopped).toHaveLength(1);
    await world.say(ben, "/pl start");
    expect((await invitation())?.answer).toBeUndefined();
    expect(await reminder()).toBeDefined();
    await world.press(ben, asked(ben), "Stop these");
    expect((await invitation())?.answer).toBe("stop");
  });

  test("whoever stopped everything gets no note about answers", async () => {
    await stopMessages(product, world.act(ben));
    await world.press(ana, asked(ana), "Yes");
    await world.deliver();
    expect(world.notices(ben)).toEqual([]);
  });

  test("a yes beyond what the wave can serve is taken, and says that the date comes later", async () => {
    await world.run((tx) =>
      tx.waves.saveWave(
        toWave(w1, { name: "Wave 1", state: "open", openedAt: MONDAY, capacity: 0 }),
      ),
    );
    const card = cardIn(await world.press(ana, asked(ana), "Yes"));
    expect(card.text).toContain("It is full just now, so Lia of the office will write");
    expect(await isJoined()).toBe(true);
    const [task] = await world.run((tx) => tx.waves.listOpenCallTasks());
    expect(task).toMatchObject({ reason: "joined", words: expect.stringContaining("full") });
  });
});

describe("an answer after the wave's day", () => {
  const closeFirst = async () => {
    product.clock.moveTo(OCTOBER);
    const closed = { name: "Wave 1", state: "closed", openedAt: MONDAY } as const;
    await world.run((tx) => tx.waves.saveWave(toWave(w1, closed)));
  };
  const openSecond = async () =>
    await world.run((tx) =>
      tx.waves.saveWave(toWave(w2, { name: "Wave 2", state: "open", openedAt: OCTOBER })),
    );

  test("a school that is in is in no other wave for saying so again", async () => {
    await world.press(ana, asked(ana), "Yes");
    await closeFirst();
    await openSecond();
    await world.press(ben, asked(ana), "Yes");
    expect(await invitation(w2)).toBeUndefined();
    expect((await invitation())?.answer).toBe("yes");
    const own = cardIn(await world.say(ana, "/pl answer"));
    await world.press(ana, own, "Not this year");
    expect((await invitation())?.answer).toBe("no");
    expect(await isJoined()).toBe(false);
  });

  test("a late yes joins the wave, and its words say so", async () => {
    await closeFirst();
    const card = cardIn(await world.press(ana, asked(ana), "Yes"));
    expect(card.text).toContain("Welcome, Ana. Wave 1 has started, and you can still join.");
    expect(await history()).toMatchObject([{ kind: "yes", wave: w1, stage: "late" }]);
    expect(await isJoined()).toBe(true);
  });

  test("an old card counts for the newest wave and says so; the school is in it from then on", async () => {
    await closeFirst();
    await openSecond();
    const card = cardIn(await world.press(ana, asked(ana), "Yes"));
    expect(card.text).toContain("This card was about Wave 1. Your answer counts for Wave 2.");
    expect(await history()).toMatchObject([{ kind: "yes", wave: w2, stage: "late" }]);
    expect(await invitation(w2)).toMatchObject({ answer: "yes", remindersSent: 0 });
    expect((await invitation(w1))?.answer).toBeUndefined();
  });

  test("a late question stays with the wave that asked, and puts the school into no other", async () => {
    await closeFirst();
    await openSecond();
    await ask(ana, asked(ana), "Is it too late?");
    expect(await invitation(w2)).toBeUndefined();
    expect((await invitation(w1))?.answer).toBeUndefined();
    expect(await history()).toMatchObject([{ kind: "question", wave: w1, stage: "late" }]);
  });

  test("not this year is opened again with /pl answer, also when the wave is over", async () => {
    await world.press(ana, asked(ana), "Not this year");
    await closeFirst();
    const again = cardIn(await world.say(ana, "/pl answer"));
    expect(again.text).toContain("Your answer now: Not this year.");
    await openSecond();
    const newer = cardIn(await world.say(ben, "/pl answer oak"));
    expect(newer.title).toBe("Wave 2");
    await world.press(ben, newer, "Yes");
    expect(await invitation(w2)).toMatchObject({ answer: "yes" });
    const none = cardIn(await world.say(ben, "/pl answer elm"));
    expect(none.text).toBe('You don\'t answer for a school called "elm".');
  });
});
