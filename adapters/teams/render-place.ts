import type { Sealing } from "./sealed-meaning.ts";

/**
 * Where a card is shown: in a chat message, in a dialog of Teams (whose actions are Action.Submit),
 * or in our personal tab, which the adaptivecards library draws.
 */
export type Surface = "message" | "dialog" | "tab";

export interface Place {
  readonly sealing: Sealing;
  readonly surface: Surface;
  /** The card's own one-time token, inside each action's sealed data. */
  readonly token: string;
  /** True for a form that is a message of its own, and stands in no card's place. */
  readonly alone?: boolean | undefined;
  /** True for a message that only one person in a channel sees. */
  readonly aside?: boolean | undefined;
}
