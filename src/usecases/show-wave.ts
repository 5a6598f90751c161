import { answererOf } from "#domain/rollout.ts";
import { displayName } from "#domain/roster.ts";
import { type Invitation, PREFER_NOT_TO_SAY } from "#domain/wave.ts";
import { type SchoolAnswer, waveStatusCard } from "#messages/wave-cards.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { findStandingAnswer } from "./standing-answer.ts";

/**
 * Which schools answered what, by name, for the leads who help them: never in order of a count.
 * Undefined if there is no such wave. Throws NOT_ALLOWED.
 */
export async function showWave(
  product: Product,
  act: Act,
  name: string,
): Promise<Card | undefined> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, act, "showWave");
    const wave = yield* tx.waves.findWaveNamed(name);
    if (!wave) return undefined;
    const answers: SchoolAnswer[] = [];
    const invitations = yield* tx.waves.listInvitations(wave.id);
    for (const invitation of invitations) {
      const answer = yield* toSchoolAnswer(work, invitation);
      if (answer) answers.push(answer);
    }
    answers.sort((a, b) => product.words.compare(a.school, b.school));
    return waveStatusCard(product.words, wave, { answers, total: invitations.length });
  });
}

function* toSchoolAnswer(
  { tx, product }: Work,
  invitation: Invitation,
): Steps<SchoolAnswer | undefined> {
  const last = yield* findStandingAnswer({ tx }, invitation);
  if (!last) return undefined;
  const site = yield* tx.roster.getSite(invitation.site);
  const codes = yield* tx.waves.listPitfalls(last.id);
  const shown = codes.filter((code) => code !== PREFER_NOT_TO_SAY);
  const { pitfalls } = product.words.library;
  const labels = shown.map((code) => pitfalls.find((each) => each.code === code)?.label ?? code);
  const answerer = answererOf(last);
  const by = answerer ? displayName(yield* tx.roster.getPerson(answerer)) : "";
  return { school: site.name, kind: last.kind, by, inTheWay: labels.join("; ") };
}
