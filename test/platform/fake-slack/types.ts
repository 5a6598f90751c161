import type { Clock } from "#ports/clock.ts";

/** What Slack sends and gets is JSON that nobody promised a shape for. */
export type Json = Record<string, unknown>;

export interface FakeSlackOptions {
  /** Every timing uses it; without one, real time. */
  readonly clock?: Clock | undefined;
  /** Slack's rate limits; off unless asked for. */
  readonly limits?: boolean | undefined;
  /** How long a method takes, in real time; nothing when a clock is given. */
  readonly latencyMs?: number | undefined;
  /** Changes the first workspace, "T0001". */
  readonly workspace?: Partial<WorkspaceWish> | undefined;
}

export interface WorkspaceWish {
  readonly id: string;
  readonly botToken?: string | undefined;
  readonly botAccount?: string | undefined;
  readonly scopes?: readonly string[] | undefined;
  /** The Enterprise Grid organisation this workspace belongs to: "E…". */
  readonly enterprise?: string | undefined;
  /** The app is in the whole organisation: all its workspaces share one token. */
  readonly orgInstall?: boolean | undefined;
  /** Tokens that OAuth gives end after 12 hours and come with a refresh token. */
  readonly rotation?: boolean | undefined;
}

export interface FakeWorkspace {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly botToken: string;
  readonly botAccount: string;
  readonly scopes: readonly string[];
  readonly enterprise: string | undefined;
  readonly orgInstall: boolean;
  readonly rotation: boolean;
}

export interface PersonWish {
  readonly id: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly guest?: boolean | undefined;
  readonly bot?: boolean | undefined;
  readonly deleted?: boolean | undefined;
  /** Where the account comes from; another team than the workspace's is a Slack Connect stranger. */
  readonly team?: string | undefined;
  /** "America/New_York" unless told. */
  readonly zone?: string | undefined;
  readonly locale?: string | undefined;
  /** The workspace that sees this person; the first one unless told. */
  readonly workspace?: string | undefined;
}

export interface ChannelWish {
  readonly id: string;
  readonly name: string;
  readonly archived?: boolean | undefined;
  readonly private?: boolean | undefined;
  /** True unless told: the bot is in it. */
  readonly botIn?: boolean | undefined;
  readonly workspace?: string | undefined;
}

export interface FakeMessage {
  /** C…, or D… for one to a person. */
  readonly channel: string;
  readonly ts: string;
  readonly text: string;
  readonly blocks: readonly Json[];
  readonly metadata: { readonly event_type: string; readonly event_payload: Json } | undefined;
  /** The account that wrote it; the bot's unless `write` put it there. */
  readonly by: string;
  readonly threadTs: string | undefined;
  /** Everything else that came with the post, such as unfurl_links. */
  readonly args: Json;
  readonly updatedAt: Date | undefined;
}

/** A message that one person sees until they reload. */
export interface FakeEphemeral {
  readonly channel: string;
  readonly account: string;
  readonly ts: string;
  readonly text: string;
  readonly blocks: readonly Json[];
}

export interface FakeView {
  readonly id: string;
  readonly hash: string;
  readonly type: "modal" | "home";
  /** The person who sees it. */
  readonly account: string;
  readonly workspace: string;
  readonly rootId: string;
  readonly previousId: string | undefined;
  readonly externalId: string;
  /** As the app gave it: type, title, blocks, callback_id, private_metadata ... */
  readonly view: Json;
  /** How often it was opened, pushed or updated: 1 at first. */
  readonly version: number;
  /** Higher for a later change of any view. */
  readonly changed: number;
}

export interface FakeCall {
  readonly method: string;
  /** Complex fields are parsed already. */
  readonly args: Json;
  readonly token: string | undefined;
  readonly at: Date;
  /** 0 for a connection that was cut or left hanging. */
  readonly status: number;
  /** Slack's error code, if the answer was not ok. */
  readonly error: string | undefined;
  /** The User-Agent and whatever else came with it, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What was posted to a response_url. */
export interface FakeSaid {
  readonly url: string;
  readonly body: Json;
  readonly at: Date;
  readonly status: number;
}

/** `processed` says whether Slack had done the work before the answer was lost. */
export type Fault =
  | { readonly status429: number }
  | { readonly status: number; readonly processed: boolean }
  | { readonly reset: true; readonly processed: boolean }
  | { readonly hang: true; readonly processed: boolean }
  | { readonly error: string };

/** How somebody installs the app. */
export interface InstallWish {
  readonly workspace: WorkspaceWish;
  /** Who installs it. */
  readonly by?: string | undefined;
  readonly redirectUri?: string | undefined;
}

/** How a token ends. */
export type TokenEnd = "token_revoked" | "account_inactive" | "invalid_auth" | "token_expired";
