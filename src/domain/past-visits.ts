import type { ExpeditionKind, Observation } from "./expedition.ts";
import type { SiteId } from "./ids.ts";

/** One visit of a district's own list, from before the bot was here. */
export interface PastVisit {
  readonly site: SiteId;
  /** The local day. */
  readonly day: string;
  readonly kind: ExpeditionKind;
  readonly rooms: number;
  /** What was noticed; what was not is no row. */
  readonly observations: readonly Observation[];
  /** How many rows of the list it was. */
  readonly rowCount: number;
}
