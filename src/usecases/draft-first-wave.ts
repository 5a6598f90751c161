import { toId, type WaveId } from "#domain/ids.ts";
import type { Wave } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";

/** School days from an invitation to the close of its wave. */
const WINDOW_DAYS = 26;

/** Wave 1 with every school, ready to open; nothing where there is a wave already, or no PL lead yet to send it. */
export function* draftFirstWave({ tx, product }: Work): Steps<void> {
  if ((yield* tx.waves.listWaves()).length > 0) return;
  const [lead] = yield* tx.roster.listHolders("pl_lead", tx.district);
  if (!lead) return;
  const wave: Wave = {
    id: toId<WaveId>("wave-1"),
    name: "Wave 1",
    state: "draft",
    sender: lead.id,
    timeNeeded: product.wordsIn.en.say("time_needed", {}),
    startMonth: product.wordsIn.en.say("first_wave_start", {}),
    nextWaveMonth: product.wordsIn.en.say("first_wave_next", {}),
    windowDays: WINDOW_DAYS,
  };
  yield* tx.waves.saveWave(wave);
  yield* tx.waves.saveInvitations(
    (yield* tx.roster.listSites()).map((site) => ({
      wave: wave.id,
      site: site.id,
      remindersSent: 0,
    })),
  );
}
