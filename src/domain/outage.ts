import type { Stretch } from "./halt.ts";
import { LATE_MS } from "./overdue.ts";

/** Why nothing ran: the bot was off, or somebody had stopped all sending. */
export type OutageReason = "off" | "stopped";

/** One occurrence whose time passed meanwhile. */
export interface Missed {
  readonly id: string;
  readonly campaign: string;
  readonly subject: string;
  readonly at: Date;
}

/** A stretch in which something should have run and did not. */
export interface Outage extends Stretch {
  readonly reason: OutageReason;
  readonly missed: readonly Missed[];
}

/** True if the bot was away between two beats for so long that somebody may have missed something. */
export function wasAway(beat: Date | undefined, now: Date): boolean {
  return beat !== undefined && now.getTime() - beat.getTime() > LATE_MS;
}

/** What two outages missed that nobody was told of yet, as one. */
export function joinOutages(before: Outage | undefined, next: Outage): Outage {
  if (!before) return next;
  const known = new Set(before.missed.map(nameOf));
  const missed = [...before.missed, ...next.missed.filter((one) => !known.has(nameOf(one)))];
  return { ...next, from: before.from, missed };
}

function nameOf({ id, at }: Missed): string {
  return `${id} ${at.toISOString()}`;
}

export function writeOutage({ from, until, reason, missed }: Outage): string {
  const rows = missed.map(({ id, campaign, subject, at }) => [id, campaign, subject, +at]);
  return JSON.stringify({ from: +from, until: +until, reason, missed: rows });
}

interface Written {
  readonly from: number;
  readonly until: number;
  readonly reason: OutageReason;
  readonly missed: readonly (readonly [string, string, string, number])[];
}

/** What `writeOutage` wrote; undefined for "". */
export function readOutage(text: string): Outage | undefined {
  if (text === "") return undefined;
  const written: Written = JSON.parse(text);
  const { from, until, reason, missed } = written;
  return {
    from: new Date(from),
    until: new Date(until),
    reason,
    missed: missed.map(([id, campaign, subject, at]) => ({
      id,
      campaign,
      subject,
      at: new Date(at),
    })),
  };
}
