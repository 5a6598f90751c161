import type { OutboxKey, PersonId, WaveId } from "#domain/ids.ts";
import { holds, type Person, type Site } from "#domain/roster.ts";
import { type AnswerFacts, answeredCard } from "#messages/answered-card.ts";
import { noLongerCard } from "#messages/delegate-cards.ts";
import type { OfferFacts } from "#messages/invitation-cards.ts";
import type { Words } from "#messages/words.ts";
import type { Card } from "#ports/card.ts";
import type { OutboxMessage } from "#ports/outbox-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { channelWords, wordsOf, writtenIn } from "./languages.ts";
import type { Work } from "./product.ts";
import { waveGroup } from "./schedule-ids.ts";
import { keyOf } from "./send-direct.ts";
import { findRecipients } from "./wave-people.ts";

/**
 * Every invitation and reminder about this site now shows the answer, also to co-principals. The card
 * that was pressed is among them: its reply may never have reached the platform.
 */
export function* updateQuestionCards(
  work: Work,
  facts: OfferFacts & { readonly site: Site },
  answer: AnswerFacts,
): Steps<void> {
  const { site } = facts;
  const card = (words: Words): Card => answeredCard(words, facts, answer);
  yield* updateCards(work, facts.wave, { site, card });
}

export interface NewCard {
  readonly site: Site;
  readonly card: (words: Words) => Card;
  /** Only on this person's cards; everybody's unless told. */
  readonly of?: PersonId | undefined;
}

/**
 * Puts one card in the place of every invitation and reminder of a wave to one site. Who does not answer
 * for the school any more sees that there, and nothing of what it said.
 */
export function* updateCards(
  work: Work,
  wave: { readonly id: WaveId },
  { site, card, of }: NewCard,
): Steps<void> {
  const { tx } = work;
  const asked = new Set((yield* findRecipients(work, site)).people.map(({ id }) => id));
  const neutral = (words: Words): Card => noLongerCard(words, site);
  const posts = yield* tx.outbox.listGroupPosts(waveGroup(wave.id, site.id));
  for (const post of posts.filter(({ kind }) => ASKING.has(kind))) {
    const owner = yield* findOwner(work, post);
    if (of !== undefined && owner?.id !== of) continue;
    const answers = owner && (asked.has(owner.id) || holds(owner, "pl_lead"));
    const words = owner ? yield* wordsOf(work, owner.id) : channelWords(work);
    const shown = (answers ? card : neutral)(words);
    yield* updateCard(work, post.key, writtenIn(words, shown));
  }
}

function* updateCard({ tx, product, now }: Work, of: OutboxKey, card: Card): Steps<void> {
  yield* tx.outbox.queue({
    key: keyOf("answered", of, product.random.id()),
    kind: "wave_update",
    delivery: { do: "update", of, card },
    dueAt: new Date(now.getTime() + AFTER_REPLY_MS),
    // The last one that was kept is shown in the end, whatever the clocks of two replicas say.
    supersedes: keyOf("answered", of),
  });
}

/** Of these messages, those in one person's own conversation, on whichever platform. */
export function* listPostsTo(
  work: Work,
  person: PersonId,
  posts: readonly OutboxMessage[],
): Steps<readonly OutboxMessage[]> {
  const theirs: OutboxMessage[] = [];
  for (const post of posts) {
    if ((yield* findOwner(work, post))?.id === person) theirs.push(post);
  }
  return theirs;
}

/** In whose own conversation a message is; undefined for nobody's who is known. */
function* findOwner({ tx }: Work, { address }: OutboxMessage): Steps<Person | undefined> {
  const { platform, workspace, conversation } = address;
  if (conversation.kind !== "account") return undefined;
  return yield* tx.roster.findPersonByAccount({ platform, workspace, account: conversation.id });
}

/** The reply changes the pressed card at once; the others follow when the burst of answers is over. */
const AFTER_REPLY_MS = 3000;

/** Messages that carry the question with its five answers. */
const ASKING: ReadonlySet<string> = new Set(["invitation", "reminder"]);
