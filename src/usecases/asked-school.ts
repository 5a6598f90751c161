import { ProductError } from "#domain/errors.ts";
import type { SiteId, WaveId } from "#domain/ids.ts";
import type { Site } from "#domain/roster.ts";
import type { Wave } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";

/** The school and wave that a button or form speaks of. */
export interface AskedAbout {
  readonly wave: WaveId;
  readonly site: SiteId;
}

/** Reads what a button names. Throws WAVE_NOT_FOUND, SITE_NOT_FOUND. */
export function* readAbout(
  { tx }: Pick<Work, "tx">,
  { wave: id, site }: AskedAbout,
): Steps<{ readonly wave: Wave; readonly site: Site }> {
  const wave = yield* tx.waves.findWave(id);
  if (!wave) throw new ProductError("WAVE_NOT_FOUND", `There is no wave "${id}".`);
  return { wave, site: yield* tx.roster.getSite(site) };
}
