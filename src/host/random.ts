import type { Clock } from "#ports/clock.ts";
import type { Random } from "#ports/random.ts";
import { freshBytes } from "./fresh-bytes.ts";

const SECRET_BYTES = 32;

/** Ids of 26 letters and digits: the time, a counter within the millisecond, and 52 random bits. */
export function createRandom(clock: Clock): Random {
  let lastMs = 0;
  let counter = 0;
  return {
    secret: () => freshBytes(SECRET_BYTES).toString("base64url"),
    id: () => {
      const now = clock.now().getTime();
      counter = now > lastMs ? 0 : counter + 1;
      // A clock that was set back must not make later ids sort before earlier ones.
      lastMs = Math.max(now, lastMs);
      const time = lastMs.toString(36).padStart(9, "0");
      return `${time}${counter.toString(36).padStart(4, "0")}${freshBytes(8).toString("hex").slice(0, 13)}`;
    },
  };
}
