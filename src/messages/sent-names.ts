import { mondayOfWeek, readSend } from "#domain/send-key.ts";
import { campaignName } from "./alarm-cards.ts";
import type { Words } from "./words.ts";

/** What occasions are about, by id. */
export interface SendNames {
  /** Names of waves. */
  readonly waves: ReadonlyMap<string, string>;
  /** Visits, by their school and day. */
  readonly visits: ReadonlyMap<string, { readonly school: string; readonly day: string }>;
}

/** What one occasion sent, as people call it: "Weekly ideas, week of Monday, August 18". */
export function sendName(words: Words, send: string, { waves, visits }: SendNames): string {
  const occasion = readSend(send);
  const what = campaignName(words, occasion.kind);
  if ("week" in occasion) {
    return words.say("sent_week", { what, day: words.day(mondayOfWeek(occasion.week)) });
  }
  if (occasion.kind === "visit") {
    const visit = visits.get(occasion.visit);
    if (!visit) return what;
    return words.say("sent_visit", { what, school: visit.school, day: words.day(visit.day) });
  }
  if (!("wave" in occasion)) return what;
  const wave_name = waves.get(occasion.wave) ?? "";
  const number = String(occasion.number);
  return occasion.kind === "reminder"
    ? words.say("sent_reminder", { number, wave_name })
    : words.say("sent_wave", { what, wave_name });
}
