const leads = { pl_lead: "everywhere" } as const;

/** The district's own words and ideas: its PL leads', by policy. */
export const wordingRights = {
  listWords: leads,
  readPhrase: leads,
  keepPhrase: leads,
  listIdeas: leads,
  readIdea: leads,
  keepIdea: leads,
  retireIdea: leads,
  previewIdea: leads,
} as const;
