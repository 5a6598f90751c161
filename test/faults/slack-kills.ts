import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { afterEach, expect } from "vitest";
import { openCommandLine } from "#compose";
import { type AccountId, type OutboxKey, toId } from "#domain/ids.ts";
import type { OutboxState } from "#ports/outbox-rows.ts";
import { type FakeSlack, startFakeSlack } from "#test/platform/fake-slack/index.ts";
import { district, seedFolder } from "#test/platform/slack-product.ts";
import { endAll, start } from "./process.ts";

const PEOPLE = 20;
const EACH = 6;
export const SENT = PEOPLE * EACH;
export const KILLS = 4;
const SLACK_MS = 60;
const FOLLOW_MS = 150_000;
export const TEST_MS = 300_000;
/** Every second kill comes while messages are on their way, the others at any moment. */
const IN_FLIGHT_EVERY = 2;
const LOOK_MS = 5;
const PAUSE_MS = 25;
/** What is tried six times in vain is given up; so many must get through between two kills. */
const SETTLED = 10;
const MOST_LOOKS = 600;

const accountAt = (person: number): AccountId => toId<AccountId>(`U${100 + person}`);
const wordsOf = (person: number, turn: number): string => `Note ${turn} for ${person}`;
const keyOf = (person: number, turn: number): OutboxKey =>
  toId<OutboxKey>(`note:${person}:${turn}`);

/** 120 messages that are due now: six for each of twenty people. */
async function queueAll(env: NodeJS.ProcessEnv): Promise<void> {
  const { product, close } = await openCommandLine(env);
  const from = product.clock.now().getTime() - 1000;
  await product.store.transaction(district, function* (tx) {
    for (let turn = 0; turn < EACH; turn++) {
      for (let person = 0; person < PEOPLE; person++) {
        const text = wordsOf(person, turn);
        const conversation = { kind: "account", id: accountAt(person) } as const;
        const to = { platform: "slack", workspace: "T0001", conversation } as const;
        const delivery = { do: "post", to, card: { text, fallback: text } } as const;
        const dueAt = new Date(from + turn);
        yield* tx.outbox.queue({ key: keyOf(person, turn), kind: "reply", delivery, dueAt });
      }
    }
  });
  await close();
}

async function statesOf(env: NodeJS.ProcessEnv): Promise<ReadonlyMap<string, OutboxState>> {
  const { product, close } = await openCommandLine(env);
  const states = await product.store.read(district, function* (tx) {
    const found = new Map<string, OutboxState>();
    for (let person = 0; person < PEOPLE; person++) {
      for (let turn = 0; turn < EACH; turn++) {
        const message = yield* tx.outbox.find(keyOf(person, turn));
        if (message) found.set(wordsOf(person, turn), message.state);
      }
    }
    return found;
  });
  await close();
  return states;
}

/** How many are not at their end: read beside the process, for it has enough to do. */
function countOpen(url: string | undefined): number {
  const client = new Database((url ?? "").replace("file:", ""), { readonly: true });
  const open = "select count(*) from outbox_messages where state in ('waiting', 'leased')";
  const count = Number(client.prepare(open).pluck().get());
  client.close();
  return count;
}

/** Until a message is on its way and Slack has not answered yet, or until none seems to be left. */
async function untilPosting(fake: FakeSlack): Promise<void> {
  const posts = () => fake.calls.filter(({ method }) => method === "chat.postMessage").length;
  const before = posts();
  for (let turn = 0; turn < MOST_LOOKS && posts() === before; turn++) await sleep(LOOK_MS);
}

/** Until so few are open, or none: also a slow machine gets somewhere between two kills. */
async function untilFewer(open: () => number, few: number): Promise<void> {
  for (let turn = 0; turn < MOST_LOOKS && open() > Math.max(few, 0); turn++) await sleep(PAUSE_MS);
}

/** Kills the process four times while it sends, then lets it finish. */
export async function sendThroughKills(fake: FakeSlack) {
  const { folder, env } = await seedFolder(fake.workspace.id);
  folders.push(folder);
  await queueAll(env);
  fake.setLatency(SLACK_MS);
  const settings = {
    ...env,
    SLACK_BOT_TOKEN: fake.workspace.botToken,
    SLACK_SIGNING_SECRET: fake.signingSecret,
    SLACK_API_URL: fake.apiUrl,
    SLACK_PACE_PER_SECOND: "50",
  };
  const open = (): number => countOpen(env.DATABASE_URL);
  for (let kill = 0; kill < KILLS; kill++) {
    const before = open();
    const app = await start(folder, settings);
    if (kill % IN_FLIGHT_EVERY === 0) await untilPosting(fake);
    else {
      await sleep(400 + Math.random() * 600);
      await untilFewer(open, before - SETTLED);
    }
    app.kill("SIGKILL");
    await app.exited;
  }
  const app = await start(folder, settings);
  await expect.poll(open, { timeout: FOLLOW_MS, interval: 200 }).toBe(0);
  app.kill("SIGTERM");
  await app.exited;
  return await statesOf(env);
}

/** What each person sees: nothing twice, and in the order it was written. */
export function expectOrdered(fake: FakeSlack): ReadonlySet<string> {
  const arrived = new Set<string>();
  for (let person = 0; person < PEOPLE; person++) {
    const texts = fake.messages(accountAt(person)).map(({ text }) => text);
    expect(new Set(texts).size, `${person} got a message twice`).toBe(texts.length);
    const expected = Array.from({ length: EACH }, (_, turn) => wordsOf(person, turn));
    expect(texts).toEqual(expected.filter((words) => texts.includes(words)));
    for (const text of texts) arrived.add(text);
  }
  return arrived;
}

/** A Slack that knows everybody; it ends with the test, and so do the processes. */
export function useSlack(): () => Promise<FakeSlack> {
  let slack: FakeSlack | undefined;
  afterEach(async () => {
    await endAll();
    await slack?.stop();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });
  return async () => {
    slack = await startFakeSlack();
    for (let person = 0; person < PEOPLE; person++) slack.addPerson({ id: accountAt(person) });
    return slack;
  };
}

const folders: string[] = [];
