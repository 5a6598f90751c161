/** What people type after the slash. */
export const commands = ["praise", "pl", "expedition"] as const;

/** Callback ids: the global shortcut, and the one on a message. */
export const shortcuts = ["praise", "praise_message"] as const;

/** What Slack tells us without being asked. */
export const botEvents = [
  "app_home_opened",
  "app_uninstalled",
  "tokens_revoked",
  "team_join",
  "user_change",
] as const;
