import type { Answer, Invitation } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";

/** The entry of the history that a school stands by in a wave: a later question or stop is not it. */
export function* findStandingAnswer(
  { tx }: Pick<Work, "tx">,
  { wave, site, answer }: Invitation,
): Steps<Answer | undefined> {
  if (answer === undefined) return undefined;
  const answers = yield* tx.waves.listSiteAnswers(site);
  return answers.findLast((each) => each.wave === wave && each.kind === answer);
}
