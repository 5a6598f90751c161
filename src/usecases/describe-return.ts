import { displayName } from "#domain/roster.ts";
import { requireAnswerer } from "./answer-invitation.ts";
import { type AskedAbout, readAbout } from "./asked-school.ts";
import type { Act, Product, Work } from "./product.ts";
import { updatePromise } from "./promise-task.ts";

export interface DescribedReturn extends AskedAbout {
  /** What the school would like to see more of; the guard has passed it. */
  readonly text: string;
}

/**
 * What a school would like to see more of, added to its open request; gives the lead's name, undefined where
 * nothing is open. Throws NOT_ALLOWED, WAVE_NOT_FOUND, SITE_NOT_FOUND.
 */
export async function describeReturn(
  product: Product,
  act: Act,
  { text, ...about }: DescribedReturn,
): Promise<string | undefined> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const { wave, site } = yield* readAbout(work, about);
    yield* requireAnswerer(work, act, { right: "describeReturn", site });
    yield* tx.waves.guardInvitation(wave.id, site.id);
    const open = (yield* tx.waves.listSiteCallTasks(site.id)).find(
      ({ reason, doneAt }) => reason === "return_requested" && doneAt === undefined,
    );
    if (!open) return undefined;
    const described = { ...open, words: text };
    yield* tx.waves.changeCallTask(described);
    const lead = yield* tx.roster.getPerson(open.lead);
    yield* updatePromise(work, described, open.acknowledgedAt ? lead : undefined);
    return displayName(lead);
  });
}
