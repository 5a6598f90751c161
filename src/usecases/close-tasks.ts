import type { WaveId } from "#domain/ids.ts";
import type { Site } from "#domain/roster.ts";
import type { CallTask } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import { visitGroup } from "./offer-dates.ts";
import type { Work } from "./product.ts";

export interface Closing {
  readonly wave: WaveId;
  readonly site: Pick<Site, "id">;
  readonly reasons: readonly CallTask["reason"][];
}

/** Closes a school's open tasks of a wave. Days that one of them offers are not offered to anybody any more. */
export function* closeTasks({ tx, now }: Work, { wave, site, reasons }: Closing): Steps<void> {
  for (const task of yield* tx.waves.listSiteCallTasks(site.id)) {
    const isClosing = task.wave === wave && !task.doneAt && reasons.includes(task.reason);
    if (isClosing && task.offered) yield* tx.outbox.cancelGroup(visitGroup(task.id));
  }
  yield* tx.waves.closeCallTasks({ wave, site: site.id, at: now, reasons });
}
