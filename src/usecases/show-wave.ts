import { answererOf } from "#domain/rollout.ts";
import { displayName } from "#domain/roster.ts";
import { type Invitation, PREFER_NOT_TO_SAY, type Wave } from "#domain/wave.ts";
import { type SchoolAnswer, waveStatusCard } from "#messages/wave-cards.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { standingAnswer } from "./standing-answer.ts";

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
    const invitations = yield* tx.waves.listInvitations(wave.id);
    const answers = yield* listAnswers(work, wave, invitations);
    const byName = answers.toSorted((a, b) => product.words.compare(a.school, b.school));
    return waveStatusCard(product.words, wave, { answers: byName, total: invitations.length });
  });
}

function* listAnswers(
  { tx, product }: Work,
  { id }: Wave,
  invitations: readonly Invitation[],
): Steps<readonly SchoolAnswer[]> {
  const all = yield* tx.waves.listWaveAnswers([id]);
  const standing = invitations.flatMap((invitation) => standingAnswer(invitation, all) ?? []);
  const named = yield* tx.waves.listPitfallsOf(standing.map((answer) => answer.id));
  const people = yield* tx.roster.listPeople(standing.flatMap((one) => answererOf(one) ?? []));
  const names = new Map(people.map((person) => [person.id, displayName(person)]));
  const sites = new Map((yield* tx.roster.listSites()).map((site) => [site.id, site]));
  const { pitfalls } = product.words.library;
  const label = (code: string) => pitfalls.find((each) => each.code === code)?.label ?? code;
  const answers: SchoolAnswer[] = [];
  for (const answer of standing) {
    // A school that has closed is not on the list.
    const site = sites.get(answer.site) ?? (yield* tx.roster.getSite(answer.site));
    const shown = (named.get(answer.id) ?? []).filter((code) => code !== PREFER_NOT_TO_SAY);
    const by = answererOf(answer);
    answers.push({
      school: site.name,
      kind: answer.kind,
      by: by ? (names.get(by) ?? "") : "",
      inTheWay: shown.map(label).join("; "),
    });
  }
  return answers;
}
