import { sql } from "drizzle-orm";
import type { DistrictId, OutboxKey, PersonId } from "#domain/ids.ts";
import type { MessageKind } from "#domain/message-policy.ts";
import type { SendPlace } from "#domain/windows.ts";
import type { Card, Page } from "#ports/card.ts";
import type { Conversation, Delivery, Outcome, Platform } from "#ports/chat.ts";
import type { OutboxState } from "#ports/outbox-rows.ts";
import type { Campaign } from "#ports/store.ts";
import type { Kit } from "./kit.ts";

/** What is to be sent, what was tried, what is due next, and what the playground shows. */
export function defineOutboxTables(kit: Kit) {
  return { ...defineOutbox(kit), ...defineSchedule(kit) };
}

function defineOutbox(kit: Kit) {
  const { table, index, unique, primaryKey, text, id, int, flag, instant, json } = kit;
  const outboxMessages = table(
    "outbox_messages",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      /** Sorts by the time it was queued. */
      id: text("id").notNull(),
      key: id<OutboxKey>("key").notNull(),
      kind: id<MessageKind>("kind").notNull(),
      action: id<Delivery["do"]>("action").notNull(),
      platform: id<Platform>("platform").notNull(),
      workspace: text("workspace").notNull(),
      conversation: json<Conversation>("conversation").notNull(),
      /** One conversation: its messages go out one at a time, in order. */
      lane: text("lane").notNull(),
      /** 0 for what a person is waiting for, 1 for what the bot starts. */
      urgency: int("urgency").notNull(),
      card: json<Card | Page>("card"),
      /** The message that an update or a retraction changes. */
      ofKey: id<OutboxKey>("of_key"),
      supersedeKey: text("supersede_key"),
      groupKey: text("group_key"),
      /** Everything that one occasion sent, such as a week's nudges: for its report. */
      sendKey: text("send_key"),
      /** Who is written to; null for channels. */
      recipient: id<PersonId>("recipient_id"),
      budgetOf: id<PersonId>("budget_of"),
      week: text("week"),
      state: id<OutboxState>("state").notNull(),
      dueAt: instant("due_at").notNull(),
      expiresAt: instant("expires_at"),
      leasedUntil: instant("leased_until"),
      attempts: int("attempts").notNull(),
      /** Nobody knows how an earlier attempt ended: the message may be there already. */
      unsure: flag("unsure").notNull().default(false),
      /** Whose hours it keeps to; null for what may be sent at any time. */
      place: json<SendPlace>("place"),
      /** Put off to another window: it does not hold its lane, however often it was tried. */
      postponed: flag("postponed").notNull(),
      /** Refused because the person is out of reach: it may be sent once they are heard of again. */
      wakes: flag("wakes").notNull().default(false),
      /** Why it was taken back while it was being delivered: it is not tried again. */
      takenBack: text("taken_back"),
      settledAt: instant("settled_at"),
      /** The platform's own id of what was posted. */
      handle: text("handle"),
      reason: text("reason").notNull(),
      /** The id of the request that it came of; null for what was due by itself. */
      origin: text("origin"),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.id] }),
      unique("outbox_by_key").on(t.districtId, t.key),
      index("outbox_due")
        .on(t.districtId, t.platform, t.dueAt)
        .where(sql`state in ('waiting', 'leased')`),
      // Whether anything is due in a district, and when the next is: asked after each of its rounds.
      index("outbox_next")
        .on(t.districtId, t.dueAt, t.state)
        .where(sql`state in ('waiting', 'leased')`),
      index("outbox_ends")
        .on(t.districtId, t.expiresAt)
        .where(sql`state in ('waiting', 'leased') and expires_at is not null`),
      index("outbox_lane")
        .on(t.districtId, t.lane, t.dueAt, t.id)
        .where(sql`state in ('waiting', 'leased')`),
      index("outbox_retries")
        .on(t.districtId, t.dueAt)
        .where(sql`state = 'waiting' and attempts > 0`),
      index("outbox_pace").on(t.districtId, t.settledAt, t.lane),
      index("outbox_send").on(t.districtId, t.sendKey),
      index("outbox_supersede").on(t.districtId, t.supersedeKey, t.state),
      // Its newest message first; without it, SQLite reads the whole outbox from its end.
      index("outbox_latest")
        .on(t.districtId, t.supersedeKey, t.id)
        .where(sql`supersede_key is not null`),
      index("outbox_group").on(t.districtId, t.groupKey, t.state),
      index("outbox_troubled")
        .on(t.districtId, t.settledAt)
        .where(sql`state in ('refused', 'unknown', 'dead', 'expired')`),
      index("outbox_asleep").on(t.districtId, t.lane).where(sql`wakes`),
      index("outbox_budget").on(t.districtId, t.budgetOf, t.week),
    ],
  );

  const deliveries = table(
    "deliveries",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      messageId: text("message_id").notNull(),
      attempt: int("attempt").notNull(),
      outcome: id<Outcome["kind"]>("outcome").notNull(),
      reason: text("reason").notNull(),
      at: instant("at").notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.messageId, t.attempt] }),
      index("deliveries_by_time").on(t.districtId, t.at),
    ],
  );
  return { outboxMessages, deliveries };
}

function defineSchedule({ table, index, unique, primaryKey, text, id, instant, json }: Kit) {
  const schedule = table(
    "schedule",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      id: text("id").notNull(),
      campaign: id<Campaign>("campaign").notNull(),
      subject: text("subject").notNull(),
      nextAt: instant("next_at").notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.id] }),
      index("schedule_due").on(t.districtId, t.nextAt),
    ],
  );

  const seenEvents = table(
    "seen_events",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      /** A hash: nothing of the event can be read from it. */
      keyHash: text("key_hash").notNull(),
      at: instant("at").notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.keyHash] }),
      index("seen_events_by_time").on(t.districtId, t.at),
    ],
  );

  const localMessages = table(
    "local_messages",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      id: text("id").notNull(),
      key: text("key").notNull(),
      conversation: text("conversation").notNull(),
      card: json<Card>("card").notNull(),
      at: instant("at").notNull(),
      editedAt: instant("edited_at"),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.id] }),
      unique("local_messages_by_key").on(t.districtId, t.key),
      index("local_messages_by_conversation").on(t.districtId, t.conversation, t.id),
    ],
  );
  return { schedule, seenEvents, localMessages };
}
