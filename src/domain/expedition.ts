import type { CorrectionId, ExpeditionId, PersonId, SiteId } from "./ids.ts";

/** "baseline" is a school's first visit; every later one stands beside it. */
export type ExpeditionKind = "baseline" | "follow_up";

/**
 * "planned" -> "staff": finished, and the school's staff see what was noticed -> "principal": the time to correct is
 * over -> "shared": the district sees it. Or "cancelled" before it took place.
 */
export const expeditionStates = ["planned", "staff", "principal", "shared", "cancelled"] as const;
export type ExpeditionState = (typeof expeditionStates)[number];

/** A low-stakes visit to one school. It holds no teacher, no room and no score. */
export interface Expedition {
  readonly id: ExpeditionId;
  readonly site: SiteId;
  /** The local day of the visit. */
  readonly day: string;
  readonly kind: ExpeditionKind;
  readonly state: ExpeditionState;
  /** Who planned it and answers for it. */
  readonly plannedBy: PersonId;
  readonly plannedAt: Date;
  /** Who visits; the planner need not be among them. */
  readonly visitors: readonly PersonId[];
  readonly finishedAt?: Date | undefined;
  /** The local day on which the next step of its sharing comes. */
  readonly nextOn?: string | undefined;
  readonly sharedAt?: Date | undefined;
}

export const signals = ["saw", "heard", "both"] as const;
export type Signal = (typeof signals)[number];

/** One look-for that was noticed. What was not noticed has no row and is no failure. */
export interface Observation {
  /** A look-for's id. */
  readonly lookFor: string;
  readonly signal: Signal;
  /** In how many of the rooms of its part. */
  readonly rooms: number;
  /** One line on what students did or said, guarded; "" for none. */
  readonly note: string;
}

/** What one visitor recorded on one device; the parts of a visit are added up. */
export interface ExpeditionPart {
  readonly expedition: ExpeditionId;
  /** Made by the device, so that the same draft sent twice is one. */
  readonly part: string;
  readonly by: PersonId;
  readonly rooms: number;
  readonly at: Date;
  /** Raised by the device with each change: an older draft never replaces a newer one. */
  readonly revision: number;
  readonly observations: readonly Observation[];
}

/** Something in a baseline that staff of the school say is not right. */
export interface Correction {
  readonly id: CorrectionId;
  readonly expedition: ExpeditionId;
  readonly person: PersonId;
  readonly text: string;
  readonly at: Date;
  readonly settledAt?: Date | undefined;
  readonly settledBy?: PersonId | undefined;
  readonly outcome?: "changed" | "kept" | undefined;
}

/** Somebody decides about a correction note by note, or only keeps everything or takes everything out. */
export type Deciding = "notes" | "whole";

/** What was noticed of one look-for over all parts of some visits. */
export interface Noticed {
  readonly lookFor: string;
  readonly signal: Signal;
  readonly rooms: number;
}
