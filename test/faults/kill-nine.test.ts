import { cpSync } from "node:fs";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import {
  act,
  type Card,
  command,
  fieldOf,
  type Invited,
  listAnswerers,
  listChannels,
  listInvited,
  moveClock,
  openWave,
  readClock,
  readInbox,
  toPress,
} from "./playground.ts";
import { endAll, newFolder, type Running, start } from "./process.ts";
import { countAnswers, listArrived, listKinds, listLeased, listTwice } from "./rows.ts";
import { addPassed } from "./table.ts";

const SCHOOLS = 87;
const SECOND_MS = 1000;
/** The clock goes on from where it was last written down, which may be a little earlier. */
const FOLLOW_MS = 30_000;
const WEEK_MS = 7 * 24 * 60 * 60 * SECOND_MS;

afterEach(endAll);

interface Acknowledged {
  readonly invited: Invited;
  readonly card: Card;
}

/** Presses within one second; gives the answers that were acknowledged before the kill. */
async function pressAll(
  url: string,
  invitations: readonly Invited[],
): Promise<readonly Acknowledged[]> {
  const presses = invitations.map(async (invited, at) => {
    await sleep((at * SECOND_MS) / invitations.length);
    const kind = at % 2 === 0 ? "yes" : "no";
    const reply = await act(url, toPress(invited, kind)).catch(() => undefined);
    if (reply?.kind !== "replace" || !reply.card) return [];
    return [{ invited, card: reply.card }];
  });
  return (await Promise.all(presses)).flat();
}

/** Each conversation that the wave may have written to, with every card it holds. */
async function readAll(url: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const people = (await listAnswerers(url)).map(({ id }) => `person=${id}`);
  const channels = (await listChannels(url)).map((id) => `channel=${id}`);
  const found = new Map<string, readonly string[]>();
  for (const of of [...people, ...channels]) {
    const messages = await readInbox(url, of);
    found.set(
      of,
      messages.map(({ card }) => JSON.stringify(card)),
    );
  }
  return found;
}

async function expectNothingTwice(url: string): Promise<void> {
  for (const [of, cards] of await readAll(url)) {
    expect(new Set(cards).size, `${of} holds a card twice`).toBe(cards.length);
  }
}

/** What the lead's one live card says of silent schools. */
async function readSilent(url: string, lead: string): Promise<number> {
  const inbox = await readInbox(url, `person=${lead}`);
  const live = inbox.filter(({ card }) => card.title === "Wave 1");
  expect(live).toHaveLength(1);
  return fieldOf(live[0]?.card, "No answer yet");
}

/** The invitations still waiting, once every card has followed the answers. */
async function listWaiting(url: string, lead: string): Promise<readonly Invited[]> {
  let waiting: readonly Invited[] = [];
  const difference = async () => {
    waiting = await listInvited(url);
    return waiting.length - (await readSilent(url, lead));
  };
  await expect.poll(difference, { timeout: FOLLOW_MS, interval: 200 }).toBe(0);
  return waiting;
}

async function stop(app: Running): Promise<void> {
  app.kill("SIGTERM");
  expect(await app.exited).toEqual({ code: 0, signal: null });
}

test("87 principals answer while the process is killed: no acknowledged answer is lost", async () => {
  const folder = newFolder();
  const first = await start(folder);
  const lead = await openWave(first.url);
  const invitations = await listInvited(first.url);
  expect(invitations).toHaveLength(SCHOOLS);

  const killAfterMs = 200 + Math.random() * 1000;
  const pressing = pressAll(first.url, invitations);
  await sleep(killAfterMs);
  first.kill("SIGKILL");
  const acknowledged = await pressing;
  expect(await first.exited).toEqual({ code: null, signal: "SIGKILL" });

  const second = await start(folder);
  for (const { invited, card } of acknowledged) {
    const inbox = await readInbox(second.url, `person=${invited.person}`);
    expect(inbox.find(({ id }) => id === invited.message)?.card).toEqual(card);
  }
  const waiting = await listWaiting(second.url, lead.id);
  process.stdout.write(
    `killed after ${Math.round(killAfterMs)} ms: ${acknowledged.length} acknowledged, ` +
      `${SCHOOLS - waiting.length} stored\n`,
  );
  expect(acknowledged.length).toBeGreaterThan(0);
  expect(SCHOOLS - waiting.length).toBeGreaterThanOrEqual(acknowledged.length);
  await expectNothingTwice(second.url);

  expect(await pressAll(second.url, waiting)).toHaveLength(waiting.length);
  expect(await listWaiting(second.url, lead.id)).toEqual([]);
  await expectNothingTwice(second.url);
  await stop(second);
  const answers = countAnswers(folder);
  expect(answers).toHaveLength(SCHOOLS);
  expect(answers.filter(({ times }) => times !== 1)).toEqual([]);
  expect(listLeased(folder)).toEqual([]);
});

/** A wave of which 20 schools joined, and a week ahead of it. */
async function prepareWeek(): Promise<{ folder: string; to: string; clock: string }> {
  const folder = newFolder();
  const app = await start(folder);
  const lead = await openWave(app.url);
  const invitations = await listInvited(app.url);
  for (const invited of invitations.slice(0, 20)) await act(app.url, toPress(invited, "yes"));
  const colleague = invitations[0]?.person ?? "";
  await command(app.url, lead.id, `/praise ${colleague} for opening the week`);
  const clock = await readClock(app.url);
  await stop(app);
  return { folder, clock, to: new Date(Date.parse(clock) + WEEK_MS).toISOString() };
}

test("a process killed while the clock moves a week writes to nobody twice and forgets nobody", async () => {
  const week = await prepareWeek();
  const reference = newFolder();
  cpSync(week.folder, reference, { recursive: true });
  const calm = await start(reference);
  const from = performance.now();
  const { delivered } = await moveClock(calm.url, { to: week.to });
  const calmMs = performance.now() - from;
  await stop(calm);
  expect(delivered).toBeGreaterThan(100);
  expect(listTwice(reference)).toEqual([]);
  expect(listKinds(reference)).toEqual(expect.arrayContaining(["digest", "reminder"]));
  const expected = listArrived(reference);

  const folder = newFolder();
  cpSync(week.folder, folder, { recursive: true });
  const first = await start(folder);
  const moving = moveClock(first.url, { to: week.to }).catch(() => undefined);
  await sleep(calmMs * (0.1 + Math.random() * 0.8));
  first.kill("SIGKILL");
  const moved = await moving;
  await first.exited;

  const second = await start(folder);
  const clock = await readClock(second.url);
  process.stdout.write(`killed ${moved ? "after" : "during"} the week, clock at ${clock}\n`);
  expect(Date.parse(clock)).toBeGreaterThanOrEqual(Date.parse(week.clock));
  if (clock < week.to) await moveClock(second.url, { to: week.to });
  expect((await readClock(second.url)) >= week.to).toBe(true);
  await stop(second);
  expect(listTwice(folder)).toEqual([]);
  expect(listArrived(folder)).toEqual(expected);
  expect(listLeased(folder)).toEqual([]);
  addPassed("kill -9, the whole process in the playground", 2);
});
