import type { Expedition } from "#domain/expedition.ts";
import type { ExpeditionId } from "#domain/ids.ts";
import { localDay, toInstant } from "#domain/local-time.ts";
import { displayName, type Site } from "#domain/roster.ts";
import { noticeMoment } from "#domain/visit-life.ts";
import { placeOf } from "#domain/windows.ts";
import {
  answererNoticeCard,
  calledOffCard,
  headsUpCard,
  type VisitNotice,
} from "#messages/heads-up-cards.ts";
import { namedVisitorCard } from "#messages/visit-news-cards.ts";
import type { Words } from "#messages/words.ts";
import type { Card } from "#ports/card.ts";
import type { OutboxMessage } from "#ports/outbox-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { endChase, planChase } from "./chase-visit.ts";
import { listVisitors } from "./get-expedition.ts";
import { channelWords } from "./languages.ts";
import type { Work } from "./product.ts";
import { readSchoolDaysAt } from "./school-time.ts";
import { channelAddress, keyOf, sendDirect } from "./send-direct.ts";
import { tellNamedVisitors, visitorGroup } from "./tell-visitors.ts";
import { findRecipients } from "./wave-people.ts";

export interface VisitNews {
  readonly visit: Expedition;
  readonly site: Site;
  /** The same visit may be moved twice: each time is told once. */
  readonly event: string;
}

/** Who hears of a visit, and when. */
export interface Announced {
  /** When the post in the school's channel goes out; undefined where there is no channel, or it is up. */
  readonly postedAt: Date | undefined;
  readonly hasChannel: boolean;
  /** How many of those who answer for the school are written to. */
  readonly told: number;
}

/** What the staff of a school are told of a visit before it. */
function staffGroup(id: ExpeditionId): string {
  return `expedition:${id}:staff`;
}

/** What those who answer for the school are told of it. */
function answererGroup(id: ExpeditionId): string {
  return `expedition:${id}:answerers`;
}

/** One post to the school's staff, and a message to everybody who answers for it. */
export function* announceVisit(work: Work, news: VisitNews): Steps<Announced> {
  const notice = yield* readNotice(work, news);
  const postedAt = yield* postHeadsUp(work, news, notice);
  const card = (words: Words): Card => answererNoticeCard(words, notice);
  const told = yield* tellAnswerers(work, news, card);
  yield* tellNamedVisitors(work, { ...news, card: (words) => namedVisitorCard(words, notice) });
  yield* planChase(work, news);
  return { postedAt, hasChannel: notice.hasChannel, told };
}

/** A channel that is linked after a visit was planned hears of it too, while there is time. */
export function* announceInChannel(work: Work, site: Site, event: string): Steps<void> {
  const { visiting, outbox } = work.tx;
  const fromDay = localDay(work.now, site.zone);
  const planned = { site: site.id, states: ["planned"], fromDay } as const;
  for (const visit of yield* visiting.listExpeditions(planned)) {
    if ((yield* outbox.listGroupPosts(staffGroup(visit.id))).length > 0) continue;
    const news = { visit, site, event };
    yield* postHeadsUp(work, news, yield* readNotice(work, news));
  }
}

/** The same post shows the new day; whoever answers for the school is written to again. */
export function* announceMove(work: Work, news: VisitNews, from: string): Steps<Announced> {
  const notice = { ...(yield* readNotice(work, news)), movedFrom: from };
  const up = yield* takeBackWaiting(work, staffGroup(news.visit.id));
  let postedAt: Date | undefined;
  if (up.length === 0) postedAt = yield* postHeadsUp(work, news, notice);
  else yield* changePosts(work, news, { posts: up, card: headsUpCard(channelWords(work), notice) });
  yield* takeBackWaiting(work, answererGroup(news.visit.id));
  const card = (words: Words): Card => answererNoticeCard(words, notice);
  const told = yield* tellAnswerers(work, news, card);
  yield* endChase(work, news.visit.id);
  yield* planChase(work, news);
  yield* takeBackWaiting(work, visitorGroup(news.visit.id));
  yield* tellNamedVisitors(work, { ...news, card: (words) => namedVisitorCard(words, notice) });
  return { postedAt, hasChannel: notice.hasChannel, told };
}

/** There is no school on its day any more: what waits is not sent, and the post says that it is put off. */
export function* announcePutOff(work: Work, news: VisitNews): Steps<void> {
  const posts = yield* takeBackWaiting(work, staffGroup(news.visit.id));
  const notice = { ...(yield* readNotice(work, news)), isPutOff: true };
  yield* changePosts(work, news, { posts, card: headsUpCard(channelWords(work), notice) });
}

/** There is school on its day after all: the post says what it said before. */
export function* announceOpenAgain(work: Work, news: VisitNews): Steps<void> {
  const posts = yield* takeBackWaiting(work, staffGroup(news.visit.id));
  const notice = yield* readNotice(work, news);
  if (posts.length === 0) yield* postHeadsUp(work, news, notice);
  else yield* changePosts(work, news, { posts, card: headsUpCard(channelWords(work), notice) });
}

/** What waits is taken back; who was told is told that nobody comes. */
export function* announceEnd(work: Work, news: VisitNews): Steps<void> {
  const { visit, site } = news;
  const posts = yield* takeBackWaiting(work, staffGroup(visit.id));
  const told = { day: visit.day, school: site.name };
  yield* changePosts(work, news, { posts, card: calledOffCard(channelWords(work), told) });
  const heard = yield* takeBackWaiting(work, answererGroup(visit.id));
  const off = (words: Words): Card => calledOffCard(words, told);
  if (heard.length > 0) yield* tellAnswerers(work, news, off);
  const named = yield* takeBackWaiting(work, visitorGroup(visit.id));
  if (named.length > 0) yield* tellNamedVisitors(work, { ...news, card: off });
  yield* endChase(work, visit.id);
}

/** After the visit nobody can ask any more to be left out: the post says what it said, without its button. */
export function* closeHeadsUp(work: Work, news: VisitNews): Steps<void> {
  const posts = yield* takeBackWaiting(work, staffGroup(news.visit.id));
  yield* takeBackWaiting(work, answererGroup(news.visit.id));
  yield* takeBackWaiting(work, visitorGroup(news.visit.id));
  yield* endChase(work, news.visit.id);
  const notice = { ...(yield* readNotice(work, news)), isOver: true };
  yield* changePosts(work, news, { posts, card: headsUpCard(channelWords(work), notice) });
}

function* readNotice(work: Work, { visit, site }: VisitNews): Steps<VisitNotice> {
  const { tx } = work;
  const planner = yield* tx.roster.getPerson(visit.plannedBy);
  const people = yield* listVisitors(work, visit);
  return {
    id: visit.id,
    day: visit.day,
    school: site.name,
    contact: displayName(planner),
    visitors: people.map(displayName),
    hasChannel: (yield* tx.roster.findChannel(site.id)) !== undefined,
  };
}

/** Undefined where the school has no channel, or there is no time for it any more. */
function* postHeadsUp(
  work: Work,
  { visit, site, event }: VisitNews,
  notice: VisitNotice,
): Steps<Date | undefined> {
  const { tx, now } = work;
  const channel = yield* tx.roster.findChannel(site.id);
  const schoolDays = yield* readSchoolDaysAt(work, site.id);
  const dueAt = noticeMoment({ site, schoolDays, now }, visit.day);
  if (!channel || !dueAt) return undefined;
  yield* tx.outbox.queue({
    key: keyOf("visit-heads-up", visit.id, event),
    kind: "visit_post",
    delivery: {
      do: "post",
      to: channelAddress(channel),
      card: headsUpCard(channelWords(work), notice),
    },
    dueAt,
    place: placeOf(site),
    // The day of the visit itself is too late.
    expiresAt: toInstant(`${visit.day}T00:00`, site.zone),
    group: staffGroup(visit.id),
    send: `visit:${visit.id}:heads_up`,
  });
  return dueAt;
}

/** Takes back what still waits; gives what is up already. */
function* takeBackWaiting({ tx }: Work, group: string): Steps<readonly OutboxMessage[]> {
  yield* tx.outbox.cancelGroup(group);
  return yield* tx.outbox.listGroupPosts(group);
}

const AFTER_REPLY_MS = 1000;

interface PostChange {
  readonly posts: readonly OutboxMessage[];
  readonly card: Card;
}

function* changePosts(
  { tx, now }: Work,
  { event }: VisitNews,
  { posts, card }: PostChange,
): Steps<void> {
  for (const { key } of posts) {
    yield* tx.outbox.queue({
      key: keyOf("visit-heads-up-change", key, event),
      kind: "wave_update",
      delivery: { do: "update", of: key, card },
      dueAt: new Date(now.getTime() + AFTER_REPLY_MS),
      supersedes: keyOf("visit-heads-up-change", key),
    });
  }
}

function* tellAnswerers(
  work: Work,
  { visit, site, event }: VisitNews,
  card: (words: Words) => Card,
): Steps<number> {
  const { people } = yield* findRecipients(work, site);
  let told = 0;
  // Whoever planned it knows.
  for (const person of people.filter(({ id }) => id !== visit.plannedBy)) {
    const dueAt = yield* sendDirect(work, {
      key: keyOf("visit-planned", visit.id, person.id, event),
      kind: "visit_direct",
      person,
      card,
      place: site,
      after: work.now,
      group: answererGroup(visit.id),
      expiresAt: toInstant(`${visit.day}T00:00`, site.zone),
    });
    if (dueAt && localDay(dueAt, site.zone) < visit.day) told += 1;
  }
  return told;
}
