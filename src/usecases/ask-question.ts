import type { SiteId, WaveId } from "#domain/ids.ts";
import {
  type Answered,
  readInvitation,
  recordAnswer,
  requireAnswerer,
} from "./answer-invitation.ts";
import { addQuestion } from "./call-tasks.ts";
import type { Act, Product, Work } from "./product.ts";

export interface AskedQuestion {
  readonly wave: WaveId;
  readonly site: SiteId;
  readonly text: string;
}

/**
 * Records that a school has a question, pauses its reminders and passes the words to the lead.
 * Throws NOT_ALLOWED, WAVE_NOT_FOUND, INVITATION_NOT_FOUND, SITE_NOT_FOUND.
 */
export async function askQuestion(
  product: Product,
  act: Act,
  asked: AskedQuestion,
): Promise<Answered> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const { wave, site } = yield* readInvitation(work, asked);
    yield* requireAnswerer(work, act, { right: "askQuestion", site });
    const answered = yield* recordAnswer(work, act, { ...asked, kind: "question" });
    if (answered.kind !== "answered") return answered;
    yield* addQuestion(work, { wave, site, by: answered.by, text: asked.text });
    return answered;
  });
}
