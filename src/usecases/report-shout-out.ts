import type { ShoutOutId } from "#domain/ids.ts";
import { may, type Reached } from "#domain/rights.ts";
import { displayName, type Person } from "#domain/roster.ts";
import type { ReportReason, ShoutOut, ShoutOutReport } from "#domain/shout-out.ts";
import { decidedCard, settledCard } from "#messages/report-cards.ts";
import type { Card } from "#ports/card.ts";
import type { KeptShoutOut } from "#ports/praise-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Act, Product, Work } from "./product.ts";
import { closeReports, isIn, placeOf } from "./redraw-reports.ts";
import { requireRight } from "./require-right.ts";
import { takeDown } from "./take-back-shout-out.ts";
import { type Reach, tellLeads } from "./tell-leads.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

/** What became of a report, for the one who made it. */
export type Reported =
  | { readonly kind: "gone" }
  /** They reported it already; `isDecided` where a lead left it up and it was not changed since. */
  | { readonly kind: "before"; readonly isDecided: boolean }
  /** `mayHide` for somebody who may hide it at once. */
  | { readonly kind: "reported"; readonly mayHide: boolean; readonly reach: Reach };

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
    const left = (yield* tx.praise.listReports(id)).find(({ by }) => by === reporter.id);
    if (left?.settledAt && !isEditedSince(shoutOut, left.settledAt)) {
      return { kind: "before", isDecided: true };
    }
    if (!(yield* tx.praise.addReport(report))) return { kind: "before", isDecided: false };
    const subject = `shout_out:${id}`;
    yield* writeAudit(work, { actor: actorOf(act), action: "shout_out_reported", subject });
    const place = yield* placeOf(work, shoutOut);
    const mayHide = may(reporter, "settleReport", place) && !isIn(shoutOut, reporter);
    const reach = yield* tellLeads(work, shoutOut, { report, place });
    return { kind: "reported", mayHide, reach };
  });
}

/** A private one is seen by those in it alone. */
function isSeenBy(shoutOut: ShoutOut, reader: Person): boolean {
  return shoutOut.share !== "private" || isIn(shoutOut, reader);
}

function isEditedSince({ editedAt }: ShoutOut, at: Date): boolean {
  return editedAt !== undefined && editedAt > at;
}

/** What became of a lead's decision, for their note. */
export type Settled =
  /** Nothing of it is up, or nobody reported it. */
  | { readonly kind: "gone" }
  /** They are in it themselves: another lead decides. */
  | { readonly kind: "own" }
  | { readonly kind: "before"; readonly card: Card }
  | { readonly kind: "settled"; readonly card: Card };

interface Decision {
  readonly id: ShoutOutId;
  readonly outcome: "hidden" | "left_up";
}

/**
 * A lead who has no part in it hides a reported shout-out everywhere, or leaves it up; the first decision
 * counts. Nobody but its giver changes a word. Throws NOT_ALLOWED.
 */
export async function settleReport(
  product: Product,
  act: Act,
  { id, outcome }: Decision,
): Promise<Settled> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* tx.praise.guardShoutOut(id);
    const kept = yield* tx.praise.findKept(id);
    const place: Reached = kept ? yield* placeOf(work, kept) : {};
    const lead = yield* requireRight(work, act, { right: "settleReport", ...place });
    if (!kept) return { kind: "gone" };
    if (isIn(kept, lead)) return { kind: "own" };
    const reports = yield* tx.praise.listReports(id);
    const isOpen = reports.some((report) => report.outcome === undefined);
    if (!isOpen) return yield* readDecision(work, reports);
    if (isGone(kept)) return { kind: "gone" };
    return yield* settle(work, { shoutOut: kept, act, lead, outcome });
  });
}

/** Where somebody thanked hid the post alone, notes of it still stand. */
function isGone({ hiddenAt, hiddenBy }: KeptShoutOut): boolean {
  return hiddenAt !== undefined && hiddenBy !== "receiver";
}

interface Settling extends Pick<Decision, "outcome"> {
  readonly shoutOut: ShoutOut;
  readonly act: Act;
  readonly lead: Person;
}

function* settle(work: Work, { shoutOut, act, lead, outcome }: Settling): Steps<Settled> {
  const { id } = shoutOut;
  const name = displayName(lead);
  const settled = { outcome, settledBy: lead.id, settledAt: work.now };
  yield* work.tx.praise.settleReports(id, settled);
  // Before it goes: from then on its cards would tell only that it is gone.
  yield* closeReports(work, id, (words) => settledCard(words, outcome, name));
  if (outcome === "hidden") yield* takeDown(work, shoutOut, "lead");
  const action = outcome === "hidden" ? "shout_out_hidden" : "shout_out_left_up";
  yield* writeAudit(work, { actor: actorOf(act), action, subject: `shout_out:${id}` });
  return { kind: "settled", card: settledCard(work.product.words, outcome, name) };
}

/** What was decided already, and by whom; without a report there is nothing to decide. */
function* readDecision(work: Work, reports: readonly ShoutOutReport[]): Steps<Settled> {
  const [last] = reports.toSorted((a, b) => timeOf(b) - timeOf(a));
  if (!(last?.outcome && last.settledBy)) return { kind: "gone" };
  const [lead] = yield* work.tx.roster.listPeople([last.settledBy]);
  if (!lead) return { kind: "gone" };
  const card = decidedCard(work.product.words, last.outcome, displayName(lead));
  return { kind: "before", card };
}

function timeOf({ settledAt }: ShoutOutReport): number {
  return settledAt?.getTime() ?? 0;
}
