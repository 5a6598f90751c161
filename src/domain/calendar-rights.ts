const runsIt = { pl_lead: "everywhere", it_admin: "everywhere" } as const;

/** The school calendar: who looks after it says what its words mean. */
export const calendarRights = {
  readCalendar: runsIt,
  confirmCalendar: runsIt,
  chooseMeanings: runsIt,
} as const;
