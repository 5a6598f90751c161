const everybody = { everybody: "everywhere" } as const;
const own = { everybody: "own" } as const;
/** The own school; the own cluster; all. */
const schools = {
  principal: "own_site",
  area_lead: "own_cluster",
  pl_lead: "everywhere",
} as const;

/** Ideas and tries: everybody's on the staff, for themselves; a try is its person's alone, whoever leads. */
export const ideaRights = {
  tuneIdea: everybody,
  startTry: everybody,
  listTries: own,
  endTry: own,
  showNudgeDay: everybody,
  chooseNudgeDay: everybody,
  /** What comes to a school's channel is for those who lead it. */
  chooseSchoolWeek: schools,
  chooseFocus: schools,
} as const;
