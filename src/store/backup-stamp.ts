import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, stat, truncate } from "node:fs/promises";

/**
 * The last line of a copy: when it was made, and a hash of all that stands before it. SQLite does not
 * look behind its last page, so the file is still a database for every program.
 */
const STAMP = /^(\ngroundswell-backup (\S+) sha256:)([0-9a-f]{64})\n$/;
const HASH_LENGTH = 64;
const STAMP_BYTES = toTitle(new Date(0)).length + HASH_LENGTH + 1;

function toTitle(madeAt: Date): string {
  return `\ngroundswell-backup ${madeAt.toISOString()} sha256:`;
}

/** Ends the file with its stamp, on the disk for good; gives the size and SHA-256 of the whole file. */
export async function stampFile(
  file: string,
  madeAt: Date,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const { size } = await stat(file);
  const hash = await hashStart(file, size);
  const title = toTitle(madeAt);
  const rest = `${hash.update(title).copy().digest("hex")}\n`;
  const handle = await open(file, "a");
  try {
    await handle.writeFile(title + rest);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { bytes: size + STAMP_BYTES, sha256: hash.update(rest).digest("hex") };
}

/** What a file's last line says of it. */
export interface Stamped {
  /** Undefined where there is no such line. */
  readonly madeAt: Date | undefined;
  /** False if a byte is not as it was. */
  readonly isWhole: boolean;
  readonly bytes: number;
  /** Of the whole file. */
  readonly sha256: string;
}

/** Reads a whole file, and takes the stamp off it: what is left is the database alone. */
export async function unstampFile(file: string): Promise<Stamped> {
  const { size: bytes } = await stat(file);
  const end = Math.max(0, bytes - STAMP_BYTES);
  const hash = await hashStart(file, end);
  const line = await readFrom(file, end);
  const [, title = "", madeAt, wanted] = STAMP.exec(line.toString("latin1")) ?? [];
  const before = hash.copy().update(title).digest("hex");
  const sha256 = hash.update(line).digest("hex");
  if (madeAt === undefined) return { madeAt, isWhole: true, bytes, sha256 };
  await truncate(file, end);
  return { madeAt: new Date(madeAt), isWhole: wanted === before, bytes, sha256 };
}

async function hashStart(file: string, bytes: number): Promise<Hash> {
  const hash = createHash("sha256");
  if (bytes === 0) return hash;
  for await (const chunk of createReadStream(file, { end: bytes - 1 })) hash.update(chunk);
  return hash;
}

async function readFrom(file: string, start: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(file, { start })) chunks.push(chunk);
  return Buffer.concat(chunks);
}
