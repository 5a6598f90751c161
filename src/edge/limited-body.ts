import type { IncomingMessage } from "node:http";
import { pipeline } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { ProductError } from "#domain/errors.ts";

export interface Limits {
  /** Whose answer it is, as errors say it. */
  readonly of: string;
  /** Of the body, unpacked. */
  readonly mostBytes: number;
}

export interface LimitedBody {
  /** Rejects with OUTBOUND_TOO_LARGE as soon as there is more than may be. */
  readonly pieces: AsyncIterable<Uint8Array>;
  /** True where the answer was packed. */
  readonly unpacked: boolean;
}

const unpackers: ReadonlyMap<string, () => NodeJS.ReadWriteStream> = new Map([
  ["gzip", () => createGunzip()],
  ["x-gzip", () => createGunzip()],
  ["deflate", () => createInflate()],
  ["br", () => createBrotliDecompress()],
]);

/** The body as it comes in, counted before and after it is unpacked; what is announced is not believed. */
export function readLimited(
  message: IncomingMessage,
  limits: Limits,
  isBare: boolean,
): LimitedBody {
  const announced = isBare ? 0 : Number(message.headers["content-length"] ?? 0);
  if (announced > limits.mostBytes) message.destroy();
  const packed = count(message, limits, announced);
  const unpacker = unpackers.get(message.headers["content-encoding"]?.toLowerCase() ?? "");
  if (isBare || !unpacker) return { pieces: packed, unpacked: false };
  // A failure of one end is one of the other, where it is met.
  const unpacked = pipeline(packed, unpacker(), () => undefined);
  return { pieces: count(unpacked, limits), unpacked: true };
}

async function* count(
  pieces: AsyncIterable<string | Uint8Array>,
  limits: Limits,
  announced = 0,
): AsyncGenerator<Uint8Array> {
  if (announced > limits.mostBytes) throw tooLarge(limits);
  let size = 0;
  for await (const piece of pieces) {
    const bytes = typeof piece === "string" ? Buffer.from(piece) : piece;
    size += bytes.byteLength;
    if (size > limits.mostBytes) throw tooLarge(limits);
    yield bytes;
  }
}

function tooLarge({ of, mostBytes }: Limits): ProductError {
  return new ProductError(
    "OUTBOUND_TOO_LARGE",
    `${of} answered with more than ${mostBytes} bytes.`,
  );
}
