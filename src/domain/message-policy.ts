import type { Role } from "./roster.ts";

/** Every kind of message the product sends. */
export const messageKinds = [
  "reply",
  "shout_out_direct",
  "shout_out_post",
  "invitation",
  "reminder",
  "connection",
  "nudge",
  "weekly_ask",
  "roundup",
  "principal_note",
  "digest",
  "call_task",
  "question",
  "alarm",
  "wave_update",
  "answer_notice",
  "lead_reply",
  "pulse",
  "consent",
  "profile_check",
  "peer_visit",
  "pause_notice",
  "calendar",
  "try_ask",
  "visit_post",
  "visit_direct",
] as const;
export type MessageKind = (typeof messageKinds)[number];

/**
 * "site_window": staff hours without the edges of the student day and without lunch.
 * "channel_hours": 7:00 to 17:00. "office_hours": 8:00 to 16:30 at the district office.
 */
export type SendHours = "any" | "site_window" | "channel_hours" | "office_hours";

/** "office_days" are weekdays that are not closed; staff-only days and summer are among them. */
export type SendDays = "every_day" | "school_days" | "office_days";

export interface MessageRule {
  readonly hours: SendHours;
  readonly days: SendDays;
  /** False postpones past every week with state testing. */
  readonly testingWeek: boolean;
  /** True if one sent directly counts against the weekly budget; a channel post never does. */
  readonly inBudget: boolean;
  /** Who goes first when the budget is short: 1 before 2. 0 where no budget applies. */
  readonly priority: number;
}

const freely = { testingWeek: true, inBudget: false, priority: 0 } as const;
const windowed = {
  hours: "site_window",
  days: "school_days",
  testingWeek: false,
  inBudget: true,
} as const;
const channelPost = { hours: "channel_hours", days: "school_days" } as const;
const office = { hours: "office_hours", days: "office_days", ...freely } as const;

/** Who may be written to when: the whole table of message times. */
export const messagePolicy: Readonly<Record<MessageKind, MessageRule>> = {
  reply: { hours: "any", days: "every_day", ...freely },
  shout_out_direct: { hours: "site_window", days: "school_days", ...freely },
  shout_out_post: { ...channelPost, ...freely },
  invitation: { ...windowed, priority: 1 },
  reminder: { ...windowed, priority: 2 },
  connection: { ...windowed, priority: 3 },
  // A change of a message that is there already: nobody is notified.
  wave_update: { hours: "any", days: "every_day", ...freely },
  // Somebody waits for it: a testing week does not hold it up.
  lead_reply: { ...windowed, testingWeek: true, priority: 4 },
  // A colleague waits, so it goes before notes; nobody visits in a testing week, so it can wait until after.
  peer_visit: { ...windowed, priority: 4 },
  // What the staff of a school are told before and after a visit, all of them at once.
  visit_post: { ...channelPost, ...freely, testingWeek: false },
  visit_direct: { ...windowed, priority: 4 },
  answer_notice: { ...windowed, testingWeek: true, priority: 5 },
  principal_note: { ...windowed, priority: 5 },
  pulse: { ...windowed, priority: 5 },
  consent: { ...windowed, priority: 5 },
  // In a testing week the choice of nudges offers only those marked for testing.
  nudge: { ...windowed, testingWeek: true, priority: 6 },
  // About something of their own that can wait: whatever else comes goes first.
  try_ask: { ...windowed, priority: 7 },
  weekly_ask: { ...channelPost, ...freely, testingWeek: false },
  roundup: { ...channelPost, ...freely, testingWeek: false },
  // The schedule fixes the hour: Monday 7:30 in the district's zone.
  digest: { hours: "any", days: "school_days", ...freely },
  call_task: office,
  question: office,
  profile_check: office,
  calendar: office,
  // The days of a pause are no school days: the note that says so comes on the first of them.
  pause_notice: { hours: "channel_hours", days: "every_day", ...freely },
  alarm: { hours: "any", days: "every_day", ...freely },
};

const directLimit = 2;
const principalDirectLimit = 3;

/** How many direct messages the bot may start to one person in one week, all kinds together. */
export function weeklyDirectLimit(role: Role): number {
  return role === "principal" ? principalDirectLimit : directLimit;
}
