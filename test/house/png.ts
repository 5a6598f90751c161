import { inflateSync } from "node:zlib";

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and opacity of every point, row by row. */
  readonly points: readonly (readonly [number, number, number, number])[];
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const BYTES = 4;

/** A picture in eight-bit RGBA that is not interlaced; throws for any other. */
export function decodePng(file: Buffer): Picture {
  const chunks = readChunks(file);
  const header = chunks.find(({ type }) => type === "IHDR")?.content;
  if (header?.subarray(8).toString("hex") !== "0806000000") {
    throw new Error("Save the picture as eight-bit RGBA, not interlaced.");
  }
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  const packed = chunks.filter(({ type }) => type === "IDAT").map(({ content }) => content);
  const bytes = unfilter(inflateSync(Buffer.concat(packed)), width * BYTES);
  const points = Array.from({ length: width * height }, (_, at) => {
    const [red = 0, green = 0, blue = 0, opacity = 0] = bytes.subarray(at * BYTES);
    return [red, green, blue, opacity] as const;
  });
  return { width, height, points };
}

function readChunks(file: Buffer) {
  if (!file.subarray(0, SIGNATURE.length).equals(SIGNATURE)) throw new Error("That is no PNG.");
  const chunks: { readonly type: string; readonly content: Buffer }[] = [];
  for (let at = SIGNATURE.length; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const type = file.toString("latin1", at + 4, at + 8);
    chunks.push({ type, content: file.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

/** Each row begins with the number of its filter, and holds differences to its neighbours. */
function unfilter(raw: Buffer, rowBytes: number): Buffer {
  const rows = raw.length / (rowBytes + 1);
  // Nothing above the first row and left of each, so that every point has its neighbours.
  const wide = rowBytes + BYTES;
  const bytes = Buffer.alloc((rows + 1) * wide);
  const around = (at: number) =>
    [at - BYTES, at - wide, at - wide - BYTES].map((i) => bytes[i] ?? 0);
  for (let row = 0; row < rows; row++) {
    const filter = raw[row * (rowBytes + 1)] ?? 0;
    for (let column = 0; column < rowBytes; column++) {
      const at = (row + 1) * wide + BYTES + column;
      const [left = 0, up = 0, corner = 0] = around(at);
      const guess = [0, left, up, (left + up) >> 1, nearest(left, up, corner)][filter] ?? 0;
      bytes[at] = (raw[row * (rowBytes + 1) + 1 + column] ?? 0) + guess;
    }
  }
  const row = (_: unknown, at: number) => bytes.subarray((at + 1) * wide + BYTES, (at + 2) * wide);
  return Buffer.concat(Array.from({ length: rows }, row));
}

/** Paeth's choice. */
function nearest(left: number, up: number, corner: number): number {
  const sum = left + up - corner;
  const [toLeft, toUp, toCorner] = [left, up, corner].map((each) => Math.abs(sum - each));
  if (toLeft === undefined || toUp === undefined || toCorner === undefined) return 0;
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
