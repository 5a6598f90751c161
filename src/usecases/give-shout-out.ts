import { type PersonId, type ShoutOutId, toId } from "#domain/ids.ts";
import { localDay, weekKey } from "#domain/local-time.ts";
import type { Person } from "#domain/roster.ts";
import type { Share, ShoutOut } from "#domain/shout-out.ts";
import type { Steps } from "#ports/steps.ts";
import { type Posted, postToChannels } from "./praise-posts.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { readHalt } from "./sending-stop.ts";
import { type Told, tellReceiver } from "./tell-receiver.ts";
import { type Allowed, allowShare } from "./thanks-wishes.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

export interface GivenWords {
  readonly receivers: readonly PersonId[];
  readonly text: string;
  readonly helped: string;
  readonly practice: string;
  readonly value: string;
  readonly share: Share;
  /** How many names on no staff list the giver called colleagues. */
  readonly vouchedCount?: number | undefined;
}

/** What became of a shout-out, for the giver's note. */
export type Given =
  | { readonly kind: "repeated" }
  /** Nobody of those who would be thanked is on the staff list any more: nothing is stored. */
  | { readonly kind: "left" }
  | {
      readonly kind: "given";
      readonly id: ShoutOutId;
      /** Where it goes as everybody wishes it, whether or not a channel is linked there. */
      readonly share: Share;
      /** Empty when it is for the receivers alone. */
      readonly posted: readonly Posted[];
      readonly wished: Allowed["wished"];
      readonly told: readonly Told[];
      /** True while all sending is stopped: it waits until it goes on. */
      readonly halted: boolean;
    };

/** Stores a shout-out, posts it where it goes, and tells each receiver in the way they chose. */
export async function giveShoutOut(product: Product, act: Act, words: GivenWords): Promise<Given> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const giver = yield* requireRight(work, act, "giveShoutOut");
    const receivers = yield* listReceivers(work, words);
    if (receivers.length === 0) return { kind: "left" };
    // Only now: a draft that comes back because everybody left may still be given to somebody else.
    if (!(yield* tx.events.remember(act.eventKey, now))) return { kind: "repeated" };
    const allowed = yield* allowShare(work, { giver, receivers, share: words.share });
    const shoutOut = yield* keep(work, { giver, receivers, words, allowed });
    const posted = yield* postToChannels(work, { shoutOut, giver, receivers });
    const told: Told[] = [];
    for (const receiver of receivers) {
      told.push(yield* tellReceiver(work, { receiver, giver, shoutOut }));
    }
    const { id, share } = shoutOut;
    yield* auditVouching(work, act, { id, count: words.vouchedCount });
    const halted = (yield* readHalt(tx)) !== undefined;
    return { kind: "given", id, share, posted, wished: allowed.wished, told, halted };
  });
}

/** Those who are still here, in one order for everybody, so that two givers never wait for each other. */
function* listReceivers({ tx }: Work, { receivers }: GivenWords): Steps<readonly Person[]> {
  const people = yield* tx.roster.listPeople([...receivers].sort());
  return people.filter(({ active }) => active);
}

export interface Vouching {
  readonly id: ShoutOutId;
  /** Undefined is none. */
  readonly count: number | undefined;
}

/** That somebody called a held name a colleague's is written down; the name is not. */
export function* auditVouching(work: Work, act: Act, { id, count = 0 }: Vouching): Steps<void> {
  if (count === 0) return;
  yield* writeAudit(work, {
    actor: actorOf(act),
    action: "name_vouched",
    subject: `shout_out:${id}`,
  });
}

interface Keeping {
  readonly giver: Person;
  readonly receivers: readonly Person[];
  readonly words: GivenWords;
  readonly allowed: Allowed;
}

function* keep({ tx, product, now }: Work, keeping: Keeping): Steps<ShoutOut> {
  const { giver, receivers, words, allowed } = keeping;
  const zone = (yield* tx.roster.getDistrict()).zone;
  const shoutOut: ShoutOut = {
    id: toId<ShoutOutId>(product.random.id()),
    giver: giver.id,
    receivers: receivers.map(({ id }) => id),
    text: words.text,
    helped: words.helped,
    practice: words.practice,
    value: words.value,
    share: allowed.share,
    site: allowed.site,
    at: now,
    week: weekKey(localDay(now, zone)),
  };
  yield* tx.praise.addShoutOut(shoutOut);
  return shoutOut;
}
