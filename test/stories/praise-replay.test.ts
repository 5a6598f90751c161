import { afterAll, beforeAll, expect, test } from "vitest";
import { type PersonId, type SiteId, toId } from "#domain/ids.ts";
import { DAY_MS, toInstant } from "#domain/local-time.ts";
import { readMySchool } from "#usecases/read-my-school.ts";
import { createGivers, type Outcome, type Praise, readPraise } from "./praise-year.ts";
import { rbps, seed } from "./replay-desk.ts";
import { type Sent, startWaveWorld, type WaveWorld, zone } from "./wave-world.ts";

const START = toInstant("2025-08-18T07:00", zone);
const HOUR_MS = 60 * 60 * 1000;
const END = toInstant("2026-06-12T16:00", zone);
/** The two schools with the most thanks get their Friday roundups too, beside those where one is taken down. */
const BUSIEST = ["rbps-s069", "rbps-s072"];

const rows = readPraise();
const removed = rows.filter((row) => row.removed === "true");
const outcomes = new Map<Praise, Outcome>();
let world: WaveWorld;
/** What left the bot before each post was taken down, and after. */
const takenDown: { readonly row: Praise; readonly sentBefore: number }[] = [];
const pagesAfter = new Map<Praise, string>();

/** A school year of thanks, given again at its time, on the bot's own clock. */
beforeAll(async () => {
  world = await startWaveWorld({
    start: START,
    sites: 0,
    calendar: [],
    url: ":memory:",
    fill: false,
  });
  await seed(world);
  await bringBack();
  await keepWeekly(new Set([...BUSIEST, ...removed.map(({ site }) => site)]));
  const { give, press } = createGivers(world);
  const due = [...removed];
  const takeDownUntil = async (until: number): Promise<void> => {
    for (let [row] = due; row && takenDownAt(row) <= until; [row] = due) {
      due.shift();
      await world.goTo(new Date(takenDownAt(row)));
      const id = outcomes.get(row)?.id ?? "";
      takenDown.push({ row, sentBefore: world.sent.length });
      const byReceiver = takenDown.length % 2 === 0;
      if (byReceiver) await press(row.receiver, "hide-shout-out", id);
      else await press(row.giver, "remove-shout-out", id);
      await world.goTo(new Date(takenDownAt(row) + 60_000));
      pagesAfter.set(row, await readPage(row.site));
    }
  };
  for (const [at, row] of rows.entries()) {
    await takeDownUntil(Date.parse(row.ts));
    if (isSoonAfter(rows[at - 1], row)) world.sleepUntil(new Date(row.ts));
    else await world.goTo(new Date(row.ts));
    outcomes.set(row, await give(row, at));
  }
  await takeDownUntil(END.getTime());
  await world.goTo(END);
}, 120_000);
afterAll(async () => await world.stop());

/** What is given within an hour is sent together, which saves half of the rounds; not on the day of the roundup. */
function isSoonAfter(before: Praise | undefined, { ts }: Praise): boolean {
  const at = new Date(ts);
  const isFriday = at.getUTCDay() === 5;
  return before !== undefined && !isFriday && at.getTime() - Date.parse(before.ts) < HOUR_MS;
}

/** After the roundup and the digest that may have quoted it. */
function takenDownAt({ ts }: Praise): number {
  return Date.parse(ts) + 8 * DAY_MS;
}

/** The staff list is of the end of the year: two have left by then. */
async function bringBack(): Promise<void> {
  const all = new Set(rows.flatMap(({ giver, receiver }) => [giver, receiver]));
  await world.product.store.transaction(rbps, function* ({ roster }) {
    const people = yield* roster.listPeople([...all].map((id) => toId<PersonId>(id)));
    const gone = people.filter(({ active }) => !active);
    yield* roster.savePeople(gone.map((each) => ({ ...each, active: true })));
  });
}

/** Nudges, asks and the night's work are not what is replayed. */
async function keepWeekly(sites: ReadonlySet<string>): Promise<void> {
  await world.product.store.transaction(rbps, function* (tx) {
    const far = new Date(END.getTime() + 365 * DAY_MS);
    for (const { id, campaign, subject } of yield* tx.schedule.listDue(far, 1000)) {
      const kept = campaign === "digest" || (campaign === "roundup" && sites.has(subject));
      if (!kept) yield* tx.schedule.remove(id);
    }
  });
}

async function readPage(school: string): Promise<string> {
  const { product } = world;
  const site = toId<SiteId>(school);
  const [principal] = await product.store.read(rbps, (tx) =>
    tx.roster.listHolders("principal", site),
  );
  if (!principal) return "";
  const { thanks } = await readMySchool(product, { district: rbps, person: principal.id }, site);
  return JSON.stringify(thanks);
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
const cardOf = ({ delivery }: Sent) => ("card" in delivery ? JSON.stringify(delivery.card) : "");
const conversationOf = ({ delivery }: Sent): string => {
  if (delivery.do === "publish") return "";
  const address = delivery.do === "post" ? delivery.to : delivery.of.address;
  return `${address.conversation.kind}:${address.conversation.id}`;
};
const handleOf = ({ key, delivery }: Sent): string =>
  delivery.do === "update" || delivery.do === "retract" ? delivery.of.handle : key;

/** What stands where in the end, by the key it was posted with. */
function standing(): ReadonlyMap<string, { readonly where: string; readonly card: string }> {
  const messages = new Map<string, { readonly where: string; readonly card: string }>();
  for (const sent of world.sent) {
    const handle = handleOf(sent);
    if (sent.delivery.do === "retract") messages.delete(handle);
    else messages.set(handle, { where: conversationOf(sent), card: cardOf(sent) });
  }
  return messages;
}

test("every one is posted, held or coached as a careful reader would, and what is coached goes up as it is", () => {
  const wrong = rows.flatMap((row) => {
    const outcome = outcomes.get(row);
    const isUp = row.expected !== "hold";
    const right =
      outcome?.met === row.expected && outcome.fits && (outcome.id !== undefined) === isUp;
    return right ? [] : [{ text: row.text, expected: row.expected, why: row.why, ...outcome }];
  });
  expect(wrong).toEqual([]);
  expect(rows).toHaveLength(1079);
});

test("each stands once in its school's channel, with a note to whom it is for", () => {
  const messages = standing();
  const noted = new Set(
    [...messages]
      .filter(([key]) => key.startsWith("thanks:"))
      .map(([, { card, where }]) => where + card),
  );
  const notes = [...noted].join("\n");
  const wrong = rows.flatMap((row) => {
    const id = outcomes.get(row)?.id;
    if (id === undefined || row.removed === "true") return [];
    const post = messages.get(`shout-out:${id}`);
    const isPublic = row.visibility === "channel";
    const right = isPublic
      ? post?.where === `channel:channel-${row.site}` && post.card.includes(inJson(row.text))
      : post === undefined;
    return right && notes.includes(inJson(row.text)) ? [] : [row.id];
  });
  expect(wrong).toEqual([]);
});

test("a private one is in no channel, roundup, digest or page, not even for a moment", async () => {
  const open = rows.filter((row) => row.visibility === "channel" && row.expected !== "hold");
  const isOpen = (text: string) => open.some((row) => row.text.includes(text));
  const secret = rows.filter(({ text, visibility }) => visibility === "private" && !isOpen(text));
  expect(secret.length).toBeGreaterThan(100);
  const places = world.sent.filter((sent) => !sent.key.includes("thanks:"));
  const said = places.map(cardOf);
  const pages = await Promise.all([...new Set(secret.map(({ site }) => site))].map(readPage));
  const all = [...said, ...pages].join("\n");
  expect(secret.filter(({ text }) => all.includes(inJson(text)))).toEqual([]);
  expect(all).toContain(inJson(removed[0]?.text ?? ""));
});

test("a held one is in nothing that anybody was sent", () => {
  const all = world.sent.map(cardOf).join("\n");
  const held = rows.filter(({ expected }) => expected === "hold");
  expect(held.filter(({ text }) => all.includes(inJson(text)))).toEqual([]);
});

test("a hidden one is gone from the channel, the roundup, the digest and the page within a minute", () => {
  const messages = [...standing().values()];
  const quoted: string[] = [];
  for (const [at, { row, sentBefore }] of takenDown.entries()) {
    const text = inJson(row.text);
    const byReceiver = at % 2 === 1;
    const left = messages.filter(({ card }) => card.includes(text)).map(({ where }) => where);
    // Whoever hid what was said to them keeps their own note.
    expect([row.text, left]).toEqual([row.text, byReceiver ? [`account:${row.receiver}`] : []]);
    expect(pagesAfter.get(row)).not.toContain(text);
    const before = world.sent.slice(0, sentBefore).filter((sent) => cardOf(sent).includes(text));
    quoted.push(...before.map(({ key }) => key.split(":")[0] ?? ""));
    const after = world.sent.slice(sentBefore).filter((sent) => handleOf(sent).includes(":"));
    const late = after.filter(({ sentAt }) => sentAt.getTime() > takenDownAt(row) + 60_000);
    expect(late.filter((sent) => cardOf(sent).includes(text))).toEqual([]);
  }
  expect(takenDown).toHaveLength(8);
  // Each stood in its channel before, and some in a roundup.
  expect(quoted.filter((kind) => kind === "shout-out")).toHaveLength(8);
  expect(quoted).toContain("roundup");
});
