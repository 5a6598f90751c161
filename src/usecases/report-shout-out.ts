import type { ShoutOutId } from "#domain/ids.ts";
import { may, type Reached } from "#domain/rights.ts";
import { displayName, type Person } from "#domain/roster.ts";
import type { ReportReason, ShoutOut, ShoutOutReport } from "#domain/shout-out.ts";
import { type ReportedFacts, reportCard, settledCard } from "#messages/report-cards.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import { wordsOf } from "./languages.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { readSchoolDays } from "./school-time.ts";
import { keyOf, sendDirect } from "./send-direct.ts";
import { takeDown } from "./take-back-shout-out.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

/** What became of a report, for the one who made it. */
export type Reported =
  | { readonly kind: "gone" }
  | { readonly kind: "before" }
  /** `mayHide` for somebody who may hide it at once. */
  | { readonly kind: "reported"; readonly mayHide: boolean };

/** Tells the leads that a post should perhaps not be up; its giver hears nothing of it. */
export async function reportShoutOut(
  product: Product,
  act: Act,
  { id, reason }: { readonly id: ShoutOutId; readonly reason: ReportReason },
): Promise<Reported> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const reporter = yield* requireRight(work, act, "reportShoutOut");
    yield* tx.praise.guardShoutOut(id);
    const shoutOut = yield* tx.praise.findShoutOut(id);
    if (!shoutOut || !isSeenBy(shoutOut, reporter)) return { kind: "gone" };
    const report: ShoutOutReport = { shoutOut: id, by: reporter.id, reason, at: work.now };
    if (!(yield* tx.praise.addReport(report))) return { kind: "before" };
    const subject = `shout_out:${id}`;
    yield* writeAudit(work, { actor: actorOf(act), action: "shout_out_reported", subject });
    const place = yield* placeOf(work, shoutOut);
    yield* tellLeads(work, shoutOut, { report, place });
    return { kind: "reported", mayHide: may(reporter, "settleReport", place) };
  });
}

/** A private one is seen by those in it alone. */
function isSeenBy({ share, giver, receivers }: ShoutOut, { id }: Person): boolean {
  return share !== "private" || giver === id || receivers.includes(id);
}

/** What became of a lead's decision, for their note. */
export type Settled = { readonly kind: "gone" } | { readonly kind: "settled"; readonly card: Card };

/**
 * A lead hides a reported shout-out everywhere, or leaves it up; nobody but its giver changes a word.
 * Throws NOT_ALLOWED.
 */
export async function settleReport(
  product: Product,
  act: Act,
  { id, outcome }: { readonly id: ShoutOutId; readonly outcome: "hidden" | "left_up" },
): Promise<Settled> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* tx.praise.guardShoutOut(id);
    const shoutOut = yield* tx.praise.findShoutOut(id);
    const place = shoutOut ? yield* placeOf(work, shoutOut) : {};
    const lead = yield* requireRight(work, act, { right: "settleReport", ...place });
    if (!shoutOut) return { kind: "gone" };
    if (outcome === "hidden") yield* takeDown(work, shoutOut, "lead");
    yield* tx.praise.settleReports(id, { outcome, settledBy: lead.id, settledAt: work.now });
    const action = outcome === "hidden" ? "shout_out_hidden" : "shout_out_left_up";
    yield* writeAudit(work, { actor: actorOf(act), action, subject: `shout_out:${id}` });
    yield* closeCards(work, id, { outcome, lead });
    return { kind: "settled", card: settledCard(product.words, outcome, displayName(lead)) };
  });
}

function* placeOf({ tx }: Work, { site }: ShoutOut): Steps<Reached> {
  return site ? { site, cluster: yield* tx.roster.clusterOf(site) } : {};
}

interface Telling {
  readonly report: ShoutOutReport;
  readonly place: Reached;
}

/** Everybody who may decide and has no part in it. */
function* tellLeads(work: Work, shoutOut: ShoutOut, { report, place }: Telling): Steps<void> {
  const schoolDays = yield* readSchoolDays(work);
  const { zone } = yield* work.tx.roster.getDistrict();
  const facts = yield* readFacts(work, shoutOut, report);
  for (const lead of yield* listDeciders(work, shoutOut, place)) {
    yield* sendDirect(work, {
      key: keyOf("report", shoutOut.id, report.by, lead.id),
      // A student's name in a channel does not wait for the office.
      kind: report.reason === "student" ? "alarm" : "question",
      person: lead,
      card: (words) => reportCard(words, facts),
      place: { zone },
      schoolDays,
      after: work.now,
      group: reportGroup(shoutOut.id),
    });
  }
}

function* listDeciders(work: Work, shoutOut: ShoutOut, place: Reached): Steps<readonly Person[]> {
  const { roster } = work.tx;
  const leads = yield* roster.listHolders("pl_lead");
  const principals = place.site ? yield* roster.listHolders("principal", place.site) : [];
  const inIt = new Set([shoutOut.giver, ...shoutOut.receivers]);
  const all = new Map([...principals, ...leads].map((person) => [person.id, person]));
  return [...all.values()].filter(
    (person) => !inIt.has(person.id) && may(person, "settleReport", place),
  );
}

function* readFacts(
  { tx }: Work,
  shoutOut: ShoutOut,
  { reason }: ShoutOutReport,
): Steps<ReportedFacts> {
  const giver = yield* tx.roster.getPerson(shoutOut.giver);
  const receivers = yield* tx.roster.listPeople(shoutOut.receivers);
  const site = shoutOut.site ? yield* tx.roster.findSite(shoutOut.site) : undefined;
  return { shoutOut, reason, giver, receivers, school: site?.name };
}

interface Closing {
  readonly outcome: "hidden" | "left_up";
  readonly lead: Person;
}

/** Every lead's card says what was decided, and nothing of the words. */
function* closeCards(work: Work, id: ShoutOutId, { outcome, lead }: Closing): Steps<void> {
  const { tx, now } = work;
  for (const { key: of, address } of yield* tx.outbox.listGroupPosts(reportGroup(id))) {
    const { platform, workspace, conversation } = address;
    if (conversation.kind !== "account") continue;
    const account = { platform, workspace, account: conversation.id };
    const reader = yield* tx.roster.findPersonByAccount(account);
    const words = reader ? yield* wordsOf(work, reader.id) : work.product.words;
    const card = settledCard(words, outcome, displayName(lead));
    yield* tx.outbox.queue({
      key: keyOf("settled", of),
      kind: "reply",
      delivery: { do: "update", of, card },
      dueAt: now,
    });
  }
}

function reportGroup(id: ShoutOutId): string {
  return `report:${id}`;
}
