import { afterEach, beforeEach, expect, test } from "vitest";
import { type AccountId, type DistrictId, type OutboxKey, toId } from "#domain/ids.ts";
import { createMetrics } from "#host/metrics.ts";
import { createRandom } from "#host/random.ts";
import { createTrace } from "#host/trace.ts";
import type { Address } from "#ports/chat.ts";
import { openStore } from "#store/open-store.ts";
import { testMarks } from "#test/guard/marks.ts";
import { words, wordsIn } from "#test/words.ts";
import { createLoop } from "#worker/loop.ts";
import { createStillClock, post } from "./deliveries.ts";
import { recordingLog } from "./script.ts";
import { startTeamsRig } from "./teams-rig.ts";

const district = toId<DistrictId>("rbps");
const PEOPLE = 1000;
/** Each needs a conversation and a message: 2,000 calls at 45 a second, and a little more. */
const MOST_SECONDS = 50;
const pace = { laneMs: 1000, perSecond: 45 };
const LIMIT_MS = 120_000;

let stops: (() => Promise<void>)[] = [];
beforeEach(() => {
  stops = [];
});
afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
});

/** The worker, the store and the adapter against Teams with its limits, on a simulated clock. */
async function openScene() {
  const clock = createStillClock();
  const rig = await startTeamsRig({ clock, limits: true });
  const log = recordingLog([]);
  const random = createRandom(clock);
  const store = await openStore({ url: ":memory:", migrations: "migrations", random, log });
  const facts = { name: "Red Bluff", shortName: "RB", zone: "America/New_York" };
  await store.transaction(district, (tx) => tx.roster.saveDistrict({ id: district, ...facts }));
  const trace = createTrace();
  const metrics = createMetrics("test");
  const product = { store, clock, random, words, wordsIn, log, trace, metrics, marks: testMarks };
  const paces = { local: pace, slack: pace, teams: pace };
  const relay = { ...product, adapters: new Map([["teams" as const, rig.adapter]]), paces };
  const loop = createLoop({ product, relay, afterRound: async () => await Promise.resolve() });
  stops.push(
    rig.stop,
    async () => await store.close(),
    async () => await loop.stop(),
  );
  return { clock, rig, store, loop };
}

test(
  "a thousand people hear from us within Teams' limits, once each, and nothing is refused",
  async () => {
    const { clock, rig, store, loop } = await openScene();
    const people = Array.from({ length: PEOPLE }, () => rig.teams.addPerson());
    await store.transaction(district, function* ({ outbox }) {
      for (const [at, { id }] of people.entries()) {
        const conversation = { kind: "account", id: toId<AccountId>(id) } as const;
        const to: Address = { platform: "teams", workspace: rig.teams.tenant, conversation };
        const delivery = post(to, "You are invited to wave 1.");
        const key = toId<OutboxKey>(`invitation:${at}`);
        if (delivery.do !== "post") return;
        yield* outbox.queue({ key, kind: "invitation", delivery, dueAt: clock.now() });
      }
    });
    const begun = clock.now().getTime();
    for (;;) {
      await loop.runDue();
      const next = await loop.nextAt();
      if (!next) break;
      clock.forward(Math.max(0.001, (next.getTime() - clock.now().getTime()) / 1000));
    }
    const seconds = (clock.now().getTime() - begun) / 1000;
    const refused = rig.teams.calls.filter(({ status }) => status >= 400);
    expect(refused).toEqual([]);
    expect(people.map(({ conversation }) => rig.teams.messages(conversation).length)).toEqual(
      people.map(() => 1),
    );
    expect(seconds).toBeLessThanOrEqual(MOST_SECONDS);
    expect(rig.teams.tokenRequests()).toBe(1);
  },
  LIMIT_MS,
);
