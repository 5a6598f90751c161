import type { Steps } from "./steps.ts";

/** Salted hashes of students' names, where a district gave a list; never a name in clear. */
export interface StudentRows {
  /** True once there is a list. */
  isKnown(): Steps<boolean>;
  /** Which of the hashes are on the list. */
  listKnown(hashes: readonly string[]): Steps<readonly string[]>;
  /** The whole list from now on; an empty one removes it. */
  replaceAll(hashes: readonly string[]): Steps<void>;
}
