import type { Person } from "#domain/roster.ts";
import type { Answer, AnswerKind, Invitation } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";

/** The entry of the history that a school stands by in a wave: a later question or stop is not it. */
export function* findStandingAnswer(
  { tx }: Pick<Work, "tx">,
  invitation: Invitation,
): Steps<Answer | undefined> {
  if (invitation.answer === undefined) return undefined;
  return standingAnswer(invitation, yield* tx.waves.listSiteAnswers(invitation.site));
}

/** The same among answers that were read already, the oldest first. */
export function standingAnswer(
  { wave, site, answer }: Invitation,
  answers: readonly Answer[],
): Answer | undefined {
  return answers.findLast(
    (each) => each.wave === wave && each.site === site && each.kind === answer,
  );
}

/** A school's answer as this person is shown it: the stop of somebody else is not the school's word. */
export function* findShownAnswer(
  { tx }: Pick<Work, "tx">,
  reader: Person,
  { answer }: Pick<Invitation, "answer">,
): Steps<AnswerKind | undefined> {
  if (answer !== "stop") return answer;
  const { wavesStoppedAt } = yield* tx.roster.getPreferences(reader.id);
  return wavesStoppedAt === undefined ? undefined : answer;
}
