import { sql } from "drizzle-orm";
import type {
  AnswerId,
  CallTaskId,
  DistrictId,
  OutboxKey,
  PersonId,
  ShoutOutId,
  SiteId,
  WaveId,
} from "#domain/ids.ts";
import type { HiddenBy, Share } from "#domain/shout-out.ts";
import type {
  AnswerKind,
  AnswerStage,
  CallTask,
  Invitation,
  ReminderPlan,
  WaveState,
} from "#domain/wave.ts";
import type { Kit } from "./kit.ts";

/** Waves, answers, shout-outs and the nudges that were sent. `district_id` leads every key. */
export function defineWaveTables(kit: Kit) {
  return { ...defineWaves(kit), ...defineAnswers(kit), ...definePraise(kit) };
}

function defineWaves({ table, index, primaryKey, foreignKey, text, id, int, instant, json }: Kit) {
  const waves = table(
    "waves",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      id: id<WaveId>("id").notNull(),
      name: text("name").notNull(),
      state: id<WaveState>("state").notNull(),
      sender: id<PersonId>("sender_id").notNull(),
      timeNeeded: text("time_needed").notNull(),
      startMonth: text("start_month").notNull(),
      nextWaveMonth: text("next_wave_month").notNull(),
      windowDays: int("window_days").notNull(),
      openedAt: instant("opened_at"),
      closesOn: text("closes_on"),
      target: int("target"),
      capacity: int("capacity"),
      opensOn: text("opens_on"),
      reminders: json<ReminderPlan>("reminders"),
      changes: json<Readonly<Record<string, string>>>("changes"),
      armedBy: id<PersonId>("armed_by_id"),
      armedAt: instant("armed_at"),
    },
    (t) => [primaryKey({ columns: [t.districtId, t.id] })],
  );

  const invitations = table(
    "invitations",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      wave: id<WaveId>("wave_id").notNull(),
      site: id<SiteId>("site_id").notNull(),
      invitedOn: text("invited_on"),
      remindersSent: int("reminders_sent").notNull(),
      answer: id<AnswerKind>("answer"),
      answeredAt: instant("answered_at"),
      callLoggedAt: instant("call_logged_at"),
      kind: id<NonNullable<Invitation["kind"]>>("kind"),
      closesOn: text("closes_on"),
      snoozedUntil: text("snoozed_until"),
      endedOn: text("ended_on"),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.wave, t.site] }),
      foreignKey({
        columns: [t.districtId, t.wave],
        foreignColumns: [waves.districtId, waves.id],
      }),
      index("invitations_by_site").on(t.districtId, t.site),
    ],
  );

  const joinings = table(
    "joinings",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      site: id<SiteId>("site_id").notNull(),
      wave: id<WaveId>("wave_id").notNull(),
      at: instant("at").notNull(),
    },
    (t) => [primaryKey({ columns: [t.districtId, t.site] })],
  );
  return { waves, invitations, joinings };
}

function defineAnswers({
  table,
  index,
  primaryKey,
  foreignKey,
  text,
  id,
  int,
  instant,
  json,
}: Kit) {
  const answers = table(
    "answers",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      id: id<AnswerId>("id").notNull(),
      wave: id<WaveId>("wave_id").notNull(),
      site: id<SiteId>("site_id").notNull(),
      person: id<PersonId>("person_id").notNull(),
      kind: id<AnswerKind>("kind").notNull(),
      at: instant("at").notNull(),
      platform: text("platform").notNull(),
      stage: id<AnswerStage>("stage"),
      words: text("words"),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.id] }),
      index("answers_by_site").on(t.districtId, t.wave, t.site),
    ],
  );

  const answerPitfalls = table(
    "answer_pitfalls",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      answerId: id<AnswerId>("answer_id").notNull(),
      code: text("code").notNull(),
      position: int("position").notNull(),
      /** The school year in which a connection for it was sent: none comes twice in one. */
      connectedIn: text("connected_in"),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.answerId, t.code] }),
      foreignKey({
        columns: [t.districtId, t.answerId],
        foreignColumns: [answers.districtId, answers.id],
      }),
    ],
  );

  const callTasks = table(
    "call_tasks",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      id: id<CallTaskId>("id").notNull(),
      wave: id<WaveId>("wave_id").notNull(),
      site: id<SiteId>("site_id").notNull(),
      lead: id<PersonId>("lead_id").notNull(),
      reason: id<CallTask["reason"]>("reason").notNull(),
      words: text("words").notNull(),
      /** Whose words they are; null where nobody wrote any. */
      askedBy: id<PersonId>("asked_by_id"),
      createdOn: text("created_on").notNull(),
      doneAt: instant("done_at"),
      ackBy: text("ack_by"),
      actBy: text("act_by"),
      acknowledgedAt: instant("acknowledged_at"),
      againOn: text("again_on"),
      offered: json<readonly string[]>("offered"),
      picked: text("picked"),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.id] }),
      index("call_tasks_by_site").on(t.districtId, t.wave, t.site),
    ],
  );
  return { answers, answerPitfalls, callTasks };
}

function definePraise({ table, index, primaryKey, foreignKey, text, id, int, instant }: Kit) {
  const shoutOuts = table(
    "shout_outs",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      id: id<ShoutOutId>("id").notNull(),
      giver: id<PersonId>("giver_id").notNull(),
      text: text("text").notNull(),
      helped: text("helped").notNull(),
      practice: text("practice").notNull(),
      value: text("value").notNull(),
      share: id<Share>("share").notNull(),
      site: id<SiteId>("site_id"),
      at: instant("at").notNull(),
      week: text("week").notNull(),
      hiddenAt: instant("hidden_at"),
      hiddenBy: id<HiddenBy>("hidden_by"),
      /** Raised by each change, so that of two at once one comes after the other. */
      revision: int("revision").notNull().default(0),
      editedAt: instant("edited_at"),
      /** When its giver let other schools read it too. */
      spreadAt: instant("spread_at"),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.id] }),
      index("shout_outs_by_time").on(t.districtId, t.at),
      index("shout_outs_by_site").on(t.districtId, t.site, t.at),
      index("shout_outs_by_giver").on(t.districtId, t.giver, t.at),
      // Everything that a digest asks of its weeks: the rows themselves are not read.
      index("shout_outs_spots")
        .on(t.districtId, t.at, t.site, t.practice, t.share, t.hiddenAt)
        .where(sql`hidden_at is null and share <> 'private'`),
      // One in many: a digest would read a whole week for them.
      index("shout_outs_for_all")
        .on(t.districtId, t.at)
        .where(sql`hidden_at is null and share = 'district'`),
    ],
  );

  const shoutOutReceivers = table(
    "shout_out_receivers",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      shoutOutId: id<ShoutOutId>("shout_out_id").notNull(),
      personId: id<PersonId>("person_id").notNull(),
      toldBy: id<OutboxKey>("told_by"),
      /** When this person let other schools read it too. */
      spreadAt: instant("spread_at"),
      thankBack: text("thank_back"),
      thankedBackAt: instant("thanked_back_at"),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.shoutOutId, t.personId] }),
      foreignKey({
        columns: [t.districtId, t.shoutOutId],
        foreignColumns: [shoutOuts.districtId, shoutOuts.id],
      }),
      index("receivers_by_person").on(t.districtId, t.personId, t.toldBy),
    ],
  );

  const nudgesSent = table(
    "nudges_sent",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      subject: text("subject").notNull(),
      nudge: text("nudge").notNull(),
      day: text("day").notNull(),
    },
    (t) => [primaryKey({ columns: [t.districtId, t.subject, t.day] })],
  );
  return { shoutOuts, shoutOutReceivers, nudgesSent };
}
