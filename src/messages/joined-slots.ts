/** Placeholders of what a school that joined is asked and told. */
export const joinedSlots = {} as const satisfies Readonly<Record<string, readonly string[]>>;
