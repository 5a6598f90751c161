import { localDay, localTime } from "#domain/local-time.ts";
import type { OutageReason } from "#domain/outage.ts";
import type { Card } from "#ports/card.ts";
import type { Platform } from "#ports/chat.ts";
import type { TextKey } from "./slots.ts";
import type { Words } from "./words.ts";

/** What is planned under each campaign, as people call it; anything else is other work. */
const NAMES: Readonly<Partial<Record<string, Extract<TextKey, `campaign_${string}`>>>> = {
  nudge: "campaign_nudge",
  personal_nudge: "campaign_nudge",
  weekly_ask: "campaign_weekly_ask",
  roundup: "campaign_roundup",
  digest: "campaign_digest",
  principal_note: "campaign_principal_note",
  invitation: "campaign_invitation",
  reminder: "campaign_reminder",
  close: "campaign_waves",
  check_back: "campaign_waves",
  late_invitation: "campaign_waves",
  wave_card: "campaign_waves",
  live_cards: "campaign_waves",
  calls: "campaign_calls",
  pulse: "campaign_pulse",
  purge: "campaign_purge",
  visit: "campaign_visit",
  visit_sharing: "campaign_visit",
};

/** A campaign, or a kind of send, as people call it. */
export function campaignName(words: Words, campaign: string): string {
  return words.say(NAMES[campaign] ?? "campaign_other", {});
}

/** A moment that is over: "Tuesday, August 19, 6:10 AM". */
export function momentWords(words: Words, at: Date, zone: string): string {
  const [day, time] = [words.day(localDay(at, zone)), words.time(localTime(at, zone))];
  return words.say("alarm_moment", { day, time });
}

/** Campaigns that were due and have not run. */
export function overdueCard(
  words: Words,
  overdue: readonly { readonly campaign: string; readonly when: string }[],
): Card {
  const lines = overdue.map(({ campaign, when }) =>
    words.say("alarm_overdue_line", { what: campaignName(words, campaign), when }),
  );
  return alarm(words.say("alarm_overdue_title", {}), {
    text: [words.say("alarm_overdue_text", {}), ...new Set(lines)],
    todo: words.say("alarm_overdue_todo", {}),
  });
}

/** What became of one campaign's day: how many got theirs late, and how many none. */
export interface MissedLine {
  readonly campaign: string;
  readonly day: string;
  readonly unit: "schools" | "people";
  readonly late: number;
  readonly lost: number;
}

export interface MissedFacts {
  readonly reason: OutageReason;
  /** In words. */
  readonly from: string;
  readonly until: string;
  readonly lines: readonly MissedLine[];
}

/** Nothing ran for a while: what was missed, and what became of it. */
export function missedCard(words: Words, { reason, from, until, lines }: MissedFacts): Card {
  const why = words.say(`alarm_missed_${reason}`, { from, until });
  const isLost = lines.some(({ lost }) => lost > 0);
  return alarm(words.say("alarm_missed_title", {}), {
    text: [why, ...lines.map((line) => missedLine(words, line))],
    todo: isLost ? words.say("alarm_missed_todo", {}) : "",
  });
}

function missedLine(words: Words, line: MissedLine): string {
  const count = (of: number): string => words.say(`alarm_${line.unit}`, { count: String(of) });
  const what = campaignName(words, line.campaign);
  const day = words.day(line.day);
  const [late, lost] = [count(line.late), count(line.lost)];
  if (line.lost === 0) return words.say("alarm_missed_late", { what, day, late });
  if (line.late === 0) return words.say("alarm_missed_lost", { what, day, lost });
  return words.say("alarm_missed_both", { what, day, late, lost });
}

export interface RefusedFacts {
  readonly platform: Platform;
  readonly what: string;
  readonly refused: number;
  readonly ended: number;
}

/** A platform did not take much of one send. */
export function refusedCard(words: Words, { platform, what, refused, ended }: RefusedFacts): Card {
  const text = words.say("alarm_refused_text", {
    platform: words.say(`alarm_platform_${platform}`, {}),
    refused: String(refused),
    ended: String(ended),
    what,
  });
  const todo = words.say("alarm_refused_todo", {});
  return alarm(words.say("alarm_refused_title", {}), { text: [text], todo });
}

/** The app is gone from a workspace. */
export function removedCard(words: Words, platform: Platform, waiting: number): Card {
  const name = words.say(`alarm_platform_${platform}`, {});
  const text = words.say("alarm_removed_text", { platform: name, count: String(waiting) });
  const todo = words.say("alarm_removed_todo", {});
  return alarm(words.say("alarm_removed_title", { platform: name }), { text: [text], todo });
}

function alarm(
  title: string,
  { text, todo }: { readonly text: readonly string[]; readonly todo: string },
): Card {
  const lines = text.join("\n");
  return {
    title,
    text: lines,
    context: todo === "" ? undefined : todo,
    fallback: `${title}. ${text[0] ?? ""}`,
  };
}
