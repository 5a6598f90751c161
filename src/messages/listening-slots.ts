/** Placeholders of answers, questions, connections and coming back. */
export const listeningSlots = {} as const satisfies Readonly<Record<string, readonly string[]>>;
