import { ideaRights } from "./idea-rights.ts";

const everybody = { everybody: "everywhere" } as const;
const own = { everybody: "own" } as const;

/**
 * Who shows what, who asks whom, and groups: everybody's on the staff, for themselves and their own school.
 * A visit is its two people's and nobody else's, whatever they lead.
 */
export const showingRights = {
  ...ideaRights,
  offerToShow: everybody,
  stopShowing: everybody,
  listShowing: everybody,
  findPractice: everybody,
  readVisitAsk: everybody,
  askVisit: everybody,
  waitForHost: everybody,
  stopWaiting: everybody,
  /** The host's alone. */
  answerVisit: own,
  /** The asker's alone. */
  readVisitThanks: own,
  listGroups: everybody,
  showGroup: everybody,
  saveGroup: everybody,
  removeGroup: everybody,
} as const;
