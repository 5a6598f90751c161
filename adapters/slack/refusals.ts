const NOT_FOUND = "Slack does not find this person or channel, or the app cannot see it.";
const REMOVED = "The app was removed from Slack. An IT admin can install it again.";
const SWITCHED_OFF = "This account is switched off in Slack.";
const PERMISSION = "The app lacks a permission in Slack. An IT admin can install it again.";
const POLICY = "The rules of this Slack workspace do not let the app write here.";
const ACCESS = "The app has not been added to this workspace. An IT admin can add it in Slack.";
const GONE = "The message is not there any more.";
const OURS = "Slack did not accept how the message was made. Please report this to Groundswell.";
const OTHER = "Slack did not accept the message. Please ask an IT admin to look at the log.";

/** What a PL lead reads when Slack said no, by Slack's word for it. */
const refusals: Readonly<Record<string, string>> = {
  channel_not_found: NOT_FOUND,
  user_not_found: NOT_FOUND,
  users_not_found: NOT_FOUND,
  user_not_visible: NOT_FOUND,
  account_inactive: SWITCHED_OFF,
  user_disabled: SWITCHED_OFF,
  is_inactive: SWITCHED_OFF,
  is_archived: "The channel is archived. Link another channel to the school.",
  not_in_channel: "The app is not in this channel. Invite the app with /invite @Groundswell.",
  messages_tab_disabled: "The app's messages are switched off. An IT admin can switch them on.",
  cannot_dm_bot: "This account is an app, and apps cannot be written to.",
  restricted_action: POLICY,
  restricted_action_read_only_channel: POLICY,
  restricted_action_thread_only_channel: POLICY,
  restricted_action_non_threadable_channel: POLICY,
  restricted_action_thread_locked: POLICY,
  no_permission: POLICY,
  access_denied: POLICY,
  ekm_access_denied: "The administrators of this Slack have paused what apps may write.",
  team_access_not_granted: ACCESS,
  org_login_required: ACCESS,
  missing_scope: PERMISSION,
  not_allowed_token_type: PERMISSION,
  token_revoked: REMOVED,
  invalid_auth: REMOVED,
  not_authed: REMOVED,
  not_enabled: "The app's home page is switched off. An IT admin can switch it on in Slack.",
  message_not_found: GONE,
  cant_update_message: "Slack does not let the app change this message any more.",
  edit_window_closed: "Slack does not let the app change this message any more.",
  cant_delete_message: "Slack does not let the app take this message back any more.",
  compliance_exports_prevent_deletion: "This workspace keeps every message: none is taken back.",
};

/** Words that say we made a message Slack cannot take. */
const ours = new Set([
  "msg_too_long",
  "msg_blocks_too_long",
  "invalid_blocks",
  "invalid_blocks_format",
  "no_text",
  "invalid_metadata_format",
  "invalid_metadata_schema",
  "metadata_too_large",
  "invalid_arguments",
  "invalid_arg_name",
  "view_too_large",
  "unknown_method",
]);

/** These pass by themselves, and nothing was done. */
const passing = new Set([
  "token_expired",
  "team_added_to_org",
  "external_channel_migrating",
  "update_failed",
  "hash_conflict",
]);

/** What Slack's word means for a delivery; `ours` is a fault that somebody must mend. */
export function readRefusal(code: string): {
  readonly means: "passing" | "ours" | "refused";
  readonly reason: string;
} {
  if (passing.has(code)) return { means: "passing", reason: "Slack is not ready for it yet." };
  if (ours.has(code)) return { means: "ours", reason: OURS };
  return { means: "refused", reason: refusals[code] ?? OTHER };
}

/** What is said where the app is not installed. */
export const notInstalled = REMOVED;
