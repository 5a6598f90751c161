/** What the app cannot work without. With the optional ones, the manifest asks for exactly these. */
export const botScopes = [
  "commands",
  "chat:write",
  "im:write",
  "users:read",
  "users:read.email",
] as const;

/** What an admin may decline; the app does less, and says so. */
export const optionalScopes = ["chat:write.public", "im:history"] as const;

type Scope = (typeof botScopes)[number] | (typeof optionalScopes)[number];

/** Why each scope is asked for, in the words of the README's table. */
export const scopeReasons: Readonly<Record<Scope, string>> = {
  commands: "People type `/praise`, `/pl` and `/expedition`, and use the two shortcuts.",
  "chat:write": "The bot posts and corrects its own messages, in channels it was invited to.",
  "im:write": "The bot begins a conversation with a colleague who never wrote to it.",
  "users:read": "Guests, bots and people who have left are told from staff, and left alone.",
  "users:read.email": "An account is matched with the staff roster by its e-mail address.",
  "chat:write.public": "The bot posts in a linked public channel before somebody has invited it.",
  "im:history":
    "After a crash the bot looks in its own conversations whether a message is there already.",
};
