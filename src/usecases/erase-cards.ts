import { createEraser, type ErasedWords, type Eraser } from "#domain/erased-words.ts";
import { type ShoutOutId, toId } from "#domain/ids.ts";
import { rewriteCard, textsOf } from "#messages/rewrite-card.ts";
import type { Card, Page } from "#ports/card.ts";
import type { ShownCard, StoredCard } from "#ports/record-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { type Erasing, inPiece, PIECE } from "./erasing.ts";
import type { Work } from "./product.ts";
import { keyOf } from "./send-direct.ts";

type Ids = ReadonlySet<ShoutOutId>;

/** Cards of shout-outs change with their shout-out: it queues what its post and notes need. */
const OF_SHOUT_OUTS: ReadonlySet<string> = new Set(["shout_out_post", "shout_out_direct", "reply"]);

/**
 * Takes the words out of every card that was queued or is shown in the playground. What is up in a chat
 * is changed there too, or taken back where nothing else was said. What a hold covers stays.
 */
export async function eraseFromCards(
  erasing: Erasing,
  words: ErasedWords,
  ids: Ids,
): Promise<void> {
  const eraser = createEraser(words);
  await eachPart(
    erasing,
    (work, part) => work.tx.records.listCards(part),
    function* (work, stored: StoredCard) {
      const isSaid = says(stored.card, eraser);
      if (isSaid || isOf(stored.key, ids)) yield* eraseQueued(work, stored, { eraser, isSaid });
    },
  );
  await eachPart(
    erasing,
    (work, part) => work.tx.records.listShownCards(part),
    function* (work, shown: ShownCard) {
      if (isPostOf(shown.key, ids)) yield* work.tx.records.removeShownCards([shown.id]);
      else if (says(shown.card, eraser)) yield* eraseShown(work, shown, eraser);
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

function says(card: Card | Page, eraser: Eraser): boolean {
  return eraser.isIn(textsOf(card));
}

/** True for a message that one of the shout-outs queued, whatever it says. */
function isOf(key: string, ids: Ids): boolean {
  return key.split(":").some((part) => ids.has(toId<ShoutOutId>(part)));
}

function isPostOf(key: string, ids: Ids): boolean {
  const [kind, id = "", more] = key.split(":");
  return kind === "shout-out" && more === undefined && ids.has(toId<ShoutOutId>(id));
}

interface Found {
  readonly eraser: Eraser;
  readonly isSaid: boolean;
}

function* eraseQueued(work: Work, stored: StoredCard, { eraser, isSaid }: Found): Steps<void> {
  const { records } = work.tx;
  const { id, state, card } = stored;
  const rest = "cards" in card ? undefined : rewriteCard(card, eraser.erase);
  const isOpen = state === "waiting" || state === "leased";
  // A note that waits tells of others too: it was changed already where it does.
  if (isOpen && !isSaid) return;
  if (isOpen && rest && (yield* records.changeCard(id, rest))) return;
  // What is being delivered just now is up in a moment: the change follows it.
  if (state !== "waiting") yield* changeInChat(work, stored, rest);
  yield* records.blankCards([id]);
}

const UP: ReadonlySet<string> = new Set(["delivered", "unknown", "leased"]);

/** What is up is replaced by the rest, or taken back. */
function* changeInChat(work: Work, stored: StoredCard, rest: Card | undefined): Steps<void> {
  const { key: of, kind, action, state } = stored;
  const isUp = action === "post" && UP.has(state);
  if (!isUp || OF_SHOUT_OUTS.has(kind)) return;
  const delivery = rest
    ? ({ do: "update", of, card: rest } as const)
    : ({ do: "retract", of } as const);
  const key = keyOf("erased", of, work.product.random.id());
  yield* work.tx.outbox.queue({ key, kind: "reply", delivery, dueAt: work.now });
}

function* eraseShown(work: Work, { id, card }: ShownCard, eraser: Eraser): Steps<void> {
  const { records } = work.tx;
  const rest = rewriteCard(card, eraser.erase);
  if (rest) yield* records.changeShownCard(id, rest);
  else yield* records.removeShownCards([id]);
}
