import { sqliteSchema } from "./schema.ts";

/** The tables of SQLite, each one an export, as the migration generator wants them. */
export const {
  districts,
  clusters,
  sites,
  calendarDays,
  settings,
  persons,
  assignments,
  preferences,
  accounts,
  channels,
  waves,
  invitations,
  joinings,
  answers,
  answerPitfalls,
  callTasks,
  shoutOuts,
  shoutOutReceivers,
  nudgesSent,
  outboxMessages,
  deliveries,
  schedule,
  seenEvents,
  localMessages,
} = sqliteSchema;
