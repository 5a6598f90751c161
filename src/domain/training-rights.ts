const leads = { pl_lead: "everywhere" } as const;
const everybody = { everybody: "everywhere" } as const;

/** Trainings and "You said, we changed": PL leads decide, everybody may read what was said. */
export const trainingRights = {
  listTrainings: leads,
  acceptTraining: leads,
  dismissTraining: leads,
  readChangeToSay: leads,
  sayChange: leads,
  withdrawChange: leads,
  listSaidChanges: everybody,
} as const;
