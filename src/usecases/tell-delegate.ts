import { displayName, type Person, type Site } from "#domain/roster.ts";
import { delegateCard } from "#messages/delegate-cards.ts";
import { invitationCard } from "#messages/invitation-cards.ts";
import type { Words } from "#messages/words.ts";
import type { Steps } from "#ports/steps.ts";
import { isOver } from "./find-invitation.ts";
import type { Work } from "./product.ts";
import { waveGroup } from "./schedule-ids.ts";
import { closeOf } from "./schedule-reminder.ts";
import { type DirectMessage, keyOf, sendDirect } from "./send-direct.ts";
import { readWaveFacts } from "./wave-people.ts";
import { withoutStopped } from "./wave-wishes.ts";

export interface Telling {
  readonly site: Site;
  /** Who named them. */
  readonly by: Person;
  readonly person: Person;
}

/** What reaches somebody who was named, and when: the open question, else what it means; or nothing can. */
export type ToldDelegate =
  | { readonly kind: "asked" | "told"; readonly at: Date }
  | { readonly kind: "silent" };

/** One message to whoever was named to answer for a school, with the question where it waits for an answer. */
export function* tellDelegate(work: Work, telling: Telling): Steps<ToldDelegate> {
  const { site, by, person } = telling;
  if ((yield* withoutStopped(work, [person])).length === 0) return { kind: "silent" };
  const text = (words: Words): string =>
    words.say("delegate_told", { person: displayName(by), school: site.name });
  const askedAt = yield* sendQuestion(work, telling, text);
  if (askedAt) return { kind: "asked", at: askedAt };
  const at = yield* sendDirect(work, {
    ...toOne(work, telling),
    key: keyOf("delegate", site.id, person.id, work.now.toISOString()),
    kind: "answer_notice",
    card: (words) => delegateCard(words, site, text(words)),
  });
  return at ? { kind: "told", at } : { kind: "silent" };
}

/** The invitation itself, once, where it is out and nobody has answered. */
function* sendQuestion(
  work: Work,
  telling: Telling,
  text: (words: Words) => string,
): Steps<Date | undefined> {
  const { tx } = work;
  const { site, person } = telling;
  const open = yield* tx.waves.findOpenInvitation(site.id);
  const wave = open && (yield* tx.waves.findWave(open.wave));
  if (!wave || !open.invitedOn || open.answer !== undefined) return undefined;
  if (isOver(wave, open) || open.snoozedUntil !== undefined) return undefined;
  const own = { ...wave, closesOn: closeOf(open, wave) };
  const facts = yield* readWaveFacts(work, own, site);
  return yield* sendDirect(work, {
    ...toOne(work, telling),
    key: keyOf("invitation", wave.id, site.id, person.id),
    kind: "invitation",
    card: (words) => {
      const card = invitationCard(words, facts, person);
      const said = `${text(words)}\n${card.text}`;
      return { ...card, text: said, fallback: said };
    },
    group: waveGroup(wave.id, site.id),
  });
}

function toOne(
  work: Work,
  { site, person }: Telling,
): Pick<DirectMessage, "person" | "place" | "after"> {
  return { person, place: site, after: work.now };
}
