import type { Clock } from "#ports/clock.ts";
import type { Installations } from "#ports/installations.ts";
import type { Log } from "#ports/log.ts";
import type { Random } from "#ports/random.ts";
import type { SecretBox } from "#ports/secret-box.ts";

/** How the app gets into workspaces: one by its bot token, many by OAuth. */
export type SlackAccess =
  | { readonly kind: "token"; readonly botToken: string }
  | { readonly kind: "oauth"; readonly clientId: string; readonly clientSecret: string };

/** What the Slack adapter needs; compose gives it. */
export interface SlackConfig {
  /** One, or two while the secret is being changed. */
  readonly signingSecrets: readonly string[];
  readonly access: SlackAccess;
  /** Socket Mode when set. */
  readonly appToken: string | undefined;
  /** "https://slack.com/api/"; ends with a slash. */
  readonly apiUrl: string;
  /** Where people and Slack reach us, without a slash at the end; "" if unknown. */
  readonly publicUrl: string;
  readonly installations: Installations;
  readonly box: SecretBox;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}
