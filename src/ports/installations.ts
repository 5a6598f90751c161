import type { DistrictId } from "#domain/ids.ts";
import type { Platform } from "./chat.ts";

/** The app in one workspace, or in a whole organisation. Its tokens are sealed. */
export interface Installation {
  readonly platform: Platform;
  /** The workspace's id, or the organisation's for one that covers all its workspaces. */
  readonly workspace: string;
  /** What `SecretBox.seal` made of the tokens, bound to platform and workspace. */
  readonly sealed: string;
  /** The bot's own account there. */
  readonly botAccount: string;
  readonly scopes: readonly string[];
  /** When the token ends; undefined for one that does not. */
  readonly expiresAt?: Date | undefined;
  readonly installedAt: Date;
}

/** Where the app is installed. Belongs to no district: a workspace is linked to one later. */
export interface Installations {
  find(platform: Platform, workspace: string): Promise<Installation | undefined>;
  list(platform: Platform): Promise<readonly Installation[]>;
  /** Adds or replaces. */
  save(installation: Installation): Promise<void>;
  /** Replaces the one whose tokens are sealed as `sealed`, and no other; false if it is not there any more. */
  replace(sealed: string, newer: Installation): Promise<boolean>;
  /** Lets one alone, of all replicas, renew the tokens of a workspace until then; false if another does. */
  takeRenewal(
    { platform, workspace }: Pick<Installation, "platform" | "workspace">,
    lease: { readonly now: Date; readonly until: Date },
  ): Promise<boolean>;
  remove(platform: Platform, workspace: string): Promise<void>;
  /** Keeps the hash of a one-time state until `expiresAt`. */
  keepState(hash: string, expiresAt: Date): Promise<void>;
  /** True once, for a state that is known and in time; it is gone afterwards. */
  takeState(hash: string, now: Date): Promise<boolean>;
}

/** Which district a workspace belongs to: said by an IT admin's one-time code, never guessed. */
export interface WorkspaceLinks {
  find(platform: Platform, workspace: string): Promise<DistrictId | undefined>;
  listWorkspaces(platform: Platform, district: DistrictId): Promise<readonly string[]>;
  /** Adds or replaces. */
  link(platform: Platform, workspace: string, district: DistrictId): Promise<void>;
  unlink(platform: Platform, workspace: string): Promise<void>;
  /** Keeps the hash of a one-time code until `expiresAt`. */
  keepCode(hash: string, district: DistrictId, expiresAt: Date): Promise<void>;
  /** The code's district, once; undefined for one that is unknown, used or too old. */
  takeCode(hash: string, now: Date): Promise<DistrictId | undefined>;
}
