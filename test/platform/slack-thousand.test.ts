import { afterEach, beforeEach, expect, test } from "vitest";
import { createClients } from "#adapters/slack/clients.ts";
import { createDeliver } from "#adapters/slack/deliver.ts";
import { createFetch } from "#adapters/slack/fetch.ts";
import { type DistrictId, type OutboxKey, toId } from "#domain/ids.ts";
import { createMetrics } from "#host/metrics.ts";
import { createRandom } from "#host/random.ts";
import { createTrace } from "#host/trace.ts";
import type { ChatAdapter } from "#ports/chat.ts";
import type { Clock } from "#ports/clock.ts";
import type { Store } from "#ports/store.ts";
import { openStore } from "#store/open-store.ts";
import { testMarks } from "#test/guard/marks.ts";
import { words, wordsIn } from "#test/words.ts";
import { createLoop, type Loop } from "#worker/loop.ts";
import { createStillClock, post } from "./deliveries.ts";
import { type FakeSlack, startFakeSlack } from "./fake-slack/index.ts";
import { createBook, modal, toPerson } from "./slack-desk.ts";

const district = toId<DistrictId>("rbps");
const PER_SECOND = 3;
const pace = { laneMs: 1000, perSecond: PER_SECOND };

interface Scene {
  readonly slack: FakeSlack;
  readonly store: Store;
  readonly loop: Loop;
  readonly logged: string[];
  /** How long it took, in real milliseconds, until somebody saw the form they asked for. */
  openForm(): Promise<number>;
  queue(people: number): Promise<void>;
  /** Times of the posts, in milliseconds. */
  posts(): readonly number[];
}

let stops: (() => Promise<void>)[] = [];
beforeEach(() => {
  stops = [];
});
afterEach(async () => {
  for (const stop of stops) await stop();
});

/** The worker, the store and the delivering half of the adapter, against Slack with its limits. */
async function openScene(clock: Clock, latencyMs = 0): Promise<Scene> {
  const scopes = ["chat:write", "im:write", "im:history"];
  const isReal = latencyMs > 0;
  const slack = await startFakeSlack({
    limits: true,
    latencyMs,
    workspace: { scopes },
    ...(isReal ? {} : { clock }),
  });
  const logged: string[] = [];
  const line = (event: string, facts?: object) => {
    logged.push(`${event} ${JSON.stringify(facts ?? {})}`);
  };
  const log = { info: line, warn: line, error: line };
  const random = createRandom(clock);
  const store = await openStore({ url: ":memory:", migrations: "migrations", random, log });
  const facts = { name: "Red Bluff", shortName: "RB", zone: "America/New_York" };
  await store.transaction(district, (tx) => tx.roster.saveDistrict({ id: district, ...facts }));
  const settings = { apiUrl: slack.apiUrl };
  const guarded = createFetch({ ...settings, timeoutMs: 5000 });
  const clients = createClients(settings, createBook(slack.workspace), guarded);
  const box = { seal: (text: string) => text, open: (text: string) => text };
  const adapter: ChatAdapter = {
    platform: "slack",
    start: async () => await Promise.resolve(),
    receive: async () => await Promise.resolve(new Response()),
    deliver: createDeliver({ clients, config: { box, clock, log } }),
    findProfile: async () => await Promise.resolve("nobody" as const),
    check: async () => await Promise.resolve([]),
    stop: async () => await Promise.resolve(),
  };
  const trace = createTrace();
  const metrics = createMetrics("test");
  const product = { store, clock, random, words, wordsIn, log, trace, metrics, marks: testMarks };
  const paces = { local: pace, slack: pace, teams: pace };
  const relay = { ...product, adapters: new Map([[adapter.platform, adapter]]), paces };
  const afterRound = async () => await Promise.resolve();
  const loop = createLoop({ product, relay, afterRound });
  stops.push(async () => {
    await loop.stop();
    await store.close();
    await slack.stop();
  });
  return {
    slack,
    store,
    loop,
    logged,
    openForm: async () => {
      const triggerId = slack.mintTrigger("U0000");
      const begun = performance.now();
      const client = await clients.interactive("T0001");
      await client?.views.open({ trigger_id: triggerId, view: modal });
      return performance.now() - begun;
    },
    queue: async (people) => {
      for (let at = 0; at < people; at++) slack.addPerson({ id: accountAt(at) });
      await store.transaction(district, function* ({ outbox }) {
        for (let at = 0; at < people; at++) {
          const key = toId<OutboxKey>(`invitation:${at}`);
          const delivery = post(toPerson(accountAt(at)), "You are invited to wave 1.");
          if (delivery.do !== "post") return;
          yield* outbox.queue({ key, kind: "invitation", delivery, dueAt: clock.now() });
        }
      });
    },
    posts: () =>
      slack.calls
        .filter(({ method }) => method === "chat.postMessage")
        .map(({ at }) => at.getTime()),
  };
}

function accountAt(at: number): string {
  return `U${String(at).padStart(4, "0")}`;
}

/** Moves the clock to whatever is next until nothing is. */
async function runToEnd({ loop }: Scene, clock: ReturnType<typeof createStillClock>) {
  for (let round = 0; round < 2000; round++) {
    await loop.runDue();
    const next = await loop.nextAt();
    if (!next) return;
    clock.forward(Math.max(0.001, (next.getTime() - clock.now().getTime()) / 1000));
  }
}

/** How many messages each of the first so many people sees. */
function seenBy({ slack }: Scene, people: number): readonly number[] {
  return Array.from({ length: people }, (_, at) => slack.messages(accountAt(at)).length);
}

/** The most posts that any second saw. */
function busiestSecond(posts: readonly number[]): number {
  return Math.max(
    ...posts.map((from) => posts.filter((at) => at >= from && at < from + 1000).length),
  );
}

test("a thousand principals hear of a wave within six minutes, and nobody waits for a form", async () => {
  const people = 1000;
  const clock = createStillClock();
  const scene = await openScene(clock);
  await scene.queue(people);
  await scene.openForm();
  const begun = clock.now().getTime();
  const forms: number[] = [];
  for (let round = 0; scene.posts().length < people && round < 2000; round++) {
    const work = scene.loop.runDue();
    if (round % 20 === 0) forms.push(await scene.openForm());
    await work;
    const next = await scene.loop.nextAt();
    if (next) clock.forward((next.getTime() - clock.now().getTime()) / 1000);
  }
  const seconds = (clock.now().getTime() - begun) / 1000;
  const bound = people / PER_SECOND;
  expect(scene.slack.calls.filter(({ status }) => status !== 200)).toEqual([]);
  expect(seconds).toBeLessThanOrEqual(bound * 1.05);
  expect(seconds).toBeGreaterThanOrEqual(bound - 1);
  expect(busiestSecond(scene.posts())).toBe(PER_SECOND);
  expect(seenBy(scene, people)).toEqual(Array(people).fill(1));
  expect(forms.length).toBeGreaterThan(15);
  expect(Math.max(...forms)).toBeLessThan(300);
}, 60_000);

test("a limit that comes back again and again loses nobody", async () => {
  const people = 60;
  const clock = createStillClock();
  const scene = await openScene(clock);
  await scene.queue(people);
  // Ten times in a row: more often than a message is tried.
  scene.slack.fail("chat.postMessage", { status429: 10 }, 10 * PER_SECOND);
  await runToEnd(scene, clock);
  expect(seenBy(scene, people)).toEqual(Array(people).fill(1));
  expect(busiestSecond(scene.posts())).toBeLessThanOrEqual(PER_SECOND);
});

test("while Slack fails, people are not tried faster than the pace", async () => {
  const people = 30;
  const clock = createStillClock();
  const scene = await openScene(clock);
  await scene.queue(people);
  scene.slack.fail("chat.postMessage", { status: 503, processed: false }, 15);
  await runToEnd(scene, clock);
  expect(seenBy(scene, people)).toEqual(Array(people).fill(1));
  expect(busiestSecond(scene.posts())).toBeLessThanOrEqual(PER_SECOND);
});

test("in real time fifteen people are written to in four seconds, with three in each", async () => {
  const people = 15;
  const clock = { now: () => new Date() };
  const scene = await openScene(clock, 5);
  await scene.queue(people);
  await scene.loop.sweep();
  const end = Date.now() + 8000;
  while (scene.posts().length < people && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const posts = scene.posts();
  const seconds = ((posts.at(-1) ?? 0) - (posts[0] ?? 0)) / 1000;
  expect(posts).toHaveLength(people);
  expect(seconds).toBeGreaterThanOrEqual(4);
  expect(seconds).toBeLessThan(4.35);
  expect(busiestSecond(posts)).toBe(PER_SECOND);
});
