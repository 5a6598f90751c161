import { afterAll, expect, test } from "vitest";
import { toId, type WaveId } from "#domain/ids.ts";
import { toInstant } from "#domain/local-time.ts";
import {
  actOf,
  district,
  draftWave,
  leadId,
  siteAt,
  startWaveWorld,
  zone,
} from "#test/stories/wave-world.ts";
import { sampleCalendar } from "#test/unit/sample-calendar.ts";
import { openWave } from "#usecases/open-wave.ts";
import { planWave } from "#usecases/plan-wave.ts";
import { type Figure, repeat, report, spread } from "./figures.ts";

const start = toInstant("2025-08-18T07:00", zone);
const sizes = [87, 500, 2000] as const;
const wave = toId<WaveId>("w1");
const figures: Record<string, Figure> = {};
afterAll(() => report("A wave's dry run and opening", figures));

/** One wave of a district with so many schools, on disk, from the beginning. */
async function measure(sites: number) {
  const world = await startWaveWorld({ start, sites, calendar: sampleCalendar });
  const { product } = world;
  const all = Array.from({ length: sites }, (_, index) => siteAt(index));
  await draftWave(world, all);
  const begun = performance.now();
  await planWave(product, actOf(leadId), "Wave 1");
  const planned = performance.now();
  await openWave(product, actOf(leadId), wave);
  const opened = performance.now();
  const invitations = await product.store.read(district, (tx) => tx.waves.listInvitations(wave));
  expect(invitations.filter(({ invitedOn }) => invitedOn === "2025-08-18")).toHaveLength(sites);
  await world.stop();
  return { dryRunMs: planned - begun, openingMs: opened - planned };
}

test.each(sizes)("a wave of %i schools", async (sites) => {
  const runs = await repeat(async () => await measure(sites));
  const openings = runs.map(({ openingMs }) => openingMs);
  figures[`${sites} schools: dry run`] = spread(runs.map(({ dryRunMs }) => dryRunMs));
  figures[`${sites} schools: opening`] = spread(openings);
  figures[`${sites} schools: opening, a school`] = spread(openings.map((ms) => ms / sites));
});
