import { addDays, localDay, toInstant } from "./local-time.ts";

const NAME = /^groundswell-(\d{4}-\d{2}-\d{2})T(\d{2})(\d{2})(\d{2})Z\.db$/;
const COLONS = /:/g;
const MILLISECONDS = /\.\d+Z$/;

/** "2026-11-23T020000Z": an instant as part of a file's name, to the second. */
export function nameInstant(at: Date): string {
  return at.toISOString().replace(COLONS, "").replace(MILLISECONDS, "Z");
}

/** The file name of a copy that is made at `at`. */
export function backupName(at: Date): string {
  return `groundswell-${nameInstant(at)}.db`;
}

/** When the copy of this name was made; undefined for every name that is not ours. */
export function readBackupName(name: string): Date | undefined {
  const [, day, hours, minutes, seconds] = NAME.exec(name) ?? [];
  if (day === undefined) return undefined;
  const at = new Date(`${day}T${hours}:${minutes}:${seconds}Z`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** The hour of the district's day at which a copy is made. */
export interface BackupTime {
  /** 0 to 23. */
  readonly hour: number;
  readonly zone: string;
}

/** True if no copy was made since the last time one was due: also after an outage, once. */
export function isBackupDue(
  newest: Date | undefined,
  now: Date,
  { hour, zone }: BackupTime,
): boolean {
  const today = localDay(now, zone);
  const time = `${String(hour).padStart(2, "0")}:00`;
  const todays = toInstant(`${today}T${time}`, zone);
  const last = todays <= now ? todays : toInstant(`${addDays(today, -1)}T${time}`, zone);
  return newest === undefined || newest < last;
}
