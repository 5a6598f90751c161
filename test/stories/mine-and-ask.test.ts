import { beforeEach, describe, expect, test } from "vitest";
import { type ChannelId, type PersonId, type ShoutOutId, type SiteId, toId } from "#domain/ids.ts";
import { toInstant, weekKey } from "#domain/local-time.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import type { Card } from "#ports/card.ts";
import { chooseChannelAsks } from "#usecases/choose-channel-asks.ts";
import { spreadFacts } from "#usecases/digest-spread.ts";
import { linkChannel } from "#usecases/link-channel.ts";
import { runSchedule } from "#usecases/run-schedule.ts";
import { weeklyAskId } from "#usecases/send-weekly-ask.ts";
import { cardIn, formIn } from "./answers-desk.ts";
import { useWorlds, type World } from "./answers-rig.ts";

const ana = "oak-ana-slack";
const ben = "oak-ben-teams";
const cy = "oak-cy-slack";
const lia = "lia-slack";
const oak = toId<SiteId>("oak");
const channel = toId<ChannelId>("C-oak");
const at = (local: string) => toInstant(local, "America/New_York");
const THURSDAY = "2025-08-21T14:00";

let world: World;
useWorlds((opened) => {
  world = opened.world;
});

const who = (name: string) => toId<PersonId>(name);
let given = 0;

/** Cy thanks Ana at Oak, on Tuesday, unless told. */
async function thank(more: Partial<ShoutOut> = {}): Promise<ShoutOutId> {
  given += 1;
  const id = toId<ShoutOutId>(`so${given}`);
  const on = more.at ?? at("2025-08-19T10:00");
  await world.run((tx) =>
    tx.praise.addShoutOut({
      id,
      giver: who(cy),
      receivers: [who(ana)],
      text: `deed ${given}`,
      helped: "",
      practice: "",
      value: "",
      share: "site",
      site: oak,
      week: weekKey(on.toISOString().slice(0, 10)),
      ...more,
      at: on,
    }),
  );
  return id;
}

const hide = async (id: ShoutOutId, by: "receiver" | "lead") =>
  await world.run((tx) => tx.praise.hideShoutOut(id, at("2025-08-20T10:00"), by));

/** What the school's channel holds once the bot has looked at this time. */
async function asked(local: string): Promise<readonly Card[]> {
  const { product, district } = world;
  product.clock.moveTo(at(local));
  await runSchedule(product, district);
  await world.deliver();
  return world.inbox(channel).map(({ card }) => card);
}

const linked = { name: "new", site: oak, platform: "slack", workspace: "T" } as const;
const link = async () =>
  await linkChannel(world.product, world.act(ana), {
    channel,
    name: "oak-staff",
    reach: undefined,
    place: "",
  });

describe("a school's channel", () => {
  beforeEach(link);

  test("is asked another question each quiet week, on Thursday an hour before students leave", async () => {
    expect(await asked("2025-08-21T13:59")).toEqual([]);
    const [first] = await asked(THURSDAY);
    expect(world.product.words.library.weeklyPrompts).toContain(first?.title);
    expect(first?.text).toContain("who did something worth repeating");
    expect(await asked("2025-08-21T14:30")).toHaveLength(1);
    const titles = (await asked("2025-08-28T14:00")).map(({ title }) => title);
    expect(new Set(titles).size).toBe(2);
  });

  test("in which somebody was thanked in the last five school days is not asked", async () => {
    await thank({ at: at("2025-08-15T08:00") });
    expect(await asked(THURSDAY)).toEqual([]);
    expect(await asked("2025-08-28T14:00")).toHaveLength(1);
  });

  test("is asked where the only thank-you was hidden, or was for one person's eyes", async () => {
    await hide(await thank(), "receiver");
    await thank({ share: "private" });
    expect(await asked(THURSDAY)).toHaveLength(1);
  });

  test("hears nothing after an outage over that hour, and is asked the week after", async () => {
    expect(await asked("2025-08-21T15:05")).toEqual([]);
    const next = await world.run((tx) => tx.schedule.find(weeklyAskId(oak)));
    expect(next?.nextAt).toEqual(at("2025-08-28T14:00"));
  });

  test("is left alone once its principal presses so; a teacher who presses is told who can", async () => {
    const [card] = await asked(THURSDAY);
    if (!card) throw new RangeError("nobody was asked");
    expect(cardIn(await world.press(cy, card, "Not in this")).text).toContain("The principal");
    expect(cardIn(await world.press(ana, card, "Not in this")).text).toContain("oak-staff gets no");
    expect(JSON.stringify(cardIn(await world.say(ana, "/pl status")))).toContain("Is turned off");
    expect(await asked("2025-08-28T14:00")).toHaveLength(1);
    expect(cardIn(await world.say(ben, "/pl channel asks on")).text).toContain("on Thursday");
    expect(await asked("2025-09-04T14:00")).toHaveLength(2);
    const written = await world.run((tx) => tx.audit.list(20));
    const changes = written.filter(({ action }) => action === "channel_asks_changed");
    expect(changes.map(({ actor, facts }) => [actor, facts.asks])).toEqual([
      [`person:${ben}`, "on"],
      [`person:${ana}`, "off"],
    ]);
  });

  test("a lead who types it there means that school, and the district's own has none", async () => {
    const off = { off: true, channel, place: "" };
    const { product } = world;
    expect(await chooseChannelAsks(product, world.act(lia), off)).toMatchObject({ kind: "chosen" });
    const all = { off: true, place: "district" };
    expect(await chooseChannelAsks(product, world.act(lia), all)).toEqual({ kind: "district" });
  });

  test("that is the school's no more is not what an old question turns off", async () => {
    const [card] = await asked(THURSDAY);
    await world.run(({ roster }) => roster.linkChannel({ ...linked, id: toId("C-new") }));
    const left = card && cardIn(await world.press(ana, card, "Not in this"));
    expect(left?.text).toContain("not Oak School's any more");
  });

  test("gets its thanks form from the question", async () => {
    const [card] = await asked(THURSDAY);
    if (card) expect(formIn(await world.press(cy, card, "Thank somebody")).id).toBe("praise");
    expect(card).toBeDefined();
  });
});

const fieldOf = ({ fields = [] }: Card, label: string) =>
  fields.find((field) => field.label === label)?.value ?? "";

describe("what is one's own", () => {
  test("is listed ten and ten, the newest first, with what was written back", async () => {
    for (let hour = 7; hour < 19; hour += 1) {
      await thank({
        at: at(`2025-08-18T${String(hour).padStart(2, "0")}:00`),
        text: `hour ${hour}`,
      });
    }
    const id = await thank({ giver: who(ana), receivers: [who(ben)], text: "for the tour" });
    const back = { receiver: who(ben), text: "Any time.", at: at("2025-08-19T11:00") };
    await world.run((tx) => tx.praise.saveThankBack(id, back.receiver, back));
    const card = cardIn(await world.say(ana, "/pl mine"));
    const received = fieldOf(card, "What you received").split("\n");
    expect(received).toHaveLength(10);
    expect(received[0]).toBe('Monday, August 18, from Cy of oak: "hour 18"');
    expect(fieldOf(card, "What you gave")).toBe(
      'Tuesday, August 19, to Ben of oak: "for the tour"\nBen of oak wrote back: "Any time."',
    );
    const older = cardIn(await world.press(ana, card, "Show older"));
    expect(fieldOf(older, "What you received")).toContain('"hour 7"');
    expect(fieldOf(older, "What you received")).not.toContain("hour 9");
    expect(JSON.stringify(cardIn(await world.say(lia, "/pl mine")))).not.toContain("hour");
  });

  test("stays there for whoever hid it, marked, and nobody else in it still has it", async () => {
    await hide(await thank({ text: "a quiet thing" }), "receiver");
    await hide(await thank({ text: "a reported thing" }), "lead");
    const mine = fieldOf(cardIn(await world.say(ana, "/pl mine")), "What you received");
    expect(mine).toContain('"a quiet thing" (hidden from others)');
    expect(mine).not.toContain("a reported thing");
    expect(JSON.stringify(cardIn(await world.say(cy, "/pl mine")))).not.toContain("a quiet thing");
  });

  test("says how one is thanked, and changes it by one press", async () => {
    const card = cardIn(await world.say(ana, "/pl mine"));
    expect(fieldOf(card, "How you are thanked")).toContain("May be posted in a channel");
    await world.press(ana, card, "Thank me in private");
    const after = cardIn(await world.say(ana, "/pl mine"));
    expect(fieldOf(after, "How you are thanked")).toBe("Only you see them.");
  });

  test("can be taken back or hidden from one form, each by whose it is", async () => {
    const id = await thank({ text: "for the map" });
    const form = async (as: string) =>
      formIn(await world.press(as, cardIn(await world.say(as, "/pl mine")), "Change or"));
    const send = async (as: string, side: string, what: string) =>
      await world.submit(as, await form(as), { which: `${side}:${id}`, what });
    expect(await send(ana, "received", "remove")).toMatchObject({ kind: "errors" });
    expect(await send(cy, "given", "hide")).toMatchObject({ kind: "errors" });
    expect(formIn(await send(cy, "given", "change")).id).toBe("edit-shout-out");
    // Whoever says that it is theirs is looked up all the same.
    expect(cardIn(await send(ana, "given", "remove")).text).toContain("not yours");
    expect(cardIn(await send(ana, "received", "hide")).text).toContain("hidden now");
    expect(JSON.stringify(cardIn(await world.say(ana, "/pl mine")))).toContain("(hidden from");
  });
});

describe("where nobody has looked", () => {
  const look = async (as: string) => cardIn(await world.say(as, "/pl look"));
  beforeEach(async () => {
    await world.school("elm", ["eva-slack"]);
    await world.school("fir", ["fay-slack"]);
  });

  test("is not told before there are six weeks to look at", async () => {
    await thank();
    expect((await look(lia)).text).toContain("too early");
  });

  test("is told by name, to each as far as they lead, and to no teacher", async () => {
    await thank({ at: at("2025-05-01T10:00"), practice: "voice" });
    await hide(await thank({ practice: "choice" }), "receiver");
    const all = await look(lia);
    expect(fieldOf(all, "Clusters")).toBe("Near");
    expect(fieldOf(all, "Levels")).toBe("Elementary");
    await thank({ practice: "choice" });
    const named = await look(lia);
    expect(named.fields?.map(({ label }) => label)).toEqual(["Practices"]);
    const [one = "", choice = ""] = ["voice", "choice"].map((id) =>
      world.product.words.label("practice", id),
    );
    const practices = fieldOf(named, "Practices").split("\n");
    expect(practices).toContain(one);
    expect(practices).not.toContain(choice);
    expect(practices).toEqual(practices.toSorted());
    expect(fieldOf(await look(ana), "At Oak School")).toContain("It may well be happening.");
    expect(fieldOf(await look("elm-eva-slack"), "At Elm School")).toContain(choice);
    expect(fieldOf(await look("gil-slack"), "Practices")).toContain(one);
    expect((await look(cy)).text).toContain("not yours");
  });

  test("is in the digest, and nobody's name and no number with it", async () => {
    await thank({ at: at("2025-05-01T10:00") });
    const { product, run } = world;
    const spread = await run((tx) =>
      spreadFacts({ tx, product, now: product.clock.now() }, { clusters: undefined }),
    );
    expect(spread).toMatchObject({ clusters: ["near"], levels: ["elementary"] });
    expect(JSON.stringify(spread)).not.toMatch(/\d|Cy|Ana/);
  });
});
