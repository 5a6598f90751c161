import type { PersonId, ShoutOutId } from "#domain/ids.ts";
import type { Person } from "#domain/roster.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import { nextSendMoment } from "#domain/windows.ts";
import { shoutOutPost } from "#messages/praise-cards.ts";
import { thanksCard } from "#messages/thanks-card.ts";
import type { OutboxMessage, QueuedDelivery } from "#ports/outbox-rows.ts";
import type { Channel } from "#ports/roster-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { channelWords, wordsOf } from "./languages.ts";
import type { Work } from "./product.ts";
import { redrawSummaries } from "./redraw-summaries.ts";
import { readSchoolDays } from "./school-time.ts";
import { channelAddress, keyOf } from "./send-direct.ts";
import { listTold, type Told, tellReceiver } from "./tell-receiver.ts";
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
  readonly schoolDays: SchoolDays;
}

/** The outbox key of a shout-out's first channel post, and the group of all of them. */
export function shoutOutKey(id: ShoutOutId) {
  return keyOf("shout-out", id);
}

/** Posts it in each channel where it goes, in that channel's hours. */
export function* postToChannels(work: Work, showing: Showing): Steps<readonly Posted[]> {
  const posted: Posted[] = [];
  for (const channel of yield* listPostChannels(work, showing)) {
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
  const { shoutOut, schoolDays } = showing;
  const zone = yield* zoneOf(work, channel);
  const at = nextSendMoment({ kind: "shout_out_post", site: { zone }, schoolDays, after: now });
  if (!at) return undefined;
  const card = shoutOutPost(channelWords(work), shoutOut, showing);
  yield* tx.outbox.queue({
    key,
    kind: "shout_out_post",
    delivery: { do: "post", to: channelAddress(channel), card },
    dueAt: at,
    place: { zone },
    group: shoutOutKey(shoutOut.id),
  });
  return { channel: channel.name, at, zone };
}

function* zoneOf({ tx }: Work, { site }: Channel): Steps<string> {
  const school = site ? yield* tx.roster.findSite(site) : undefined;
  return school?.zone ?? (yield* tx.roster.getDistrict()).zone;
}

/**
 * The district's channel; or the channels of the giver's school and of the schools of those thanked, on
 * whichever platforms; where somebody wants it in their own school alone, that school's.
 */
function* listPostChannels(work: Work, showing: Showing): Steps<readonly Channel[]> {
  const { roster } = work.tx;
  const { shoutOut, receivers } = showing;
  if (shoutOut.share === "private") return [];
  if (shoutOut.share === "district" || !shoutOut.site) {
    const channel = yield* roster.findChannel(undefined);
    return channel ? [channel] : [];
  }
  const wishes = yield* readWishes(work, shoutOut.receivers);
  const alone = wishes.some((wish) => wish === "school");
  const homes = alone ? [] : receivers.flatMap(({ homeSite }) => homeSite ?? []);
  const channels: Channel[] = [];
  for (const site of new Set([shoutOut.site, ...homes])) {
    const channel = yield* roster.findChannel(site);
    if (channel) channels.push(channel);
  }
  return channels;
}

export interface ShownAgain {
  readonly posted: readonly Posted[];
  /** Those who are thanked in it only now. */
  readonly told: readonly Told[];
}

/**
 * Brings every place that shows a shout-out up to what it says now: its post, each receiver's note and
 * every summary. Whoever is new gets a note.
 */
export function* showAgain(work: Work, before: ShoutOut, after: ShoutOut): Steps<ShownAgain> {
  const { tx } = work;
  const giver = yield* tx.roster.getPerson(after.giver);
  const receivers = yield* tx.roster.listPeople(after.receivers);
  const schoolDays = yield* readSchoolDays(work);
  const showing: Showing = { shoutOut: after, giver, receivers, schoolDays };
  const posted = yield* postAgain(work, showing);
  const told: Told[] = [];
  for (const receiver of receivers) {
    if (before.receivers.includes(receiver.id)) yield* redrawNote(work, after, receiver.id);
    else told.push(yield* tellReceiver(work, { receiver, giver, shoutOut: after, schoolDays }));
  }
  yield* redrawSummaries(work, after.id);
  return { posted, told };
}

/** A post changes where it stands; one in a channel where it does not belong any more goes. */
function* postAgain(work: Work, showing: Showing): Steps<readonly Posted[]> {
  const { shoutOut } = showing;
  const channels = new Map(
    (yield* listPostChannels(work, showing)).map((channel) => [String(channel.id), channel]),
  );
  const posted: Posted[] = [];
  for (const post of yield* listPosts(work, shoutOut.id)) {
    const channel = channels.get(post.address.conversation.id);
    if (channel) posted.push(yield* changePost(work, showing, { channel, post }));
    else yield* retract(work, post.key);
    channels.delete(post.address.conversation.id);
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
  readonly channel: Channel;
  readonly post: OutboxMessage;
}

function* changePost(work: Work, showing: Showing, { channel, post }: Standing): Steps<Posted> {
  const { shoutOut } = showing;
  const card = shoutOutPost(channelWords(work), shoutOut, showing);
  yield* change(work, post.key, { shoutOut, delivery: { do: "update", of: post.key, card } });
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

/** Takes its posts from the channels, or back before they are sent, and out of every summary. */
export function* retractPosts(work: Work, shoutOut: ShoutOut): Steps<void> {
  for (const post of yield* listPosts(work, shoutOut.id)) yield* retract(work, post.key);
  yield* redrawSummaries(work, shoutOut.id);
}

/** The note goes, or keeps what else it tells. */
export function* retractNote(work: Work, shoutOut: ShoutOut, receiver: PersonId): Steps<void> {
  const { tx, now } = work;
  const of = yield* tx.praise.findTelling(shoutOut.id, receiver);
  if (!of) return;
  const told = yield* listTold(work, receiver, of);
  const kept = told.filter((thanks) => thanks.shoutOut.id !== shoutOut.id);
  const delivery =
    kept.length === 0
      ? ({ do: "retract", of } as const)
      : ({ do: "update", of, card: thanksCard(yield* wordsOf(work, receiver), kept) } as const);
  const key = keyOf("retract", of, shoutOut.id);
  const supersedes = keyOf("again", of);
  yield* tx.outbox.queue({ key, kind: "reply", delivery, dueAt: now, supersedes });
}

/** Somebody's note, as what it tells of reads now. */
export function* redrawNote(work: Work, shoutOut: ShoutOut, receiver: PersonId): Steps<void> {
  const of = yield* work.tx.praise.findTelling(shoutOut.id, receiver);
  if (!of) return;
  const card = thanksCard(yield* wordsOf(work, receiver), yield* listTold(work, receiver, of));
  yield* change(work, of, { shoutOut, delivery: { do: "update", of, card } });
}

interface Change {
  readonly shoutOut: ShoutOut;
  readonly delivery: QueuedDelivery;
}

/** Of several changes that wait, only the newest is sent. */
function* change(
  { tx, now }: Work,
  of: OutboxMessage["key"],
  { shoutOut, delivery }: Change,
): Steps<void> {
  const key = keyOf("again", of, shoutOut.id, String(shoutOut.revision ?? 0));
  const supersedes = keyOf("again", of);
  yield* tx.outbox.queue({ key, kind: "reply", delivery, dueAt: now, supersedes });
}

function* retract({ tx, now }: Work, of: OutboxMessage["key"]): Steps<void> {
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
