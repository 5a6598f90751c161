import type { Card } from "#ports/card.ts";
import type { Address } from "#ports/chat.ts";
import type { Clock } from "#ports/clock.ts";
import type { Log } from "#ports/log.ts";
import type { SecretBox } from "#ports/secret-box.ts";
import type { Cloud } from "./cloud.ts";

/** How the bot proves who it is when it calls Teams. "none" is for emulators on this machine alone. */
export type Credential =
  | { readonly kind: "password"; readonly password: string }
  | { readonly kind: "certificate"; readonly privateKey: string; readonly thumbprint: string }
  | { readonly kind: "managed-identity" }
  | { readonly kind: "none" };

/** A reply that the adapter could not give at once: the outbox posts it. */
export interface LateReply {
  readonly to: Address;
  readonly card: Card;
  /** Queued once for a key. */
  readonly key: string;
}

/** How long is waited, in milliseconds. */
export interface Timing {
  /** Before Teams is told something while an answer is worked out. */
  readonly budgetMs: number;
  /** For a call that a person waits for. */
  readonly replyMs: number;
  /** For a call of the outbox. */
  readonly bulkMs: number;
}

/** What the Teams adapter needs; compose gives it. */
export interface TeamsConfig {
  readonly appId: string;
  /** The directory in which the bot is registered, and the first it serves. */
  readonly homeWorkspace: string;
  readonly credential: Credential;
  readonly cloud: Cloud;
  /** Where people reach us, without a slash at the end; "" if unknown. */
  readonly publicUrl: string;
  /** Holds the files of the personal tab. */
  readonly pageFolder: string;
  /** True for a workspace that is linked to a district: no other is served but the home. */
  readonly isLinked: (workspace: string) => Promise<boolean>;
  /** What was kept of `ChatEvent.reach`. */
  readonly findReach: (address: Address) => Promise<string | undefined>;
  /** The reaches of a few linked channels there: where to ask about people. */
  readonly listChannelReaches: (workspace: string) => Promise<readonly string[]>;
  /** The reach of anybody or any channel there: at which address the workspace is served. */
  readonly findAnyReach: (workspace: string) => Promise<string | undefined>;
  readonly queueReply: (reply: LateReply) => Promise<void>;
  /** Unless told, as Teams needs it. */
  readonly timing?: Timing | undefined;
  readonly box: SecretBox;
  readonly clock: Clock;
  readonly log: Log;
}
