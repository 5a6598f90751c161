import type { PersonId, ShoutOutId } from "#domain/ids.ts";
import type { Person } from "#domain/roster.ts";
import { type Share, type ShoutOut, undoUntil } from "#domain/shout-out.ts";
import type { Steps } from "#ports/steps.ts";
import { auditVouching } from "./give-shout-out.ts";
import type { Posted } from "./praise-posts.ts";
import { retractNote, type ShownAgain, showAgain } from "./praise-surfaces.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import type { Told } from "./tell-receiver.ts";
import { type Allowed, allowShare } from "./thanks-wishes.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

/** What its giver wants otherwise from now on; what is left out stays as it is. */
export interface EditedWords
  extends Partial<Pick<ShoutOut, "text" | "helped" | "practice" | "value">> {
  readonly receivers?: readonly PersonId[] | undefined;
  readonly share?: Share | undefined;
  /** How many names on no staff list the giver called colleagues. */
  readonly vouchedCount?: number | undefined;
}

/** What became of a change, for the giver's note. */
export type Edited =
  | { readonly kind: "gone" }
  /** Whom it thanks and where it goes cannot be changed any more. */
  | { readonly kind: "late" }
  | {
      readonly kind: "edited";
      readonly id: ShoutOutId;
      readonly posted: readonly Posted[];
      readonly wished: Allowed["wished"];
      readonly told: readonly Told[];
    };

/** Changes a giver's own shout-out wherever it shows, as long as it is up. Throws NOT_ALLOWED. */
export async function editShoutOut(
  product: Product,
  act: Act,
  { id, vouchedCount: count, ...words }: EditedWords & { readonly id: ShoutOutId },
): Promise<Edited> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* tx.praise.guardShoutOut(id);
    const before = yield* tx.praise.findShoutOut(id);
    if (!before) return { kind: "gone" };
    const giver = yield* requireRight(work, act, {
      right: "editShoutOut",
      owners: [before.giver],
    });
    const wanted = { ...before, ...definedOf(words) };
    const isLate = work.now >= undoUntil(before);
    if (changesPlace(before, wanted) && isLate) return { kind: "late" };
    // New words leave it where it is: wishes of today are asked only when its place is chosen anew.
    const isPlaced = !isLate && (words.receivers !== undefined || words.share !== undefined);
    const allowed = isPlaced ? yield* allow(work, giver, wanted) : { ...before, wished: undefined };
    const { share, site, wished } = allowed;
    yield* endConsent(work, before, wanted);
    const shown = yield* revise(work, before, { ...wanted, share, site });
    const subject = `shout_out:${id}`;
    yield* writeAudit(work, { actor: actorOf(act), action: "shout_out_edited", subject });
    yield* auditVouching(work, act, { id, count });
    return { kind: "edited", id, wished, ...shown };
  });
}

function* allow(work: Work, giver: Person, { receivers, share }: ShoutOut): Steps<Allowed> {
  const people = yield* work.tx.roster.listPeople([...receivers].sort());
  return yield* allowShare(work, { giver, receivers: people, share });
}

/** Whoever let other schools read the old words has not agreed to new ones. */
function* endConsent({ tx }: Work, before: ShoutOut, { text, helped }: ShoutOut): Steps<void> {
  if (text === before.text && helped === before.helped) return;
  for (const person of before.receivers) yield* tx.praise.saveSpread(before.id, person, undefined);
}

function definedOf({ receivers, share, ...words }: EditedWords): Partial<ShoutOut> {
  return { ...words, ...(receivers ? { receivers } : {}), ...(share ? { share } : {}) };
}

function* revise(work: Work, before: ShoutOut, wanted: ShoutOut): Steps<ShownAgain> {
  // Before the rows change: what tells somebody who is not thanked any more is known only until then.
  const left = before.receivers.filter((id) => !wanted.receivers.includes(id));
  for (const receiver of left) yield* retractNote(work, before, receiver);
  yield* work.tx.praise.reviseShoutOut(wanted, work.now);
  const after = yield* work.tx.praise.findShoutOut(before.id);
  return after ? yield* showAgain(work, before, after) : { posted: [], told: [] };
}

type Placed = Pick<ShoutOut, "receivers" | "share">;

function changesPlace(before: Placed, { receivers, share }: Placed): boolean {
  const same = receivers.length === before.receivers.length;
  const all = same && receivers.every((id) => before.receivers.includes(id));
  return !all || share !== before.share;
}

/** The actor's own shout-out, to be changed; undefined if it is gone. Throws NOT_ALLOWED. */
export async function readOwnShoutOut(
  product: Product,
  act: Act,
  id: ShoutOutId,
): Promise<ShoutOut | undefined> {
  return await product.store.read(act.district, function* (tx) {
    const shoutOut = yield* tx.praise.findShoutOut(id);
    if (!shoutOut) return undefined;
    yield* requireRight({ tx }, act, { right: "readOwnShoutOut", owners: [shoutOut.giver] });
    return shoutOut;
  });
}
