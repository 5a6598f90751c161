import type { AccountId, ChannelId } from "#domain/ids.ts";
import type { Card, Form, Option } from "./card.ts";

/** The name of an adapter's folder. */
export type Platform = "local" | "slack" | "teams";

/** Where a message goes: one person's conversation with the bot, or one channel. */
export type Conversation =
  | { readonly kind: "account"; readonly id: AccountId }
  | { readonly kind: "channel"; readonly id: ChannelId };

export interface Address {
  readonly platform: Platform;
  /** The workspace or tenant on the platform's side; only its adapter looks inside. */
  readonly workspace: string;
  readonly conversation: Conversation;
}

/** A message that exists on a platform. `handle` is the platform's own id. */
export interface MessageRef {
  readonly address: Address;
  readonly handle: string;
}

/** What an outbox message asks the platform to do. */
export type Delivery =
  | { readonly do: "post"; readonly to: Address; readonly card: Card }
  | { readonly do: "update"; readonly of: MessageRef; readonly card: Card }
  | { readonly do: "retract"; readonly of: MessageRef }
  | { readonly do: "publish"; readonly to: Address; readonly page: Card };

/** One attempt's work: the key is the same in every attempt, so a platform can be asked about it. */
export interface Attempt {
  readonly key: string;
  /** From 1. Above 1 the message may already be there: look first, where the platform lets us. */
  readonly attempt: number;
  readonly delivery: Delivery;
  /** The product's time, for platforms that show one. */
  readonly at: Date;
}

/** How one attempt ended. Expected failures are values, not exceptions. */
export type Outcome =
  | { readonly kind: "delivered"; readonly ref: MessageRef }
  | { readonly kind: "retry"; readonly reason: string; readonly afterSeconds: number }
  | { readonly kind: "unknown"; readonly reason: string }
  | { readonly kind: "refused"; readonly reason: string };

interface EventOrigin {
  readonly platform: Platform;
  readonly workspace: string;
  readonly account: AccountId;
  /** Equal for a redelivered event, so that it acts once. */
  readonly key: string;
  readonly locale: string;
  readonly at: Date;
}

/** Something a person did in chat, verified and parsed by an adapter. */
export type ChatEvent = EventOrigin &
  (
    | { readonly kind: "command"; readonly command: string; readonly text: string }
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "press"; readonly action: string; readonly value: string }
    | {
        readonly kind: "submit";
        readonly form: string;
        readonly context: string;
        readonly values: FormValues;
      }
    | {
        readonly kind: "search";
        readonly form: string;
        readonly field: string;
        readonly query: string;
      }
    | { readonly kind: "shortcut"; readonly name: string; readonly text: string }
    | { readonly kind: "opened" }
    | { readonly kind: "joined"; readonly channel: ChannelId }
    | { readonly kind: "left"; readonly channel: ChannelId }
    | { readonly kind: "reaction"; readonly name: string; readonly handle: string }
    | { readonly kind: "installed" }
    | { readonly kind: "uninstalled" }
  );

/** What a person typed and picked: one string per text field, a list per picker. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>;

/** The immediate answer to the person who acted. Every other message goes through the outbox. */
export type Reply =
  | { readonly kind: "none" }
  /** Only the actor sees it. */
  | { readonly kind: "note"; readonly card: Card }
  /** Takes the place of the card whose button was pressed. */
  | { readonly kind: "replace"; readonly card: Card }
  | { readonly kind: "form"; readonly form: Form }
  /** By field name; the form stays open with the typed text. */
  | { readonly kind: "errors"; readonly errors: Readonly<Record<string, string>> }
  | { readonly kind: "choices"; readonly options: readonly Option[] };

/** What `doctor` found; `todo` is empty when all is well. */
export interface Finding {
  readonly ok: boolean;
  readonly what: string;
  readonly todo: string;
}

export type OnEvent = (event: ChatEvent) => Promise<Reply>;

/** What a chat platform does for us. Every member is required: no optional methods. */
export interface ChatAdapter {
  readonly platform: Platform;

  /** Starts what the platform needs. `onEvent` answers what people do. */
  start(onEvent: OnEvent): Promise<void>;

  /** Verifies and parses a webhook, asks `onEvent`, renders the reply. Never throws. */
  receive(request: Request): Promise<Response>;

  /** One attempt at one delivery. Never throws. */
  deliver(attempt: Attempt): Promise<Outcome>;

  /** For `doctor`: each finding says what to do. */
  check(): Promise<readonly Finding[]>;

  stop(): Promise<void>;
}
