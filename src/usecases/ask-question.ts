import type { SiteId, WaveId } from "#domain/ids.ts";
import { addQuestion } from "./add-question.ts";
import { type Answered, recordAnswer, requireAnswerer } from "./answer-invitation.ts";
import type { Act, Product, Work } from "./product.ts";

export interface AskedQuestion {
  readonly wave: WaveId;
  readonly site: SiteId;
  readonly text: string;
}

/**
 * Records that a school has a question, pauses its reminders and passes the words to the lead, whose clock
 * starts. Throws NOT_ALLOWED, WAVE_NOT_FOUND, INVITATION_NOT_FOUND, SITE_NOT_FOUND.
 */
export async function askQuestion(
  product: Product,
  act: Act,
  asked: AskedQuestion,
): Promise<Answered> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const site = yield* tx.roster.getSite(asked.site);
    yield* requireAnswerer(work, act, { right: "askQuestion", site });
    const { wave: named, text } = asked;
    const answered = yield* recordAnswer(work, act, {
      wave: named,
      site: site.id,
      kind: "question",
    });
    const { facts, by } = answered;
    yield* addQuestion(work, { wave: facts.wave, site, by, text });
    return answered;
  });
}
