import type { MadeChangeId, PersonId, TrainingDecisionId } from "#domain/ids.ts";
import type { MadeChange, TrainingDecision } from "#domain/training.ts";
import type { Steps } from "./steps.ts";

/** The figures of one digest as they were at one instant, so that its page and its charts say the same later. */
export interface KeptDigest {
  /** The key of the message that told it, or of the person's asking. */
  readonly id: string;
  readonly kind: "district" | "principal";
  /** "district", "cluster:<id>" or "site:<id>": what its figures are about. */
  readonly scope: string;
  /** "2025-W34". */
  readonly week: string;
  /** Every figure is of this instant. */
  readonly at: Date;
  /** Figures, codes and ids only: never a person's words or name. As `domain/digest-facts.ts` reads them. */
  readonly facts: string;
  /** Who may open it. */
  readonly reader: PersonId;
}

/** Digests as they were told, and what leads decided because of them. */
export interface DecidingRows {
  /** The first with this id stays. */
  keepDigest(digest: KeptDigest): Steps<void>;
  findDigest(id: string): Steps<KeptDigest | undefined>;
  /** Those of one kind, of this instant or later; the newest first. */
  listDigestIds(kind: KeptDigest["kind"], since: Date): Steps<readonly string[]>;
  /** Of one scope, the newest first; one reader's alone where one is named. */
  listDigests(scope: string, limit: number, reader?: PersonId): Steps<readonly KeptDigest[]>;

  saveTraining(decision: TrainingDecision): Steps<void>;
  findTraining(id: TrainingDecisionId): Steps<TrainingDecision | undefined>;
  /** The newest first. */
  listTrainings(): Steps<readonly TrainingDecision[]>;

  saveChange(change: MadeChange): Steps<void>;
  findChange(id: MadeChangeId): Steps<MadeChange | undefined>;
  /** Drafts too; the newest first. */
  listChanges(): Steps<readonly MadeChange[]>;
}
