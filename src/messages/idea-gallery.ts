import { type PersonId, type SiteId, type TryId, toId } from "#domain/ids.ts";
import type { Try } from "#domain/try.ts";
import type { Card } from "#ports/card.ts";
import { examplesCard } from "./idea-cards.ts";
import { focusCard, nudgeTimeCard, schoolWeekCard } from "./nudge-day-cards.ts";
import { triesCard, tryAskCard } from "./try-cards.ts";
import type { Words } from "./words.ts";

/** What people try, what a practice can look like, and when ideas come. */
export function ideaGallery(words: Words, now: Date): Readonly<Record<string, Card>> {
  const one: Try = {
    id: toId<TryId>("t1"),
    person: toId<PersonId>("p1"),
    practice: "choice",
    text: "Two *ways* to end <!here> the <b>lesson</b>",
    startedAt: now,
  };
  const kept: Try = { ...one, nudge: "T01", text: "", outcome: "keep", endedAt: now };
  const zone = "America/New_York";
  const site = toId<SiteId>("s1");
  const school = "Lindenwood *Elementary*";
  const days = { day: 2, nextAt: now, now, zone, chosen: true, inside: "note" } as const;
  return {
    tries: triesCard(words, { tries: [one, one, kept], zone, today: "2026-01-05" }),
    try_ask: tryAskCard(words, one, false),
    examples: examplesCard(words, "choice"),
    nudge_day: nudgeTimeCard(words, { kind: "day", ...days }),
    school_week: schoolWeekCard(words, {
      site,
      school,
      day: 3,
      inRoundup: false,
      hasIdeas: false,
      hasChannel: false,
    }),
    focus: focusCard(words, { site, school, focus: ["choice", "voice"], isFull: true }),
  };
}
