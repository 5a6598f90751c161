import { mention, withoutMentions } from "#domain/mentions.ts";

const TOKEN = /<[@#!]?[^<>|]*(?:\|[^<>]*)?>/g;
const PARTS = /^<([@#!]?)([^|]*)(?:\|(.*))?>$/;
const SUBTEAM = /^subteam\^/;
const LEADING_AT = /^@/;
const MAILTO = /^mailto:/;
const ACCOUNT = /^[UW][A-Z0-9]+$/;
const ENTITY = /&(amp|lt|gt);/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">" };

/**
 * What somebody typed, as plain text: Slack's tokens become mentions, channel names and addresses,
 * and its three entities are read once.
 */
export function readText(text: string): string {
  return withoutMentions(text).replace(TOKEN, readToken).replace(ENTITY, readEntity);
}

function readToken(token: string): string {
  const [, sign = "", target = "", label = ""] = PARTS.exec(token) ?? [];
  if (sign === "@") return ACCOUNT.test(target) ? mention(target) : token;
  if (sign === "#") return `#${label === "" ? target : label}`;
  if (sign !== "!") return target.replace(MAILTO, "");
  return `@${(label === "" ? target : label).replace(SUBTEAM, "").replace(LEADING_AT, "")}`;
}

function readEntity(whole: string, name: string): string {
  return ENTITIES[name] ?? whole;
}
