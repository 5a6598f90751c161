import type { SchoolWordId } from "#domain/ids.ts";
import type { SchoolWord } from "#domain/listening.ts";
import { localDay } from "#domain/local-time.ts";
import { stateOfStory } from "#domain/story-shelf.ts";
import type { Steps } from "#ports/steps.ts";
import { storyGroup } from "./ask-consent.ts";
import type { Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

const SHELVED: ReadonlySet<string> = new Set(["story", "testimonial"]);

/**
 * The owner of words agrees to their use; undefined for a story that was taken off or is over. Throws
 * NOT_ALLOWED for everybody else.
 */
export async function consentStory(
  product: Product,
  act: Actor,
  id: SchoolWordId,
): Promise<SchoolWord | undefined> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const word = yield* findStoryWord(work, id);
    // What is not there is nobody's: it cannot be found out here.
    const owners = word?.owner ? [word.owner] : [];
    yield* requireRight(work, act, { right: "consentStory", owners });
    const { zone } = yield* tx.roster.getDistrict();
    const state = word && stateOfStory(word, localDay(now, zone));
    if (!word || state === "off" || state === "expired") return undefined;
    if (state === "used") return word;
    const agreed = { ...word, consentAt: now };
    yield* tx.listening.saveWord(agreed);
    yield* writeAudit(work, {
      actor: actorOf(act),
      action: "story_consented",
      subject: `story:${word.id}`,
    });
    return agreed;
  });
}

/**
 * Takes words off the shelf: their owner at any time, and a PL lead; false if they were off already.
 * Throws NOT_ALLOWED.
 */
export async function withdrawStory(
  product: Product,
  act: Actor,
  id: SchoolWordId,
): Promise<boolean> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const word = yield* findStoryWord(work, id);
    const owners = word?.owner ? [word.owner] : [];
    yield* requireRight(work, act, { right: "withdrawStory", owners });
    if (!word || word.retiredAt) return false;
    yield* tx.listening.saveWord({ ...word, retiredAt: now });
    yield* tx.outbox.cancelGroup(storyGroup(word.id));
    yield* writeAudit(work, {
      actor: actorOf(act),
      action: "story_withdrawn",
      subject: `story:${word.id}`,
      facts: { by: word.owner === act.person ? "owner" : "lead" },
    });
    return true;
  });
}

/** Read again once it is the only one that decides about it: a yes must not undo a lead's no. */
function* findStoryWord({ tx }: Work, id: SchoolWordId): Steps<SchoolWord | undefined> {
  const found = yield* tx.listening.findWord(id);
  if (!found || !SHELVED.has(found.kind)) return undefined;
  yield* tx.roster.guardPerson(found.owner ?? found.writer);
  return yield* tx.listening.findWord(id);
}
