import type { PeerVisitId, PersonId, SiteId, StaffGroupId } from "#domain/ids.ts";
import type { OfferToShow, PeerVisit, StaffGroup } from "#domain/showing.ts";
import type { Steps } from "./steps.ts";

/** Who is happy to show what, who visits whom, and groups that are thanked together. */
export interface ShowingRows {
  /** The same person and practice once; false if it was there. */
  addOffer(offer: OfferToShow): Steps<boolean>;
  /** False if there was none. */
  removeOffer(offer: Pick<OfferToShow, "person" | "practice">): Steps<boolean>;
  /** Of active people, the oldest first. */
  listOffers(practice: string): Steps<readonly OfferToShow[]>;
  listOffersOf(person: PersonId): Steps<readonly OfferToShow[]>;

  /** Keeps it, or changes everything but its id. */
  saveVisit(visit: PeerVisit): Steps<void>;
  /** Locks it until the transaction ends; SQLite needs nothing. */
  guardVisit(id: PeerVisitId): Steps<void>;
  findVisit(id: PeerVisitId): Steps<PeerVisit | undefined>;
  /** Asked by them or with them as host; the newest first. */
  listVisitsOf(person: PersonId): Steps<readonly PeerVisit[]>;
  /** Open ones, the oldest first. */
  listOpenVisits(practice: string): Steps<readonly PeerVisit[]>;

  /** Keeps a group with its people, or replaces both. */
  saveGroup(group: StaffGroup): Steps<void>;
  removeGroup(id: StaffGroupId): Steps<boolean>;
  /** By name; people who have left are left out. */
  listGroups(site: SiteId): Steps<readonly StaffGroup[]>;
}
