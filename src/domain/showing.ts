import type { PeerVisitId, PersonId, SiteId, StaffGroupId } from "./ids.ts";

/** Somebody who is happy to be visited and to show one practice. */
export interface OfferToShow {
  readonly person: PersonId;
  /** A practice's id. */
  readonly practice: string;
  readonly at: Date;
}

/**
 * "open": nobody to visit was found yet. "asked": the host has not answered. "agreed": they meet.
 * "declined" is said to nobody but the one who asked; "done": it is past and the thanks were asked for, or an
 * open one led to somebody who shows it.
 */
export type PeerVisitState = "open" | "asked" | "agreed" | "declined" | "done";

/** One colleague who wants to see a practice in another's room. */
export interface PeerVisit {
  readonly id: PeerVisitId;
  readonly practice: string;
  readonly asker: PersonId;
  /** Undefined while it is open. */
  readonly host?: PersonId | undefined;
  /** Where it takes place; undefined while it is open, and for a host without a school. */
  readonly site?: SiteId | undefined;
  readonly state: PeerVisitState;
  readonly askedAt: Date;
  readonly answeredAt?: Date | undefined;
}

/** Colleagues of one school who are thanked together by a name, such as "Grade 4". */
export interface StaffGroup {
  readonly id: StaffGroupId;
  readonly site: SiteId;
  readonly name: string;
  readonly people: readonly PersonId[];
}
