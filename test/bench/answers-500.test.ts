import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { toId, type WaveId } from "#domain/ids.ts";
import { toInstant } from "#domain/local-time.ts";
import {
  actOf,
  draftWave,
  leadId,
  principalAt,
  siteAt,
  startWaveWorld,
  zone,
} from "#test/stories/wave-world.ts";
import { sampleCalendar } from "#test/unit/sample-calendar.ts";
import { answerInvitation } from "#usecases/answer-invitation.ts";
import { openWave } from "#usecases/open-wave.ts";
import { quantile, repeat, report, spread } from "./figures.ts";

const SCHOOLS = 500;
const PAUSE_MS = 100;
const wave = toId<WaveId>("w1");
const start = toInstant("2025-08-18T09:30", zone);

/** Every school answers at once, in one process, while the loop sends what follows of it. */
async function measure() {
  const world = await startWaveWorld({ start, sites: SCHOOLS, calendar: sampleCalendar });
  const { product, loop, sent } = world;
  const all = Array.from({ length: SCHOOLS }, (_, index) => siteAt(index));
  await draftWave(world, all);
  await openWave(product, actOf(leadId), wave);
  await loop.runDue();
  const before = sent.length;
  const from = performance.now();
  const acks = await Promise.all(
    all.map(async (site, index) => {
      const act = actOf(principalAt(index), `answer:${index}`);
      await answerInvitation(product, act, { wave, site, kind: "yes" });
      return performance.now() - from;
    }),
  );
  // What people do is gathered for so long before a round.
  await sleep(PAUSE_MS);
  await loop.runDue();
  const followedMs = performance.now() - from;
  const updates = sent.slice(before).filter(({ key }) => key.startsWith("wave-card"));
  await world.stop();
  return { acks, followedMs, updates: updates.length };
}

test("500 schools answer at once", async () => {
  const runs = await repeat(measure);
  expect(runs.every(({ acks }) => acks.length === SCHOOLS)).toBe(true);
  const part = (at: number) => spread(runs.map(({ acks }) => quantile(acks, at)));
  report("500 answers at once, on SQLite, in one process", {
    "committed, p50": part(0.5),
    "committed, p99": part(0.99),
    "every card follows after": spread(runs.map(({ followedMs }) => followedMs)),
    "edits of the lead's live card": spread(
      runs.map(({ updates }) => updates),
      "edits",
    ).atMost(3),
  });
});
