import { randomBytes } from "node:crypto";

const POOL_BYTES = 4096;

let pool = Buffer.alloc(0);
let used = 0;

/** Random bytes fit for secrets, at most 4096; taken from the system many at a time, and given once. */
export function freshBytes(count: number): Buffer {
  if (used + count > pool.length) {
    pool = randomBytes(POOL_BYTES);
    used = 0;
  }
  used += count;
  const bytes = Buffer.from(pool.subarray(used - count, used));
  pool.fill(0, used - count, used);
  return bytes;
}
