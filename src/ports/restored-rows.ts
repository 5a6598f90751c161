import type { Gap } from "#domain/doubt.ts";
import type { Steps } from "./steps.ts";

/** What is set right in a district's rows after its database was restored from a copy. */
export interface RestoredRows {
  /**
   * Marks each post that waits and may have been sent in the gap: it is looked for before it is sent,
   * while that can still be done, and nothing joins it or takes its place. Gives how many.
   */
  doubtOpen(gap: Gap): Steps<number>;
  /** What was refused because somebody was out of reach may have been sent since: it stays refused. */
  endSleep(): Steps<number>;
  /** Removes every link, session, known browser and code; gives how many people were signed in. */
  forgetAccess(): Steps<number>;
}
