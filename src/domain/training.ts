import type { MadeChangeId, PersonId, TrainingDecisionId } from "./ids.ts";

/** One count behind a suggestion: schools that named any of some pitfalls, or rooms in which a look-for was noticed. */
export type Evidence =
  | { readonly kind: "named"; readonly pitfalls: readonly string[]; readonly sites: number }
  | {
      readonly kind: "noticed";
      readonly lookFor: string;
      readonly rooms: number;
      readonly of: number;
      readonly sites: number;
    }
  | { readonly kind: "themes"; readonly pitfall: string; readonly groups: number };

/** What a lead decided about a training that was suggested. */
export interface TrainingDecision {
  readonly id: TrainingDecisionId;
  /** A session's id in the library. */
  readonly session: string;
  readonly decision: "accepted" | "dismissed";
  /** Why it was dismissed, in the lead's words; "" for none. */
  readonly reason: string;
  readonly evidence: readonly Evidence[];
  readonly by: PersonId;
  readonly at: Date;
}

/** "You said, we changed": a draft until a lead says it. */
export interface MadeChange {
  readonly id: MadeChangeId;
  readonly session?: string | undefined;
  readonly heard: string;
  readonly changed: string;
  readonly by: PersonId;
  readonly at: Date;
  readonly saidAt?: Date | undefined;
  readonly withdrawnAt?: Date | undefined;
}
