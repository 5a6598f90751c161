import type { Activity } from "botbuilder";
import { z } from "zod";

const text = z.string().nullish();
const named = z.looseObject({ id: text, name: text, aadGroupId: text });

const account = z.looseObject({
  id: z.string(),
  name: text,
  aadObjectId: text,
  role: text,
  isTargeted: z.boolean().nullish(),
});

const conversation = z.looseObject({
  id: z.string().min(1),
  name: text,
  conversationType: text,
  tenantId: text,
  isGroup: z.boolean().nullish(),
});

const entity = z.looseObject({
  type: text,
  text,
  mentioned: z.looseObject({ id: z.string(), name: text }).nullish(),
  locale: text,
  country: text,
  platform: text,
  timezone: text,
});

const channelData = z.looseObject({
  tenant: z.looseObject({ id: text }).nullish(),
  team: named.nullish(),
  channel: named.nullish(),
  eventType: text,
  teamsChannelId: text,
  teamsTeamId: text,
  source: named.nullish(),
});

/** What Teams posts to a bot. Every field that the protocol names has its type, also where we ignore it. */
export const activity = z.looseObject({
  type: z.string().min(1),
  id: text,
  channelId: z.string(),
  serviceUrl: z.string(),
  from: account,
  recipient: account.nullish(),
  conversation,
  channelData: channelData.nullish(),
  text,
  name: text,
  action: text,
  locale: text,
  replyToId: text,
  topicName: text,
  textFormat: text,
  summary: text,
  speak: text,
  inputHint: text,
  importance: text,
  deliveryMode: text,
  attachmentLayout: text,
  expiration: text,
  label: text,
  valueType: text,
  code: text,
  callerId: text,
  timestamp: text,
  localTimestamp: text,
  localTimezone: text,
  historyDisclosed: z.boolean().nullish(),
  entities: z.array(entity).nullish(),
  attachments: z
    .array(z.looseObject({ contentType: text, contentUrl: text, name: text }))
    .nullish(),
  membersAdded: z.array(account).nullish(),
  membersRemoved: z.array(account).nullish(),
  reactionsAdded: z.array(z.looseObject({ type: text })).nullish(),
  reactionsRemoved: z.array(z.looseObject({ type: text })).nullish(),
  value: z.unknown().optional(),
});
export type TeamsActivity = z.infer<typeof activity>;

/** The library's own type for what the schema has read already: it asks for no more than it. */
export function isActivity(read: TeamsActivity): read is TeamsActivity & Activity {
  return typeof read.type === "string" && typeof read.conversation.id === "string";
}

/** Action.Execute on a card. */
export const cardAction = z.object({
  action: z.object({ type: text, verb: text, data: z.unknown().optional() }),
  trigger: text,
});

/** The message extension opens: from a message, whose author is told, or from anywhere. */
export const extensionOpened = z.object({
  commandId: z.string(),
  messagePayload: z
    .object({ from: z.object({ user: z.object({ id: text }).nullish() }).nullish() })
    .nullish(),
});

/** A dialog was sent, or one of its buttons pressed. */
export const dialogSent = z.object({ commandId: text, data: z.unknown().optional() });

/** Somebody types into a field that searches. */
export const searched = z.object({ queryText: z.string().nullish(), dataset: z.string() });

/** Somebody in a conversation, as Teams knows them. */
export const person = z.object({
  id: text,
  aadObjectId: text,
  objectId: text,
  email: text,
  userPrincipalName: text,
  tenantId: text,
  userRole: text,
});
export type TeamsPerson = z.infer<typeof person>;

export const peoplePage = z.object({ members: z.array(person), continuationToken: text });
