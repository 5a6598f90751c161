/** A string that remembers what it identifies, so a SiteId can never be passed as a WaveId. */
type Id<Name extends string> = string & { readonly __id: Name };

export type DistrictId = Id<"District">;
export type ClusterId = Id<"Cluster">;
export type SiteId = Id<"Site">;
export type PersonId = Id<"Person">;
export type WaveId = Id<"Wave">;
export type AnswerId = Id<"Answer">;
export type CallTaskId = Id<"CallTask">;
export type ShoutOutId = Id<"ShoutOut">;
export type DecisionId = Id<"Decision">;
export type SchoolWordId = Id<"SchoolWord">;
export type ChannelId = Id<"Channel">;
export type PeerVisitId = Id<"PeerVisit">;
export type StaffGroupId = Id<"StaffGroup">;
export type PauseId = Id<"Pause">;
export type TryId = Id<"Try">;
export type ExpeditionId = Id<"Expedition">;
export type CorrectionId = Id<"Correction">;
export type FocusGroupId = Id<"FocusGroup">;
export type TrainingDecisionId = Id<"TrainingDecision">;
export type MadeChangeId = Id<"MadeChange">;

/** Where somebody is responsible: the district, a cluster or a site. */
export type PlaceId = DistrictId | ClusterId | SiteId;

/** A person's id on one chat platform. */
export type AccountId = Id<"Account">;

/** The idempotent name of an outbox message: the same key is queued once. */
export type OutboxKey = Id<"OutboxKey">;

/** The one place where a plain string becomes an id. */
export function toId<T extends Id<string>>(value: string): T {
  // biome-ignore lint/nursery/noUnsafeTypeAssertion: branding a string is a cast by definition.
  return value as T;
}
