import {
  and,
  type Column,
  eq,
  exists,
  inArray,
  isNotNull,
  isNull,
  lt,
  not,
  notExists,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import type { DistrictId } from "#domain/ids.ts";
import type { PurgeStep } from "#ports/record-rows.ts";
import type { Shape } from "./db.ts";
import { hasState } from "./outbox-state.ts";
import { visitConditions, visitSteps, visitTable } from "./purge-visits.ts";

type Condition = SQL | undefined;

/** What is of before these times has had its own. */
export interface Dues {
  readonly district: DistrictId;
  readonly praiseDay: string;
  readonly praiseAt: Date;
  readonly answersDay: string;
  readonly answersAt: Date;
  readonly logAt: Date;
  /** The same for messages' rows, whose cards are gone. */
  readonly keysAt: Date;
}

type Conditions = Readonly<Record<PurgeStep, Condition>>;

/** True for what has had its time, under a hold or not. */
export function dueConditions(shape: Shape, is: Dues): Conditions {
  const { tables } = shape;
  const { shoutOuts, nudgesSent, answers, callTasks, invitations, deliveries } = tables;
  const { outboxMessages: o, localMessages, decisions, schoolWords, pulses, peerVisits } = tables;
  const closed = (wave: Column): SQL => ofClosedWaves(shape, wave, is);
  return {
    shout_out: lt(shoutOuts.at, is.praiseAt),
    shout_out_report: withoutShoutOut(shape, is),
    peer_visit: lt(peerVisits.askedAt, is.praiseAt),
    ...visitConditions(shape, is),
    nudge: lt(nudgesSent.day, is.praiseDay),
    answer: closed(answers.wave),
    call_task: closed(callTasks.wave),
    decision: closed(decisions.wave),
    // A story is taken off the shelf by its own day, long before.
    school_word: lt(schoolWords.at, is.answersAt),
    pulse: closed(pulses.wave),
    invitation: closed(invitations.wave),
    delivery: lt(deliveries.at, is.logAt),
    card: and(isNotNull(o.card), settledBefore(shape, is.logAt)),
    message: and(isNull(o.card), settledBefore(shape, is.keysAt), ofNoShoutOut(shape, is)),
    playground_message: lt(localMessages.at, is.logAt),
  };
}

/** One row if anything at all has had its time. */
export const findDue = (shape: Shape, is: Dues) => {
  const { query, tables } = shape;
  const { shoutOuts, nudgesSent, answers, callTasks, invitations, deliveries } = tables;
  const { districts, outboxMessages, localMessages, decisions, schoolWords, pulses } = tables;
  const { shoutOutReports, peerVisits } = tables;
  const due = dueConditions(shape, is);
  const oneOf = (table: OfDistrict, condition: Condition): SQL => {
    const own = and(eq(table.districtId, is.district), condition);
    return exists(query.select({ one: sql`1` }).from(table).where(own));
  };
  const any = or(
    oneOf(shoutOuts, due.shout_out),
    oneOf(shoutOutReports, due.shout_out_report),
    oneOf(peerVisits, due.peer_visit),
    ...visitSteps.map((step) => oneOf(visitTable(shape, step), due[step])),
    oneOf(nudgesSent, due.nudge),
    oneOf(answers, due.answer),
    oneOf(callTasks, due.call_task),
    oneOf(decisions, due.decision),
    oneOf(schoolWords, due.school_word),
    oneOf(pulses, due.pulse),
    oneOf(invitations, due.invitation),
    oneOf(deliveries, due.delivery),
    oneOf(outboxMessages, or(due.card, due.message)),
    oneOf(localMessages, due.playground_message),
  );
  const here = and(eq(districts.districtId, is.district), any);
  return query.select({ id: districts.districtId }).from(districts).where(here);
};

type Purged =
  | "shoutOuts"
  | "shoutOutReports"
  | "peerVisits"
  | "nudgesSent"
  | "answers"
  | "callTasks"
  | "decisions"
  | "schoolWords"
  | "pulses"
  | "invitations"
  | "deliveries"
  | "outboxMessages"
  | "localMessages";
type OfDistrict = Shape["tables"][Purged] | ReturnType<typeof visitTable>;

/** A report goes with its shout-out: one that a hold kept goes when the hold ends. */
function withoutShoutOut({ query, tables }: Shape, { district }: Dues): SQL {
  const { shoutOuts: s, shoutOutReports: t } = tables;
  const its = and(eq(s.districtId, district), eq(s.id, t.shoutOutId));
  return notExists(query.select({ id: s.id }).from(s).where(its));
}

function ofClosedWaves({ query, tables }: Shape, wave: Column, is: Dues): SQL {
  const { waves: w } = tables;
  const closed = and(eq(w.state, "closed"), lt(w.closesOn, is.answersDay));
  const own = and(eq(w.districtId, is.district), closed);
  return inArray(wave, query.select({ id: w.id }).from(w).where(own));
}

/** What was superseded or cancelled has no time of its own end: its due time stands for it. */
function settledBefore({ tables }: Pick<Shape, "tables">, at: Date): Condition {
  const { outboxMessages: o } = tables;
  const ended = not(hasState(o, "waiting", "leased"));
  return and(ended, or(lt(o.settledAt, at), and(isNull(o.settledAt), lt(o.dueAt, at))));
}

/** What stands before a shout-out's id in the key of its post. */
const POST_KEY = "shout-out:";

/**
 * A post, a note or a summary can be changed and taken back as long as a shout-out that it shows is
 * there: its key and handle stay.
 */
function ofNoShoutOut({ query, tables }: Shape, { district }: Dues): Condition {
  const { outboxMessages: o, shoutOuts: s, shoutOutReceivers: r, shoutOutQuotes: c } = tables;
  const named = (column: Column): SQL => sql`${s.id} = substr(${column}, ${POST_KEY.length + 1})`;
  const posted = and(eq(s.districtId, district), or(named(o.key), named(o.groupKey)));
  const told = and(eq(r.districtId, district), eq(r.personId, o.recipient), eq(r.toldBy, o.key));
  const quoted = and(eq(c.districtId, district), eq(c.key, o.key));
  return and(
    notExists(query.select({ id: s.id }).from(s).where(posted)),
    notExists(query.select({ id: r.personId }).from(r).where(told)),
    notExists(query.select({ key: c.key }).from(c).where(quoted)),
  );
}
