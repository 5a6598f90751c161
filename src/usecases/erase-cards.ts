import { createEraser, type Eraser } from "#domain/erased-words.ts";
import { rewriteCard, textsOf } from "#messages/rewrite-card.ts";
import type { Card, Page } from "#ports/card.ts";
import type { ShownCard, StoredCard } from "#ports/record-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { eraseShownTold, eraseTold, findTold, isReplaced, readTold } from "./erase-told.ts";
import { type Erasing, inPiece, PIECE } from "./erasing.ts";
import type { Work } from "./product.ts";
import { type LeavingShoutOuts, readQuotes } from "./read-quotes.ts";
import { againKey } from "./redraw-summaries.ts";
import { keyOf } from "./send-direct.ts";

/** What tells of many at once: words are looked for there, and nowhere else. */
const SUMMARY = /^(?:erased:)?(?:roundup|digest|thank-back):/;

/**
 * Takes shout-outs out of every card that was queued or is shown in the playground: out of posts and
 * notes by their ids, out of roundups and digests by their words and names. What is up in a chat is
 * changed there too, or taken back where nothing else was said. What a hold covers stays.
 */
export async function eraseFromCards(erasing: Erasing, list: LeavingShoutOuts): Promise<void> {
  const eraser = createEraser(await readQuotes(erasing, list));
  const told = await readTold(erasing, list);
  await eachPart(
    erasing,
    (work, part) => work.tx.records.listCards(part),
    function* (work, stored: StoredCard) {
      const of = findTold(told, stored.key);
      if (of) yield* eraseTold(work, stored, { told, of });
      else if (isReplaced(told, stored)) yield* work.tx.records.blankCards([stored.id]);
      else if (says(stored, eraser)) yield* eraseQueued(work, stored, eraser);
    },
  );
  await eachPart(
    erasing,
    (work, part) => work.tx.records.listShownCards(part),
    function* (work, shown: ShownCard) {
      const of = findTold(told, shown.key);
      if (of) yield* eraseShownTold(work, shown, { told, of });
      else if (says(shown, eraser)) yield* eraseShown(work, shown, eraser);
    },
  );
}

interface Part {
  readonly after: string | undefined;
  readonly limit: number;
}

/** Reads and changes one part in one transaction, then the next. */
async function eachPart<T extends { readonly id: string; readonly held: boolean }>(
  erasing: Erasing,
  list: (work: Work, part: Part) => Steps<readonly T[]>,
  change: (work: Work, item: T) => Steps<void>,
): Promise<void> {
  let after: string | undefined;
  do {
    after = await inPiece(erasing, function* (work) {
      const some = yield* list(work, { after, limit: PIECE });
      for (const item of some) if (!item.held) yield* change(work, item);
      return some.length < PIECE ? undefined : some.at(-1)?.id;
    });
  } while (after !== undefined);
}

interface Said {
  readonly key: string;
  readonly card: Card | Page;
}

function says({ key, card }: Said, eraser: Eraser): boolean {
  return SUMMARY.test(key) && eraser.isIn(textsOf(card));
}

function* eraseQueued(work: Work, stored: StoredCard, eraser: Eraser): Steps<void> {
  const { records } = work.tx;
  const { id, state, card } = stored;
  const rest = "cards" in card ? undefined : rewriteCard(card, eraser.erase);
  if (rest && (yield* records.changeCard(id, rest))) return;
  // What is being delivered just now is up in a moment: the change follows it.
  if (state !== "waiting") yield* changeInChat(work, stored, eraser);
  yield* records.blankCards([id]);
}

const UP: ReadonlySet<string> = new Set(["delivered", "unknown", "leased"]);

/** What the message shows by now is replaced by the rest, or taken back; a change may have come before. */
function* changeInChat(
  work: Work,
  { key, of = key, state }: StoredCard,
  eraser: Eraser,
): Steps<void> {
  const { outbox } = work.tx;
  const shown = UP.has(state) ? yield* outbox.findCard(of, againKey(of)) : undefined;
  if (!shown || !eraser.isIn(textsOf(shown))) return;
  const rest = rewriteCard(shown, eraser.erase);
  const delivery = rest
    ? ({ do: "update", of, card: rest } as const)
    : ({ do: "retract", of } as const);
  yield* outbox.queue({
    key: keyOf("erased", of, work.product.random.id()),
    kind: "reply",
    delivery,
    dueAt: work.now,
    supersedes: againKey(of),
  });
}

function* eraseShown(work: Work, { id, card }: ShownCard, eraser: Eraser): Steps<void> {
  const { records } = work.tx;
  const rest = rewriteCard(card, eraser.erase);
  if (rest) yield* records.changeShownCard(id, rest);
  else yield* records.removeShownCards([id]);
}
