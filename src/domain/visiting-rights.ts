const own = { everybody: "own" } as const;
const leading = { area_lead: "own_cluster", pl_lead: "everywhere" } as const;
/** Whoever works at the school, its principal too. */
const atSchool = {
  teacher: "own_site",
  coach: "own_site",
  staff: "own_site",
  principal: "own_site",
} as const;

/** Visits to schools: leads plan them, whoever is on one records and finishes it, the school says what is not right. */
export const visitingRights = {
  /** Everybody may look; only visits that they are on are listed. */
  listExpeditions: { everybody: "everywhere" },
  planExpedition: leading,
  readPlanForm: leading,
  moveExpedition: leading,
  readMoveForm: leading,
  cancelExpedition: leading,
  readExpedition: { ...own, ...leading },
  readRecordForm: own,
  readReport: { ...own, ...leading },
  finishExpedition: { ...own, ...leading },
  skipRoom: atSchool,
  readCorrectForm: atSchool,
  correctExpedition: atSchool,
  readFoundToChange: leading,
  settleCorrection: leading,
} as const;
