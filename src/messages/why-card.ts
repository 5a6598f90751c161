import type { Decision } from "#domain/listening.ts";
import type { ReminderOutlook } from "#domain/reminders.ts";
import type { Card } from "#ports/card.ts";
import type { Words } from "./words.ts";

export interface WhyFacts {
  readonly school: string;
  /** The local day at the school. */
  readonly today: string;
  /** What comes next in the newest wave; undefined for a school that was never asked. */
  readonly outlook: ReminderOutlook | undefined;
  /** The newest first, each with its local day at the school. */
  readonly decisions: readonly (Decision & { readonly on: string })[];
}

/** Why a school was written to, why not, and what comes next. */
export function whyCard(words: Words, facts: WhyFacts): Card {
  const { school, today, outlook, decisions } = facts;
  const text = outlook ? sayOutlook(words, outlook) : words.say("why_never_asked", { school });
  return {
    title: words.say("why_title", { school }),
    text,
    ...(decisions.length === 0
      ? {}
      : {
          table: {
            columns: [words.say("why_column_day", {}), words.say("why_column_what", {})],
            rows: decisions.map((decision) => [
              words.day(decision.verdict === "sent" ? (decision.day ?? decision.on) : decision.on),
              sayDecision(words, decision, today),
            ]),
          },
        }),
    context: words.say("why_context", {}),
    fallback: text,
  };
}

/** One decision in one sentence: "The second reminder: put off to Monday, May 4 (testing week)". */
export function sayDecision(words: Words, decision: Decision, today: string): string {
  const { step, verdict, reason, day } = decision;
  const what = words.say(`step_${step}`, {});
  const text = words.say(`reason_${reason}`, {});
  if (verdict === "sent" && day !== undefined && day > today) {
    return words.say("why_goes_out", { what, text, day: words.day(day) });
  }
  if (verdict === "sent") return words.say("why_sent", { what, text });
  if (verdict === "not_sent") return words.say("why_not_sent", { what, text });
  if (day === undefined) return words.say("why_postponed_open", { what, text });
  return words.say("why_postponed", { what, text, day: words.day(day) });
}

/** What comes next, or why nothing does. */
export function sayOutlook(words: Words, outlook: ReminderOutlook): string {
  if (outlook.kind === "none" && outlook.silentUntil !== undefined) {
    return words.say("why_silent_until", { day: words.fullDay(outlook.silentUntil) });
  }
  if (outlook.kind === "none") {
    return words.say("why_none", { text: words.say(`reason_${outlook.reason}`, {}) });
  }
  const steps = ["step_reminder_1", "step_reminder_2", "step_reminder_3"] as const;
  const what = words.say(steps[outlook.number - 1] ?? "step_reminder_3", {});
  const day = words.day(outlook.day);
  if (!outlook.putOff) return words.say("why_next", { what: lowerFirst(what), day });
  const text = words.say(`reason_${outlook.putOff}`, {});
  return words.say("why_next_moved", { what: lowerFirst(what), day, text });
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
