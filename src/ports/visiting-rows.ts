import type {
  Correction,
  Expedition,
  ExpeditionPart,
  ExpeditionState,
  Observation,
} from "#domain/expedition.ts";
import type { FocusGroup } from "#domain/focus-group.ts";
import type { CorrectionId, ExpeditionId, FocusGroupId, PersonId, SiteId } from "#domain/ids.ts";
import type { Steps } from "./steps.ts";

export interface ExpeditionsWanted {
  readonly site?: SiteId | undefined;
  /** In one of these states; every state unless told. */
  readonly states?: readonly ExpeditionState[] | undefined;
  /** Visits of this local day or later. */
  readonly fromDay?: string | undefined;
}

/** What one visit noticed of one look-for, its parts added up. */
export interface VisitLook {
  readonly expedition: ExpeditionId;
  readonly site: SiteId;
  readonly day: string;
  readonly kind: Expedition["kind"];
  readonly lookFor: string;
  readonly saw: boolean;
  readonly heard: boolean;
  readonly rooms: number;
}

/** How many rooms a visit saw, its parts added up. */
export interface VisitRooms {
  readonly expedition: ExpeditionId;
  readonly site: SiteId;
  readonly day: string;
  readonly kind: Expedition["kind"];
  readonly rooms: number;
}

/** All visits of one school, added up. */
export type SiteLook = Pick<VisitLook, "site" | "lookFor" | "rooms">;
export type SiteRooms = Pick<VisitRooms, "site" | "rooms">;

/** Expeditions, what was seen and heard on them, and what focus groups said. No teacher, no room, no score. */
export interface VisitingRows {
  /** Keeps it, or changes everything but its id. */
  saveExpedition(expedition: Expedition): Steps<void>;
  /** Locks it until the transaction ends; SQLite needs nothing. */
  guardExpedition(id: ExpeditionId): Steps<void>;
  findExpedition(id: ExpeditionId): Steps<Expedition | undefined>;
  /** By day, the newest first. */
  listExpeditions(wanted: ExpeditionsWanted): Steps<readonly Expedition[]>;

  /** False if the store has this part with the same or a later revision. */
  savePart(part: ExpeditionPart): Steps<boolean>;
  listParts(id: ExpeditionId): Steps<readonly ExpeditionPart[]>;
  removePart(id: ExpeditionId, part: string): Steps<boolean>;
  /** Of visits that the district may see, whose day is `fromDay` or later. */
  listLooks(fromDay: string): Steps<readonly VisitLook[]>;
  listRooms(fromDay: string): Steps<readonly VisitRooms[]>;
  /** The same added up by school. */
  sumLooks(fromDay: string): Steps<readonly SiteLook[]>;
  sumRooms(fromDay: string): Steps<readonly SiteRooms[]>;
  /** Notes of a visit, without who wrote them. */
  listNotes(id: ExpeditionId): Steps<readonly Pick<Observation, "lookFor" | "note">[]>;

  /** Somebody wants their room left out; false if they said so before. Nothing of it outlives the visit. */
  addSkip(id: ExpeditionId, person: PersonId, at: Date): Steps<boolean>;
  removeSkip(id: ExpeditionId, person: PersonId): Steps<boolean>;
  listSkips(id: ExpeditionId): Steps<readonly PersonId[]>;
  forgetSkips(id: ExpeditionId): Steps<void>;

  saveCorrection(correction: Correction): Steps<void>;
  findCorrection(id: CorrectionId): Steps<Correction | undefined>;
  /** The oldest first. */
  listCorrections(id: ExpeditionId): Steps<readonly Correction[]>;

  /** With its themes, or replaces both. */
  saveFocusGroup(group: FocusGroup): Steps<void>;
  findFocusGroup(id: FocusGroupId): Steps<FocusGroup | undefined>;
  /** Of this local day or later, the newest first. */
  listFocusGroups(fromDay: string): Steps<readonly FocusGroup[]>;
}
