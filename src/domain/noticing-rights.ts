import { visitingRights } from "./visiting-rights.ts";

const own = { everybody: "own" } as const;
const leading = { area_lead: "own_cluster", pl_lead: "everywhere" } as const;
/** No school stands on it, and no small cell. */
const mapping = {
  principal: "everywhere",
  area_lead: "everywhere",
  pl_lead: "everywhere",
} as const;

/** What visits noticed, where something good happens, and what focus groups say. */
export const noticingRights = {
  ...visitingRights,
  /** Those who visit, and whoever planned it; a lead who is not there records nothing and reads no total. */
  recordPart: own,
  readRecorder: own,
  /** How far it has come in its sharing says the rest: a school's staff see it before anybody else. */
  showBaseline: {
    teacher: "own_site",
    coach: "own_site",
    staff: "own_site",
    principal: "own_site",
    ...leading,
  },
  /** Everybody may look; only what is theirs to record or to read is listed. */
  listVisits: { everybody: "everywhere" },
  readMap: mapping,
  showMap: mapping,
  startThemes: leading,
  keepThemes: leading,
  showThemes: leading,
  listThemes: leading,
} as const;
