import { toId, type WaveId } from "#domain/ids.ts";
import { DAY_MS, localDay, toInstant } from "#domain/local-time.ts";
import { doRow, open, type Row, startWave } from "./replay-desk.ts";
import { type WaveWorld, zone } from "./wave-world.ts";

/** When the district opened each wave. */
const openings = new Map([
  ["1", toInstant("2025-08-18T07:00", zone)],
  ["2", toInstant("2026-01-12T07:00", zone)],
  ["3", toInstant("2026-10-26T07:00", zone)],
]);
/** The last moment of the two school years. */
export const END = toInstant("2027-06-01T12:00", zone);
/** The first: wave 1 opens. */
export const BEGIN = toInstant("2025-08-18T07:00", zone);

/**
 * Two school years: what people did is done again, at its time, while the bot sends on its own clock. Gives the waves
 * by their number.
 */
export async function replayRows(
  world: WaveWorld,
  rows: readonly Row[],
  afterYes: () => Promise<void> = async () => await Promise.resolve(),
): Promise<ReadonlyMap<string, WaveId>> {
  const waves = new Map([["1", toId<WaveId>("wave-1")]]);
  const opened = new Set<string>();
  for (const row of rows) {
    if (row.sent_by_bot === "true" || row.type === "closed_no_answer") continue;
    const at = new Date(row.ts);
    await openUntil(world, at, { waves, opened });
    await world.goTo(at);
    const wave = waves.get(row.wave);
    if (!wave) throw new RangeError(row.wave);
    await doRow(world.product, wave, row);
    if (row.type === "reply_yes") await afterYes();
  }
  await world.goTo(END);
  return waves;
}

interface Begun {
  readonly waves: Map<string, WaveId>;
  readonly opened: Set<string>;
}

/** Opens what the district had opened by then. */
async function openUntil(world: WaveWorld, at: Date, { waves, opened }: Begun): Promise<void> {
  for (const [number, openedAt] of openings) {
    if (at < openedAt || opened.has(number)) continue;
    opened.add(number);
    await world.goTo(new Date(openedAt.getTime() - DAY_MS));
    const opens = localDay(openedAt, zone);
    if (number !== "1") waves.set(number, await startWave(world.product, `Wave ${number}`, opens));
    await world.goTo(openedAt);
    const id = waves.get(number);
    if (id) await open(world.product, id);
  }
}
