import { createNameMarks } from "#host/name-marks.ts";
import { readKey } from "#host/secret-box.ts";

/** Marks of names under a key that is the same in every run. */
export const testMarks = createNameMarks(() => [readKey(Buffer.alloc(32, 7).toString("base64"))]);
