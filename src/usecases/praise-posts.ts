import type { ShoutOutId } from "#domain/ids.ts";
import type { Person } from "#domain/roster.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import { nextSendMoment } from "#domain/windows.ts";
import { shoutOutPost } from "#messages/praise-cards.ts";
import type { OutboxMessage, QueuedDelivery } from "#ports/outbox-rows.ts";
import type { Channel } from "#ports/roster-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { channelWords } from "./languages.ts";
import { noteSchools } from "./list-good-at.ts";
import type { Work } from "./product.ts";
import { readSchoolDaysAt } from "./school-time.ts";
import { channelAddress, keyOf } from "./send-direct.ts";
import { readWishes } from "./thanks-wishes.ts";

/** Where and when a shout-out is posted. */
export interface Posted {
  readonly channel: string;
  readonly at: Date;
  readonly zone: string;
}

export interface Showing {
  readonly shoutOut: ShoutOut;
  readonly giver: Person;
  readonly receivers: readonly Person[];
}

/** The outbox key of a shout-out's first channel post, and the group of all of them. */
export function shoutOutKey(id: ShoutOutId) {
  return keyOf("shout-out", id);
}

/** Posts it in each channel where it goes, in that channel's hours. */
export function* postToChannels(work: Work, showing: Showing): Steps<readonly Posted[]> {
  const posted: Posted[] = [];
  for (const channel of yield* placePosts(work, showing)) {
    const { id } = showing.shoutOut;
    const key = posted.length === 0 ? shoutOutKey(id) : keyOf(shoutOutKey(id), channel.id);
    const one = yield* postTo(work, showing, { channel, key });
    if (one) posted.push(one);
  }
  return posted;
}

interface Place {
  readonly channel: Channel;
  readonly key: OutboxMessage["key"];
}

function* postTo(work: Work, showing: Showing, { channel, key }: Place): Steps<Posted | undefined> {
  const { tx, now } = work;
  const { shoutOut } = showing;
  const zone = yield* zoneOf(work, channel);
  const place = { zone, site: channel.site };
  const schoolDays = yield* readSchoolDaysAt(work, channel.site);
  const at = nextSendMoment({ kind: "shout_out_post", site: place, schoolDays, after: now });
  if (!at) return undefined;
  const card = shoutOutPost(channelWords(work), shoutOut, showing);
  yield* tx.outbox.queue({
    key,
    kind: "shout_out_post",
    delivery: { do: "post", to: channelAddress(channel), card },
    dueAt: at,
    place,
    group: shoutOutKey(shoutOut.id),
  });
  return { channel: channel.name, at, zone };
}

function* zoneOf({ tx }: Work, { site }: Channel): Steps<string> {
  const school = site ? yield* tx.roster.findSite(site) : undefined;
  return school?.zone ?? (yield* tx.roster.getDistrict()).zone;
}

/** Notes at which schools it is posted, and gives the channels. */
function* placePosts(work: Work, showing: Showing): Steps<readonly Channel[]> {
  const { share, site, receivers } = showing.shoutOut;
  const wishes = share === "private" || !site ? [] : yield* readWishes(work, receivers);
  const isAlone = wishes.includes("school");
  if (!isAlone) yield* noteSchools(work, showing);
  return yield* listPostChannels(work, showing, isAlone);
}

/**
 * The district's channel; or the channels of the giver's school and of the schools of those thanked, on
 * whichever platforms; where somebody wants it in their own school alone, that school's.
 */
function* listPostChannels(
  work: Work,
  { shoutOut, receivers }: Showing,
  isAlone: boolean,
): Steps<readonly Channel[]> {
  const { roster } = work.tx;
  if (shoutOut.share === "private") return [];
  if (shoutOut.share === "district" || !shoutOut.site) {
    const channel = yield* roster.findChannel(undefined);
    return channel ? [channel] : [];
  }
  const homes = isAlone ? [] : receivers.flatMap(({ homeSite }) => homeSite ?? []);
  const channels: Channel[] = [];
  for (const site of new Set([shoutOut.site, ...homes])) {
    const channel = yield* roster.findChannel(site);
    if (channel) channels.push(channel);
  }
  return channels;
}

/** Brings its posts up to what it says now: where it stands, or in other channels if its place is another. */
export function* showPosts(
  work: Work,
  before: ShoutOut,
  showing: Showing,
): Steps<readonly Posted[]> {
  return isMoved(before, showing.shoutOut)
    ? yield* postAgain(work, showing)
    : yield* changePosts(work, showing);
}

/** True where whom it thanks, or where it goes, is another. */
function isMoved(before: ShoutOut, after: ShoutOut): boolean {
  const placeOf = ({ share, site, receivers }: ShoutOut): string =>
    [share, site ?? "", ...[...receivers].sort()].join(" ");
  return placeOf(before) !== placeOf(after);
}

/** New words only: every post that stands says them, and none is made, however old it is. */
function* changePosts(work: Work, showing: Showing): Steps<readonly Posted[]> {
  const channels = yield* work.tx.roster.listChannels();
  const posted: Posted[] = [];
  for (const post of yield* listPosts(work, showing.shoutOut.id)) {
    const channel = channels.find(({ id }) => id === post.address.conversation.id);
    const one = yield* changePost(work, showing, { channel, post });
    if (one) posted.push(one);
  }
  return posted;
}

/**
 * A post changes where it stands; one in a channel where it does not belong any more goes. Where nobody knows
 * what became of one, no other is made.
 */
function* postAgain(work: Work, showing: Showing): Steps<readonly Posted[]> {
  const { shoutOut } = showing;
  const channels = new Map(
    (yield* placePosts(work, showing)).map((channel) => [String(channel.id), channel]),
  );
  const posted: Posted[] = [];
  for (const post of yield* listPosts(work, shoutOut.id)) {
    const channel = channels.get(post.address.conversation.id);
    const one = channel && (yield* changePost(work, showing, { channel, post }));
    if (one) posted.push(one);
    else yield* retract(work, post.key);
    channels.delete(post.address.conversation.id);
  }
  for (const { address } of yield* work.tx.outbox.listDoubtfulPosts(shoutOutKey(shoutOut.id))) {
    channels.delete(address.conversation.id);
  }
  for (const channel of channels.values()) {
    const again = [channel.id, String(shoutOut.revision ?? 0)];
    const key = keyOf(shoutOutKey(shoutOut.id), ...again);
    const one = yield* postTo(work, showing, { channel, key });
    if (one) posted.push(one);
  }
  return posted;
}

interface Standing {
  /** Undefined for one that is nobody's any more. */
  readonly channel: Channel | undefined;
  readonly post: OutboxMessage;
}

function* changePost(
  work: Work,
  showing: Showing,
  { channel, post }: Standing,
): Steps<Posted | undefined> {
  const { shoutOut } = showing;
  const card = shoutOutPost(channelWords(work), shoutOut, showing);
  yield* change(work, post.key, { shoutOut, delivery: { do: "update", of: post.key, card } });
  if (!channel) return undefined;
  return { channel: channel.name, at: post.dueAt, zone: yield* zoneOf(work, channel) };
}

/** Every post of it that is up or still waits. */
export function* listPosts({ tx }: Work, id: ShoutOutId): Steps<readonly OutboxMessage[]> {
  const posts: OutboxMessage[] = [];
  for (const post of yield* listEveryPost(tx, id)) {
    if (!(yield* tx.outbox.find(retractKey(post.key)))) posts.push(post);
  }
  return posts;
}

/** Posts that were made before there were groups of them have the first key alone. */
function* listEveryPost({ outbox }: Work["tx"], id: ShoutOutId): Steps<readonly OutboxMessage[]> {
  const grouped = yield* outbox.listGroupPosts(shoutOutKey(id));
  const first = grouped.length > 0 ? undefined : yield* outbox.find(shoutOutKey(id));
  return first && OPEN.has(first.state) ? [first] : grouped;
}

const OPEN: ReadonlySet<string> = new Set(["waiting", "leased", "delivered"]);

interface Change {
  readonly shoutOut: ShoutOut;
  readonly delivery: QueuedDelivery;
}

/** Of several changes that wait, only the newest is sent. */
export function* change(
  { tx, now }: Work,
  of: OutboxMessage["key"],
  { shoutOut, delivery }: Change,
): Steps<void> {
  const key = keyOf("again", of, shoutOut.id, String(shoutOut.revision ?? 0));
  const supersedes = keyOf("again", of);
  yield* tx.outbox.queue({ key, kind: "reply", delivery, dueAt: now, supersedes });
}

/** Takes a message back, and every change of it that waits. */
export function* retract({ tx, now }: Work, of: OutboxMessage["key"]): Steps<void> {
  yield* tx.outbox.queue({
    key: retractKey(of),
    kind: "reply",
    delivery: { do: "retract", of },
    dueAt: now,
    supersedes: keyOf("again", of),
  });
}

function retractKey(of: OutboxMessage["key"]) {
  return keyOf("retract", of);
}
