import { type PersonId, type ShoutOutId, toId } from "#domain/ids.ts";
import { localDay, weekKey } from "#domain/local-time.ts";
import type { Person } from "#domain/roster.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import type { Share, ShoutOut } from "#domain/shout-out.ts";
import { nextSendMoment } from "#domain/windows.ts";
import { shoutOutPost } from "#messages/praise-cards.ts";
import type { Channel } from "#ports/roster-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { channelWords } from "./languages.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { readSchoolDays } from "./school-time.ts";
import { channelAddress, keyOf } from "./send-direct.ts";
import { type Told, tellReceiver } from "./tell-receiver.ts";

export interface GivenWords {
  readonly receivers: readonly PersonId[];
  readonly text: string;
  readonly helped: string;
  readonly practice: string;
  readonly value: string;
  readonly share: Share;
}

/** What became of a shout-out, for the giver's note. */
export type Given =
  | { readonly kind: "repeated" }
  | {
      readonly kind: "given";
      readonly id: ShoutOutId;
      /** Undefined when it is for the receivers alone. */
      readonly posted:
        | { readonly channel: string; readonly at: Date; readonly zone: string }
        | undefined;
      /** True if somebody's own wish kept it out of the channel. */
      readonly keptPrivate: boolean;
      readonly told: readonly Told[];
    };

/** Stores a shout-out, posts it where it goes, and tells each receiver in the way they chose. */
export async function giveShoutOut(product: Product, act: Act, words: GivenWords): Promise<Given> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    if (!(yield* tx.events.remember(act.eventKey, now))) return { kind: "repeated" };
    const work: Work = { tx, product, now };
    const giver = yield* requireRight(work, act, "giveShoutOut");
    // In one order for everybody, so that two givers never wait for each other.
    const receivers = yield* tx.roster.listPeople([...words.receivers].sort());
    const schoolDays = yield* readSchoolDays(work);
    const share = yield* wishedShare(work, words);
    const shoutOut = yield* keep(work, { giver, receivers, words: { ...words, share } });
    const posted = yield* postToChannel(work, { shoutOut, giver, receivers, schoolDays });
    const told: Told[] = [];
    for (const receiver of receivers) {
      told.push(yield* tellReceiver(work, { receiver, giver, shoutOut, schoolDays }));
    }
    const keptPrivate = share === "private" && words.share !== "private";
    return { kind: "given", id: shoutOut.id, posted, keptPrivate, told };
  });
}

/** The narrowest of what the giver asked for and what the receivers allow. */
function* wishedShare({ tx }: Work, { receivers, share }: GivenWords): Steps<Share> {
  let wished = share;
  for (const receiver of receivers) {
    const { thanks } = yield* tx.roster.getPreferences(receiver);
    if (thanks === "private") return "private";
    if (thanks === "school" && wished === "district") wished = "site";
  }
  return wished;
}

interface Keeping {
  readonly giver: Person;
  readonly receivers: readonly Person[];
  readonly words: GivenWords;
}

function* keep({ tx, product, now }: Work, { giver, receivers, words }: Keeping): Steps<ShoutOut> {
  const site = giver.homeSite ?? receivers.find((receiver) => receiver.homeSite)?.homeSite;
  const zone = (yield* tx.roster.getDistrict()).zone;
  const shoutOut: ShoutOut = {
    id: toId<ShoutOutId>(product.random.id()),
    giver: giver.id,
    receivers: receivers.map(({ id }) => id),
    text: words.text,
    helped: words.helped,
    practice: words.practice,
    value: words.value,
    share: words.share,
    site,
    at: now,
    week: weekKey(localDay(now, zone)),
  };
  yield* tx.praise.addShoutOut(shoutOut);
  return shoutOut;
}

interface Posting {
  readonly shoutOut: ShoutOut;
  readonly giver: Person;
  readonly receivers: readonly Person[];
  readonly schoolDays: SchoolDays;
}

function* postToChannel(work: Work, posting: Posting) {
  const { tx, now } = work;
  const { shoutOut, schoolDays } = posting;
  const channel = yield* findPostChannel(work, shoutOut);
  if (!channel) return undefined;
  const site = shoutOut.site ? yield* tx.roster.findSite(shoutOut.site) : undefined;
  const zone = site?.zone ?? (yield* tx.roster.getDistrict()).zone;
  const at = nextSendMoment({ kind: "shout_out_post", site: { zone }, schoolDays, after: now });
  if (!at) return undefined;
  yield* tx.outbox.queue({
    key: shoutOutKey(shoutOut.id),
    kind: "shout_out_post",
    delivery: {
      do: "post",
      to: channelAddress(channel),
      card: shoutOutPost(channelWords(work), shoutOut, posting),
    },
    dueAt: at,
    place: { zone },
  });
  return { channel: channel.name, at, zone };
}

function* findPostChannel({ tx }: Work, shoutOut: ShoutOut): Steps<Channel | undefined> {
  if (shoutOut.share === "private") return undefined;
  const ofDistrict = yield* tx.roster.findChannel(undefined);
  if (shoutOut.share === "district" || !shoutOut.site) return ofDistrict;
  return yield* tx.roster.findChannel(shoutOut.site);
}

/** The outbox key of a shout-out's channel post. */
export function shoutOutKey(id: ShoutOutId) {
  return keyOf("shout-out", id);
}
