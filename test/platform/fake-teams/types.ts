export type Json = Readonly<Record<string, unknown>>;

export interface FakeTeamsOptions {
  /** The connector's own clock, for limits and timestamps; real time unless told. */
  readonly clock?: { now(): Date } | undefined;
  /**
   * Answers 429 with Retry-After above 7 in 1 s, 8 in 2 s, 60 in 30 s or 1,800 in an hour for a
   * conversation (twice that for reading people), and above 50 in 1 s altogether; off unless told.
   */
  readonly limits?: boolean | undefined;
  /** A fixed GUID unless told. */
  readonly tenant?: string | undefined;
  /** At most so many people a page, whatever was asked for; 500 unless told. */
  readonly pageSize?: number | undefined;
}

export interface FakePerson {
  /** The Entra object id, a GUID. */
  readonly id: string;
  /** "29:..." */
  readonly mri: string;
  readonly name: string;
  /** The 1:1 conversation with the bot, "a:...". */
  readonly conversation: string;
}

export interface FakePersonOptions {
  readonly id?: string;
  readonly name?: string;
  readonly email?: string;
  readonly upn?: string;
  readonly role?: "user" | "guest" | "anonymous";
  readonly tenant?: string;
  /** True unless told; else the connector answers 403 when it is to create or to post. */
  readonly installed?: boolean;
}

/** What the app wrote, as it stands now. */
export interface FakeActivity {
  readonly id: string;
  /** Without `;messageid=` for a channel's root posts. */
  readonly conversation: string;
  /** The activity as it was sent last. */
  readonly body: Record<string, unknown>;
  readonly targeted: boolean;
  readonly edited: boolean;
}

export type Fault =
  /** `processed`: the message is kept, and then the status is answered. */
  | {
      readonly status: number;
      readonly retryAfter?: string;
      readonly code?: string;
      readonly processed?: boolean;
    }
  /** The socket is destroyed before or after the message was kept. */
  | { readonly reset: "before" | "after" }
  /** No answer until `stop`, before or after the message was kept. */
  | { readonly hang: "before" | "after" }
  /** Kept and answered, but late. */
  | { readonly delayMs: number };

export type FaultKind =
  | "post"
  | "create"
  | "update"
  | "delete"
  | "member"
  | "members"
  | "token"
  | "targeted"
  | "keys";

/** Every default makes the valid token. */
export interface TokenOptions {
  readonly iss?: string;
  readonly aud?: string;
  /** The claim `serviceurl`; null leaves it out. */
  readonly serviceUrl?: string | null;
  readonly expiresInSeconds?: number;
  readonly notBeforeInSeconds?: number;
  readonly kid?: string;
  /** "HS256" is signed with the public key as the secret. */
  readonly alg?: "RS256" | "none" | "HS256";
  /** Signed by a key that is not published. */
  readonly forged?: boolean;
  /** A published key that is endorsed for Slack only. */
  readonly endorsedForOthers?: boolean;
  /** More claims; undefined takes one away. */
  readonly extra?: Record<string, unknown>;
}

export interface SendOptions {
  readonly token?: TokenOptions | undefined;
  /** The whole Authorization header instead; null leaves it out. */
  readonly authorization?: string | null | undefined;
}

export interface ActivityOptions extends SendOptions {
  /** A person's id. */
  readonly by: string;
  /** The activity's id, equal for a redelivery; a fresh one unless told. */
  readonly id?: string;
  readonly tenant?: string;
  /** Fields of the activity, merged in deep; undefined takes one away. */
  readonly more?: Record<string, unknown>;
}

export interface MessageOptions extends ActivityOptions {
  readonly text: string;
  /** A channel's id; the person's 1:1 unless told. */
  readonly channel?: string;
  /** Ids of people; `<at>Name</at>` of each must stand in the text. */
  readonly mentions?: readonly string[];
  /** The bot is mentioned first; in channels unless told. */
  readonly mentionsBot?: boolean;
  readonly targeted?: boolean;
}

export interface PressOptions extends ActivityOptions {
  readonly message: FakeActivity;
  /** The place, from 0, among all actions of the card's ActionSets and `actions`. */
  readonly action: number;
  /** What the person typed or picked, by input id. */
  readonly inputs?: Record<string, unknown>;
  readonly channel?: string;
}

export interface InvokeOptions extends ActivityOptions {
  readonly name: string;
  readonly value: unknown;
  readonly channel?: string;
}

export interface EventOptions extends ActivityOptions {
  readonly type: "installationUpdate" | "conversationUpdate" | "messageReaction" | "typing";
  /** The id of a team or a channel; the person's 1:1 unless told. */
  readonly in?: string;
}

export interface FakeCall {
  /** A `FaultKind`, or "openid", "discovery", "roster", "team", "other". */
  readonly kind: string;
  readonly method: string;
  readonly path: string;
  /** 0 while, or where, nothing was answered. */
  readonly status: number;
  readonly authorization: string;
  /** JSON read, forms as an object, undefined for an empty body. */
  readonly body: unknown;
}
