import type { Pitfall } from "#domain/content.ts";
import type { Card } from "#ports/card.ts";
import { ACK_DAYS } from "./invitation-cards.ts";
import type { Words } from "./words.ts";

/** At most two connections are sent with one answer, first-chosen first. */
const MOST_CONNECTIONS = 2;

export interface ConnectionFacts {
  readonly school: string;
  readonly senderName: string;
  readonly helpContact: (pitfall: Pitfall) => string;
}

/** "If your team needs X, PL supports it by Y" for the chosen pitfalls; undefined if none has one. */
export function connectionCard(
  words: Words,
  pitfalls: readonly Pitfall[],
  facts: ConnectionFacts,
): Card | undefined {
  const texts = pitfalls
    .map((pitfall) => connectionText(words, pitfall, facts))
    .filter((text) => text !== "")
    .slice(0, MOST_CONNECTIONS);
  if (texts.length === 0) return undefined;
  return {
    title: words.say("connection_title", {}),
    text: texts.join("\n\n"),
    context: words.say("poll_change_mind", {}),
    fallback: texts.join(" "),
  };
}

function connectionText(words: Words, pitfall: Pitfall, facts: ConnectionFacts): string {
  const { connection, label } = pitfall;
  const override = words.library.connectionOverrides[pitfall.code];
  if (override !== undefined) {
    return words.fill(override, {
      pitfall_label: label,
      school: facts.school,
      sender_name: facts.senderName,
      ack_days: String(ACK_DAYS),
    });
  }
  return words.say("not_yet_followup", {
    pitfall_label: label,
    need: connection.need,
    support: connection.support,
    minutes: String(connection.minutes),
    next_step: connection.nextStep,
    help_contact: facts.helpContact(pitfall),
    core_value_label: words.label("value", pitfall.values[0] ?? ""),
  });
}
