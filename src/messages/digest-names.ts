import type { ClusterId, MadeChangeId, PersonId, SiteId, WaveId } from "#domain/ids.ts";
import type { MadeChange } from "#domain/training.ts";

/** What the ids of a digest are called today; what is not there any more has no name. */
export interface DigestNames {
  readonly sites: ReadonlyMap<SiteId, string>;
  readonly people: ReadonlyMap<PersonId, string>;
  readonly waves: ReadonlyMap<WaveId, string>;
  readonly clusters: ReadonlyMap<ClusterId, string>;
  /** What leads said was changed, in their words, while they say it. */
  readonly changes: ReadonlyMap<MadeChangeId, Pick<MadeChange, "heard" | "changed">>;
  /** The local day of the figures. */
  readonly today: string;
}
