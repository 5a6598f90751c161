import { answerSlots } from "./answer-slots.ts";
import { connectionSlots } from "./connection-slots.ts";

/** Placeholders of answers, questions, connections and coming back. */
export const listeningSlots = { ...answerSlots, ...connectionSlots } as const satisfies Readonly<
  Record<string, readonly string[]>
>;
