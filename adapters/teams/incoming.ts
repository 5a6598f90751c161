import type { AccountId } from "#domain/ids.ts";
import type { Form } from "#ports/card.ts";
import type { ChatEvent } from "#ports/chat.ts";
import type { SecretBox } from "#ports/secret-box.ts";
import type { Place } from "./connector.ts";

/** A form that was sent, with what its inputs held. */
export interface SentForm {
  readonly form: Form;
  readonly inputs: unknown;
  /** Acts once: the same form keeps it when it is shown again. */
  readonly token: string;
  /** True for a form that is a message of its own. */
  readonly alone: boolean;
}

/** Where somebody acted, and so where the reply goes. */
export type Surface =
  /** Plain words in the bot's own conversation. */
  | { readonly kind: "chat" }
  /** Plain words where others read along: the reply is for the actor alone. */
  | { readonly kind: "aside" }
  /** A button of a message, or a form in one. */
  | {
      readonly kind: "card";
      readonly messageId: string;
      /** True where only the actor sees that message. */
      readonly isAside: boolean;
      readonly sent?: SentForm | undefined;
    }
  /** A dialog that opens, was sent, or whose button was pressed. */
  | { readonly kind: "dialog"; readonly sent?: SentForm | undefined }
  | { readonly kind: "search" }
  /** Nobody waits for words. */
  | { readonly kind: "nowhere" };

/** The conversation in which it happened. */
export interface Scene extends Place {
  readonly isPersonal: boolean;
  /** The actor as Teams knows them there; "" for nobody. */
  readonly actor: string;
}

/** Who came, and is to be looked up. */
export type Learn = { readonly everybody: true } | { readonly ids: readonly string[] };

/** One thing that happened in Teams, ready to be answered. */
export interface Incoming {
  readonly event: ChatEvent;
  readonly surface: Surface;
  readonly scene: Scene;
  readonly learn?: Learn | undefined;
}

/** `ignored` is acknowledged and left alone; a problem is answered with 400. */
export type Parsed =
  | { readonly incoming: Incoming }
  | { readonly ignored: true }
  | { readonly problem: true };

export const ignored: Parsed = { ignored: true };
export const problem: Parsed = { problem: true };

/** What is the same of every event. */
export type Origin = Pick<
  ChatEvent,
  "workspace" | "account" | "key" | "locale" | "at" | "reach"
> & { readonly platform: "teams" };

/** Where an activity comes from, before it is known what it says. */
export interface Context {
  readonly scene: Scene;
  readonly origin: Origin;
}

export interface Arrival {
  readonly workspace: string;
  readonly at: Date;
  readonly box: SecretBox;
  /** Accounts by Teams' own id of the person, as far as they are known. */
  readonly accounts: ReadonlyMap<string, AccountId>;
}
