import type { AccountId, ChannelId } from "#domain/ids.ts";
import type { Card, Form, Option, Page } from "./card.ts";

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
  | { readonly do: "publish"; readonly to: Address; readonly page: Page };

/** One attempt's work: the key is the same in every attempt, so a platform can be asked about it. */
export interface Attempt {
  readonly key: string;
  /** From 1. */
  readonly attempt: number;
  /**
   * True when nobody knows how an earlier attempt ended: the message may be there already. Look
   * first, where the platform lets us; else the outcome is unknown.
   */
  readonly unsure: boolean;
  readonly delivery: Delivery;
  /** The product's time, for platforms that show one. */
  readonly at: Date;
}

/** How one attempt ended. Expected failures are values, not exceptions. */
export type Outcome =
  | { readonly kind: "delivered"; readonly ref: MessageRef }
  /** `unsure` says that it may have happened: the next attempt looks first. */
  | {
      readonly kind: "retry";
      readonly reason: string;
      readonly afterSeconds: number;
      readonly unsure?: boolean | undefined;
      /** Nothing was sent, because the platform takes no more just now: it counts as no attempt. */
      readonly held?: boolean | undefined;
    }
  | { readonly kind: "unknown"; readonly reason: string }
  /** `wakes` says that the person was out of reach: it may be sent once they are heard of again. */
  | { readonly kind: "refused"; readonly reason: string; readonly wakes?: boolean | undefined };

/** Somebody on a platform, as the platform knows them. Only "staff" can be on the roster. */
export interface Profile {
  readonly account: AccountId;
  /** Undefined when the platform does not tell. */
  readonly email?: string | undefined;
  /** The address they sign in with, where it may be another one. */
  readonly signInName?: string | undefined;
  readonly kind: "staff" | "guest" | "bot" | "stranger" | "gone";
  /** What their program speaks, where the platform tells. */
  readonly locale?: string | undefined;
}

/** Whom a profile is asked for. */
export type ProfileQuery = { readonly account: AccountId } | { readonly email: string };

interface EventOrigin {
  readonly platform: Platform;
  readonly workspace: string;
  readonly account: AccountId;
  /** Equal for a redelivered event, so that it acts once. */
  readonly key: string;
  /** What the person's program speaks, "es-MX"; undefined where the platform does not say. */
  readonly locale?: string | undefined;
  readonly at: Date;
  /**
   * How the adapter reaches this person, or the channel of the event, from now on. Only the adapter
   * reads it; it is kept for people on the roster and for linked channels, and for nobody else.
   */
  readonly reach?: string | undefined;
}

/** Something a person did in chat, verified and parsed by an adapter. */
export type ChatEvent = EventOrigin &
  /** Mentions in `text` are written by `mention` of #domain/mentions.ts. */
  (
    | {
        readonly kind: "command";
        readonly command: string;
        readonly text: string;
        /** Where it was typed; undefined outside a channel. */
        readonly channel?: ChannelId | undefined;
        readonly channelName?: string | undefined;
      }
    /** Plain words to the bot, in its own conversation or after its name in a channel. */
    | {
        readonly kind: "text";
        readonly text: string;
        readonly channel?: ChannelId | undefined;
        readonly channelName?: string | undefined;
      }
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
    /** `about` wrote the message the shortcut was used on; undefined for a global shortcut. */
    | {
        readonly kind: "shortcut";
        readonly name: string;
        readonly about?: AccountId | undefined;
      }
    /** Somebody looks at the bot's own page. */
    | { readonly kind: "opened" }
    /** Somebody came to the workspace, left it, or changed their name, e-mail or state. */
    | { readonly kind: "profile"; readonly profile: Profile }
    /** The person has the app from now on, where a platform installs it for each one. */
    | { readonly kind: "added" }
    /** The person has removed it. */
    | { readonly kind: "removed" }
    /** The bot came to a channel, or the channel has another name. */
    | {
        readonly kind: "joined";
        readonly channel: ChannelId;
        readonly channelName?: string | undefined;
      }
    | { readonly kind: "left"; readonly channel: ChannelId }
    | { readonly kind: "reaction"; readonly name: string; readonly handle: string }
    /** `only` says that the app can be in this one workspace alone. Nobody's account is named. */
    | { readonly kind: "installed"; readonly only: boolean }
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
  | { readonly kind: "choices"; readonly options: readonly Option[] }
  /** The bot's own page for the person who opened it. */
  | { readonly kind: "page"; readonly page: Page }
  /** This event has acted already; nothing was done again. */
  | { readonly kind: "repeated"; readonly card: Card }
  /** Nothing could be kept: the platform may send the event again, and the person may try again. */
  | { readonly kind: "failed"; readonly card: Card };

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

  /** Who somebody is; "nobody" if the platform knows none, "unavailable" if it cannot say now. */
  findProfile(workspace: string, who: ProfileQuery): Promise<Profile | "nobody" | "unavailable">;

  /** For `doctor`: each finding says what to do. */
  check(): Promise<readonly Finding[]>;

  stop(): Promise<void>;
}
