import { displayName } from "#domain/roster.ts";
import type { Words } from "#messages/words.ts";
import { requireAnswerer } from "./answer-invitation.ts";
import { type AskedAbout, readAbout } from "./asked-school.ts";
import type { Act, Product, Work } from "./product.ts";
import { type Promised, promiseTask } from "./promise-task.ts";

/** What a school hears of a promise: who keeps it, and by when. */
export interface PromiseWords {
  readonly isNew: boolean;
  readonly senderName: string;
  readonly day: string | undefined;
}

/**
 * A school would like to be called: its lead has one school day to take it up and three to call. Undefined
 * where it has no lead. Throws NOT_ALLOWED, WAVE_NOT_FOUND, SITE_NOT_FOUND.
 */
export async function askForCall(
  product: Product,
  act: Act,
  about: AskedAbout,
): Promise<PromiseWords | undefined> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const { wave, site } = yield* readAbout(work, about);
    const by = yield* requireAnswerer(work, act, { right: "askForCall", site });
    const promised = yield* promiseTask(work, { wave, site, by, reason: "call_me" });
    return promised && toPromiseWords(product.words, promised);
  });
}

/** A promise as its school reads it. */
export function toPromiseWords(words: Words, { task, lead, isNew }: Promised): PromiseWords {
  const day = task.actBy === undefined ? undefined : words.day(task.actBy);
  return { isNew, senderName: displayName(lead), day };
}
