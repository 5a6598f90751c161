import { z } from "zod";

/** The parts of Slack's bodies that we read; everything else is left alone. */

const id = z.string().min(1).max(255);
const flag = z.union([z.boolean(), z.enum(["true", "false"])]).optional();

export const commandBody = z.object({
  command: z.string().min(2).max(33),
  text: z.string().max(40_000).default(""),
  user_id: id,
  team_id: z.string().default(""),
  enterprise_id: z.string().nullish(),
  is_enterprise_install: flag,
  channel_id: z.string().nullish(),
  channel_name: z.string().nullish(),
  response_url: z.string().max(2000),
  trigger_id: id,
});

const entity = z.object({ id }).nullish();

const common = {
  user: z.object({ id, team_id: z.string().nullish() }),
  team: entity,
  enterprise: entity,
  is_enterprise_install: flag,
  trigger_id: z.string().max(255).default(""),
  response_url: z.string().max(2000).optional(),
  channel: entity,
};

const option = z.object({ value: z.string() });

/** What an input holds, whichever kind it is. */
const stateValue = z.object({
  value: z.string().nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).nullish(),
});

const view = z.object({
  id,
  hash: z.string().default(""),
  type: z.string().default("modal"),
  callback_id: z.string().default(""),
  private_metadata: z.string().default(""),
  app_installed_team_id: z.string().nullish(),
  blocks: z.array(z.object({ block_id: z.string().optional(), type: z.string() })).default([]),
  state: z
    .object({ values: z.record(z.string(), z.record(z.string(), stateValue)) })
    .default({ values: {} }),
});

const action = z.object({ action_id: z.string(), value: z.string().optional() });

const container = z.object({
  type: z.string(),
  message_ts: z.string().optional(),
  channel_id: z.string().optional(),
  is_ephemeral: z.boolean().optional(),
});

export const interactionBody = z.discriminatedUnion("type", [
  z.object({
    ...common,
    type: z.literal("block_actions"),
    actions: z.array(action).min(1),
    container,
    view: view.nullish(),
  }),
  z.object({ ...common, type: z.literal("view_submission"), view }),
  z.object({ ...common, type: z.literal("view_closed"), view }),
  z.object({
    ...common,
    type: z.literal("block_suggestion"),
    action_id: z.string(),
    value: z.string().default(""),
    view: view.nullish(),
  }),
  z.object({ ...common, type: z.literal("shortcut"), callback_id: z.string() }),
  z.object({
    ...common,
    type: z.literal("message_action"),
    callback_id: z.string(),
    message: z.object({ user: z.string().optional() }),
  }),
]);
export type Interaction = z.infer<typeof interactionBody>;
export type View = z.infer<typeof view>;

/** Somebody as Slack describes them, in events and in answers. */
export const person = z.object({
  id,
  team_id: z.string().nullish(),
  deleted: z.boolean().optional(),
  locale: z.string().max(35).nullish().catch(undefined),
  is_bot: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  profile: z.object({ email: z.string().nullish() }).optional(),
  enterprise_user: z
    .object({ enterprise_id: z.string(), teams: z.array(z.string()) })
    .partial()
    .nullish(),
});
export type SlackPerson = z.infer<typeof person>;

/** Events we have a use for; another one is acknowledged and left alone. */
export const knownEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("app_home_opened"), user: id, tab: z.string().default("home") }),
  z.object({
    type: z.literal("message"),
    user: z.string().optional(),
    text: z.string().default(""),
    channel: id,
    channel_type: z.string().default(""),
    ts: z.string(),
    subtype: z.string().optional(),
    bot_id: z.string().optional(),
  }),
  z.object({ type: z.literal("team_join"), user: person }),
  z.object({ type: z.literal("user_change"), user: person }),
  z.object({ type: z.literal("app_uninstalled") }),
  z.object({
    type: z.literal("tokens_revoked"),
    tokens: z.object({ bot: z.array(z.string()).default([]) }).default({ bot: [] }),
  }),
]);
export type KnownEvent = z.infer<typeof knownEvent>;

export const eventBody = z.object({
  type: z.literal("event_callback"),
  event_id: id,
  event_time: z.number().optional(),
  team_id: z.string().default(""),
  enterprise_id: z.string().nullish(),
  authorizations: z
    .array(
      z.object({
        team_id: z.string().nullish(),
        enterprise_id: z.string().nullish(),
        is_enterprise_install: z.boolean().nullish(),
      }),
    )
    .default([]),
  event: z.looseObject({ type: z.string() }),
});
export type EventBody = z.infer<typeof eventBody>;
