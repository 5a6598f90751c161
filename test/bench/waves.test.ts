import { expect, test } from "vitest";
import { toId, type WaveId } from "#domain/ids.ts";
import { toInstant } from "#domain/local-time.ts";
import { openWave } from "#usecases/open-wave.ts";
import { planWave } from "#usecases/plan-wave.ts";
import { actOf, draftWave, leadId, siteAt, startWaveWorld, zone } from "../stories/wave-world.ts";
import { sampleCalendar } from "../unit/sample-calendar.ts";

const ROUNDS = 5;
const start = toInstant("2025-08-18T07:00", zone);

async function measure(sites: number) {
  const world = await startWaveWorld({ start, sites, calendar: sampleCalendar });
  const all = Array.from({ length: sites }, (_, index) => siteAt(index));
  await draftWave(world, all);
  const begun = performance.now();
  await planWave(world.product, actOf(leadId), "Wave 1");
  const planned = performance.now();
  await openWave(world.product, actOf(leadId), toId<WaveId>("w1"));
  const opened = performance.now();
  expect(
    (
      await world.product.store.read(actOf(leadId).district, (tx) =>
        tx.waves.listInvitations(toId<WaveId>("w1")),
      )
    ).every(({ invitedOn }) => invitedOn === "2025-08-18"),
  ).toBe(true);
  await world.stop();
  return { dryRun: planned - begun, opening: opened - planned };
}

const middle = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

test.each([87, 500, 2000])(
  "a wave of %i schools: dry run and opening",
  async (sites) => {
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await measure(sites));
    const dry = middle(rounds.map(({ dryRun }) => dryRun));
    const open = middle(rounds.map(({ opening }) => opening));
    console.log(
      `${sites} schools: dry run ${dry.toFixed(0)} ms, opening ${open.toFixed(0)} ms, ${((1000 * open) / sites).toFixed(0)} us a school`,
    );
  },
  120_000,
);
