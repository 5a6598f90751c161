import type { OutboxKey, PersonId, ShoutOutId } from "#domain/ids.ts";
import { may, type Reached } from "#domain/rights.ts";
import type { Person } from "#domain/roster.ts";
import type { ShoutOut, ShoutOutReport } from "#domain/shout-out.ts";
import { goneCard, passOnCard, type ReportedFacts, reportCard } from "#messages/report-cards.ts";
import type { Words } from "#messages/words.ts";
import type { Card } from "#ports/card.ts";
import type { OutboxMessage } from "#ports/outbox-rows.ts";
import type { KeptShoutOut } from "#ports/praise-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { channelWords, wordsOf, writtenIn } from "./languages.ts";
import type { Work } from "./product.ts";
import { keyOf } from "./send-direct.ts";

/** Brings the cards of a shout-out that nobody has decided on yet up to what it says now, if it is still up. */
export function* redrawReports(work: Work, id: ShoutOutId): Steps<void> {
  const { praise } = work.tx;
  const open = (yield* praise.listReports(id)).filter(({ outcome }) => outcome === undefined);
  if (open.length === 0) return;
  const kept = yield* praise.findKept(id);
  if (!kept) return;
  const { hiddenBy, hiddenAt } = kept;
  if (hiddenAt) return yield* closeReports(work, id, (words) => goneCard(words, hiddenBy));
  for (const card of yield* listOpenCards(work, id)) yield* redraw(work, kept, { open, card });
}

/** Every card about it says, to whoever reads it, how it ended; what ended once stays as it was. */
export function* closeReports(
  work: Work,
  id: ShoutOutId,
  draw: (words: Words) => Card,
): Steps<void> {
  for (const { key: of, reader } of yield* listOpenCards(work, id)) {
    const words = reader ? yield* wordsOf(work, reader.id) : channelWords(work);
    yield* work.tx.outbox.queue({
      key: endKey(of),
      kind: "reply",
      delivery: { do: "update", of, card: writtenIn(words, draw(words)) },
      dueAt: work.now,
      supersedes: keyOf("again", of),
    });
  }
}

interface OpenCard {
  readonly key: OutboxKey;
  /** Undefined for somebody whose account is no longer theirs. */
  readonly reader: Person | undefined;
}

function* listOpenCards({ tx }: Work, id: ShoutOutId): Steps<readonly OpenCard[]> {
  const cards: OpenCard[] = [];
  for (const { key, address } of yield* tx.outbox.listGroupPosts(reportGroup(id))) {
    if (yield* tx.outbox.find(endKey(key))) continue;
    cards.push({ key, reader: yield* readerAt(tx, address) });
  }
  return cards;
}

function* readerAt(
  { roster }: Work["tx"],
  { platform, workspace, conversation }: OutboxMessage["address"],
): Steps<Person | undefined> {
  if (conversation.kind !== "account") return undefined;
  return yield* roster.findPersonByAccount({ platform, workspace, account: conversation.id });
}

interface Redrawing {
  readonly open: readonly ShoutOutReport[];
  readonly card: OpenCard;
}

function* redraw(work: Work, shoutOut: KeptShoutOut, { open, card }: Redrawing): Steps<void> {
  const { key: of, reader } = card;
  const report = reader && open.find(({ by }) => isOf(of, { id: shoutOut.id, by, to: reader.id }));
  if (!report) return;
  const facts = yield* readFacts(work, shoutOut, report);
  const place = yield* placeOf(work, shoutOut);
  const words = yield* wordsOf(work, reader.id);
  const drawn = reportFor(reader, place, facts)(words);
  yield* work.tx.outbox.queue({
    key: keyOf("again", of, String(shoutOut.revision ?? 0)),
    kind: "reply",
    delivery: { do: "update", of, card: writtenIn(words, drawn) },
    dueAt: work.now,
    supersedes: keyOf("again", of),
  });
}

/** What somebody reads of a report: the words, only if they may decide. */
export function reportFor(
  reader: Person,
  place: Reached,
  facts: ReportedFacts,
): (words: Words) => Card {
  const decides = may(reader, "settleReport", place) && !isIn(facts.shoutOut, reader);
  return (words) => (decides ? reportCard(words, facts) : passOnCard(words, facts));
}

/** True for its giver and for everybody whom it thanks. */
export function isIn({ giver, receivers }: ShoutOut, { id }: Pick<Person, "id">): boolean {
  return giver === id || receivers.includes(id);
}

/** What a card tells of a report, as the shout-out reads now. */
export function* readFacts(
  { tx }: Work,
  shoutOut: ShoutOut,
  { reason, at }: ShoutOutReport,
): Steps<ReportedFacts> {
  const giver = yield* tx.roster.getPerson(shoutOut.giver);
  const receivers = yield* tx.roster.listPeople(shoutOut.receivers);
  const site = shoutOut.site ? yield* tx.roster.findSite(shoutOut.site) : undefined;
  const isChanged = shoutOut.editedAt !== undefined && shoutOut.editedAt > at;
  return { shoutOut, reason, giver, receivers, school: site?.name, isChanged };
}

/** Where it was posted, for the right to decide on it. */
export function* placeOf({ tx }: Work, { site }: Pick<ShoutOut, "site">): Steps<Reached> {
  return site ? { site, cluster: yield* tx.roster.clusterOf(site) } : {};
}

interface Reporting {
  readonly id: ShoutOutId;
  readonly by: PersonId;
  readonly to: PersonId;
}

/** One card for each report and reader; a post that was reported again after a change gets new ones. */
export function reportKey({ id, by, to }: Reporting, revision: number | undefined): OutboxKey {
  return keyOf("report", id, by, to, String(revision ?? 0));
}

function isOf(key: OutboxKey, { id, by, to }: Reporting): boolean {
  const start = keyOf("report", id, by, to);
  return key === start || key.startsWith(`${start}:`);
}

/** Everything that leads were told of one shout-out. */
export function reportGroup(id: ShoutOutId): string {
  return `report:${id}`;
}

function endKey(of: OutboxKey): OutboxKey {
  return keyOf("settled", of);
}
