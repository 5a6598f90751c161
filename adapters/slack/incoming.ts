import type { ChatEvent } from "#ports/chat.ts";
import type { SecretBox } from "#ports/secret-box.ts";
import type { OpenedFrom } from "./view.ts";

/** Where somebody acted, and so where the reply goes. */
export type Surface =
  | { readonly kind: "command"; readonly responseUrl: string }
  | {
      readonly kind: "message";
      readonly openedFrom: OpenedFrom;
      readonly ephemeral: boolean;
    }
  | { readonly kind: "home" }
  | {
      readonly kind: "modal";
      readonly viewId: string;
      readonly openedFrom: OpenedFrom;
      /** Ids of the blocks that take an input, in order. */
      readonly inputs: readonly string[];
    }
  | { readonly kind: "direct"; readonly channel: string }
  | { readonly kind: "nowhere" };

/** One thing that happened in Slack, ready to be answered. */
export interface Incoming {
  readonly event: ChatEvent;
  readonly surface: Surface;
  /** Opens one modal within 3 s; "" where there is none. */
  readonly triggerId: string;
}

/** `ignored` is acknowledged and left alone; a problem is answered with 400. */
export type Parsed =
  | { readonly incoming: Incoming }
  | { readonly ignored: true }
  | { readonly problem: true };

export interface Arrival {
  readonly at: Date;
  readonly box: SecretBox;
}

export const ignored: Parsed = { ignored: true };
export const problem: Parsed = { problem: true };
