import { type PersonId, type SiteId, toId, type WaveId } from "#domain/ids.ts";
import { type AnswerFacts, answeredCard } from "#messages/answered-card.ts";
import type { OfferFacts } from "#messages/invitation-cards.ts";
import type { Card } from "#ports/card.ts";
import type { OutboxMessage } from "#ports/outbox-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { waveGroup } from "./schedule-ids.ts";
import { keyOf } from "./send-direct.ts";

/**
 * Every invitation and reminder about this site now shows the answer, also to co-principals. The card
 * that was pressed is among them: its reply may never have reached the platform.
 */
export function* updateQuestionCards(
  work: Work,
  facts: OfferFacts,
  answer: AnswerFacts,
): Steps<void> {
  const { site } = facts;
  const card = answeredCard(work.product.words, facts, answer);
  yield* updateCards(work, [facts.wave], { site, card });
}

export interface NewCard {
  readonly site: Pick<OfferFacts["site"], "id">;
  readonly card: Card;
  /** Only on this person's cards; everybody's unless told. */
  readonly of?: PersonId | undefined;
}

/** Puts one card in the place of every invitation and reminder of these waves to one site. */
export function* updateCards(
  work: Work,
  waves: readonly { readonly id: WaveId }[],
  { site, card, of }: NewCard,
): Steps<void> {
  const { tx, product, now } = work;
  for (const wave of waves) {
    const posts = yield* tx.outbox.listGroupPosts(waveGroup(wave.id, toId<SiteId>(site.id)));
    const asking = posts.filter(({ kind }) => ASKING.has(kind));
    for (const { key } of of === undefined ? asking : yield* listPostsTo(work, of, asking)) {
      yield* tx.outbox.queue({
        key: keyOf("answered", key, product.random.id()),
        kind: "wave_update",
        delivery: { do: "update", of: key, card },
        dueAt: new Date(now.getTime() + AFTER_REPLY_MS),
        // The last one that was kept is shown in the end, whatever the clocks of two replicas say.
        supersedes: keyOf("answered", key),
      });
    }
  }
}

/** Of these messages, those in one person's own conversation, on whichever platform. */
export function* listPostsTo(
  { tx }: Work,
  person: PersonId,
  posts: readonly OutboxMessage[],
): Steps<readonly OutboxMessage[]> {
  const theirs: OutboxMessage[] = [];
  for (const post of posts) {
    const { platform, workspace, conversation } = post.address;
    if (conversation.kind !== "account") continue;
    const account = { platform, workspace, account: conversation.id };
    const owner = yield* tx.roster.findPersonByAccount(account);
    if (owner?.id === person) theirs.push(post);
  }
  return theirs;
}

/** The reply changes the pressed card at once; the others follow when the burst of answers is over. */
const AFTER_REPLY_MS = 3000;

/** Messages that carry the question with its five answers. */
const ASKING: ReadonlySet<string> = new Set(["invitation", "reminder"]);
