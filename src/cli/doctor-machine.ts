import { existsSync, statfsSync, statSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import type { Surroundings } from "#compose";
import type { Finding } from "#ports/chat.ts";
import { fine, fix, note } from "./findings.ts";

const GIGABYTE = 1024 ** 3;
/** Below this a database may stop in the middle of a day. */
const LEAST_BYTES = 100 * 1024 ** 2;
const FEW_BYTES = GIGABYTE;
const FEW_OF_TEN = 1;
const OTHERS = 0o077;
const JUMP_MS = 500;
/** Machines that share a database differ a little. */
const LEAST_BEHIND_MS = 60_000;
const TIME_ADVICE = "Let the machine keep its time by NTP: timedatectl set-ntp true.";

/** Disk and key file, as they are before anything is opened. */
export async function checkMachine(around: Surroundings): Promise<readonly Finding[]> {
  const { databaseFile, keyFile } = around;
  const isNew = databaseFile !== undefined && !existsSync(databaseFile);
  return await Promise.resolve([
    checkDisk(around.dataFolder),
    ...(isNew ? [note("There is no database yet.", "The first import or start makes it.")] : []),
    ...(keyFile === undefined ? [] : checkKeyFile(keyFile)),
  ]);
}

function checkDisk(folder: string): Finding {
  const { bavail, blocks, bsize } = statfsSync(findFolder(path.resolve(folder)));
  const free = bavail * bsize;
  const what = `${toSize(free)} of ${toSize(blocks * bsize)} are free for the data folder.`;
  const todo = "Make room: remove old backups and copies, or move the data folder.";
  if (free < LEAST_BYTES) return fix(what, todo);
  const isLittle = free < FEW_BYTES || bavail * 10 < blocks * FEW_OF_TEN;
  return isLittle ? note(what, todo) : fine(what);
}

/** The folder, or the nearest above it that is there already. */
function findFolder(folder: string): string {
  return existsSync(folder) ? folder : findFolder(path.dirname(folder));
}

/** "12.3 MB" or "4.5 GB". */
export function toSize(bytes: number): string {
  const megabytes = bytes / 1024 ** 2;
  return megabytes < 1024 ? `${megabytes.toFixed(1)} MB` : `${(bytes / GIGABYTE).toFixed(1)} GB`;
}

/** Windows knows no such mode. */
function checkKeyFile(file: string): readonly Finding[] {
  if (process.platform === "win32" || !existsSync(file)) return [];
  const isOpen = (statSync(file).mode & OTHERS) !== 0;
  return [
    isOpen
      ? fix(`Other accounts may read the key file ${file}.`, `Run chmod 600 ${file}.`)
      : fine("The key file is readable for its owner alone."),
  ];
}

interface Watch {
  /** Milliseconds of the machine's clock, which somebody may set. */
  readonly wall: () => number;
  /** Milliseconds of its stopwatch, which nobody can set. */
  readonly stopwatch: () => number;
}

const ownWatch: Watch = { wall: () => Date.now(), stopwatch: () => performance.now() };

/** Begins to watch the clock beside the stopwatch: one that is being corrected jumps. */
export function watchClock({ wall, stopwatch }: Watch = ownWatch) {
  const ahead = wall() - stopwatch();
  return {
    findings: (): readonly Finding[] => {
      const jump = Math.round(wall() - stopwatch() - ahead);
      if (Math.abs(jump) < JUMP_MS) return [];
      return [fix(`This machine's clock jumped by ${jump} ms while doctor looked.`, TIME_ADVICE)];
    },
  };
}

/** What the database has seen lies behind us: a clock that says otherwise is wrong. */
export function checkClock(now: Date, newest: Date | undefined): Finding {
  const behindMs = (newest?.getTime() ?? 0) - now.getTime();
  if (behindMs < LEAST_BEHIND_MS)
    return fine("The clock is not behind what the database has seen.");
  const what = `This machine's clock is ${toLength(behindMs)} behind what the database has seen.`;
  return fix(what, `Set the clock before anything is sent. ${TIME_ADVICE}`);
}

function toLength(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}
