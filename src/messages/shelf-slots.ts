/** Placeholders of stories, thanks, and the district in its own words. */
export const shelfSlots = {} as const satisfies Readonly<Record<string, readonly string[]>>;
