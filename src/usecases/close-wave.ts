import { toId, type WaveId } from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import type { Work } from "./product.ts";
import { reminderId, waveGroup } from "./schedule-ids.ts";
import { updateWaveCard } from "./wave-card.ts";
import { TIMER, writeAudit } from "./write-audit.ts";

/** The wave's last day has passed: nothing more is sent, and silent schools keep their place. */
export function* closeWave(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx } = work;
  if (!(yield* tx.schedule.advance(scheduled, undefined))) return;
  const wave = yield* tx.waves.findWave(toId<WaveId>(scheduled.subject));
  if (!wave) return;
  const closed = { ...wave, state: "closed" } as const;
  if (!(yield* tx.waves.moveWave(closed, "open"))) return;
  for (const { site, answer } of yield* tx.waves.listInvitations(wave.id)) {
    if (answer !== undefined) continue;
    yield* tx.schedule.remove(reminderId(wave.id, site));
    yield* tx.outbox.cancelGroup(waveGroup(wave.id, site));
    const reasons = ["no_answer"] as const;
    yield* tx.waves.closeCallTasks({ wave: wave.id, site, at: work.now, reasons });
  }
  yield* updateWaveCard(work, closed, scheduled);
  const subject = `wave:${wave.id}`;
  yield* writeAudit(work, { actor: TIMER, action: "wave_closed", subject });
}
