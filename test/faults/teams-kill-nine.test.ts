import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { openCommandLine } from "#compose";
import { type AccountId, type OutboxKey, toId } from "#domain/ids.ts";
import type { Address } from "#ports/chat.ts";
import type { OutboxState } from "#ports/outbox-rows.ts";
import {
  type FakePerson,
  type FakeTeams,
  startFakeTeams,
} from "#test/platform/fake-teams/index.ts";
import { district, seedSample } from "#test/platform/slack-product.ts";
import { teamsSettings } from "#test/platform/teams-product.ts";
import { endAll, start } from "./process.ts";
import { addPassed } from "./table.ts";

const PEOPLE = 15;
const EACH = 5;
const KILLS = 4;
const TEAMS_MS = 60;
const FOLLOW_MS = 120_000;
const TEST_MS = 240_000;
const LOOK_MS = 5;
const MOST_LOOKS = 400;

let teams: FakeTeams | undefined;
const folders: string[] = [];

afterEach(async () => {
  await endAll();
  await teams?.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const wordsOf = (person: number, turn: number): string => `Note ${turn} for ${person}`;
const keyOf = (person: number, turn: number): OutboxKey =>
  toId<OutboxKey>(`note:${person}:${turn}`);

/** Fifteen people of the sample whom the bot has met, and five messages for each that are due now. */
async function prepare(fake: FakeTeams) {
  const met: FakePerson[] = Array.from({ length: PEOPLE }, () => fake.addPerson());
  const at = { platform: "teams", workspace: fake.tenant } as const;
  const { folder, env } = await seedSample((everybody) =>
    met.map(({ id }, turn) => ({
      ...at,
      account: toId<AccountId>(id),
      person: everybody[turn]?.id ?? toId(""),
    })),
  );
  folders.push(folder);
  const addresses = met.map(({ id }): Address => {
    return { ...at, conversation: { kind: "account", id: toId<AccountId>(id) } };
  });
  const { product, close } = await openCommandLine(env);
  await product.store.transaction(district, function* (tx) {
    for (const [person, to] of addresses.entries()) {
      const conversation = met[person]?.conversation ?? "";
      yield* tx.roster.keepReach(to, JSON.stringify({ serviceUrl: fake.serviceUrl, conversation }));
      for (let turn = 0; turn < EACH; turn++) {
        const text = wordsOf(person, turn);
        const delivery = { do: "post", to, card: { text, fallback: text } } as const;
        const dueAt = new Date(Date.now() - 1000 + turn);
        yield* tx.outbox.queue({ key: keyOf(person, turn), kind: "reply", delivery, dueAt });
      }
    }
  });
  await close();
  return { folder, env, met };
}

type Env = Readonly<Record<string, string>>;

async function statesOf(env: Env): Promise<ReadonlyMap<string, OutboxState>> {
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

/** Until a message is on its way and Teams has not answered yet, or until none seems to be left. */
async function untilPosting(fake: FakeTeams): Promise<void> {
  const posts = () => fake.calls.filter(({ kind }) => kind === "post").length;
  const before = posts();
  for (let turn = 0; turn < MOST_LOOKS && posts() === before; turn++) await sleep(LOOK_MS);
}

/** Kills the process while it sends, then lets it finish. */
async function sendThroughKills(fake: FakeTeams, folder: string, env: Env): Promise<void> {
  const settings = { ...env, ...teamsSettings(fake) };
  for (let kill = 0; kill < KILLS; kill++) {
    const app = await start(folder, settings);
    await (kill % 2 === 0 ? untilPosting(fake) : sleep(300 + Math.random() * 900));
    app.kill("SIGKILL");
    await app.exited;
  }
  const app = await start(folder, settings);
  const open = async (): Promise<number> => {
    const states = [...(await statesOf(env)).values()];
    return states.filter((state) => state === "waiting" || state === "leased").length;
  };
  await expect.poll(open, { timeout: FOLLOW_MS, interval: 500 }).toBe(0);
  app.kill("SIGTERM");
  await app.exited;
}

/** The words of what somebody sees, in their order. */
function textsOf(fake: FakeTeams, { conversation }: FakePerson): readonly string[] {
  return fake.messages(conversation).map(({ body }) => String(body.summary));
}

test(
  "through four kills nobody on Teams gets a message twice, and what nobody can know is unknown",
  async () => {
    const fake = await startFakeTeams();
    teams = fake;
    const { folder, env, met } = await prepare(fake);
    fake.fail("post", { delayMs: TEAMS_MS }, PEOPLE * EACH * 2);
    await sendThroughKills(fake, folder, env);
    const states = await statesOf(env);
    const arrived = new Set<string>();
    for (const [person, who] of met.entries()) {
      const texts = textsOf(fake, who);
      expect(new Set(texts).size, `${person} got a message twice`).toBe(texts.length);
      const written = Array.from({ length: EACH }, (_, turn) => wordsOf(person, turn));
      expect(texts).toEqual(written.filter((words) => texts.includes(words)));
      for (const text of texts) arrived.add(text);
    }
    for (const [words, state] of states) {
      expect(["delivered", "unknown"]).toContain(state);
      if (state === "delivered") expect(arrived).toContain(words);
      if (!arrived.has(words)) expect(state).toBe("unknown");
    }
    // Else no kill came in between, and this test would prove nothing.
    expect([...states.values()].filter((state) => state === "unknown").length).toBeGreaterThan(0);
    expect(states.size).toBe(PEOPLE * EACH);
    addPassed("kill -9, the whole process on Teams", KILLS);
  },
  TEST_MS,
);
