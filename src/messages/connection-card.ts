import { BIG_TRANSITION } from "#domain/connections.ts";
import type { Pitfall } from "#domain/content.ts";
import type { SiteId } from "#domain/ids.ts";
import type { Wave } from "#domain/wave.ts";
import type { Button, Card } from "#ports/card.ts";
import { button } from "./actions.ts";
import { ACK_DAYS } from "./invitation-cards.ts";
import { withPage } from "./one-page.ts";
import type { Words } from "./words.ts";

export interface ConnectionFacts {
  readonly wave: Pick<Wave, "id">;
  readonly site: { readonly id: SiteId; readonly name: string };
  readonly senderName: string;
  readonly helpContact: (pitfall: Pitfall) => string;
  /** The district's own word for a value. */
  readonly valueLabel: (id: string) => string;
}

/** "If your team needs X, PL supports it by Y" for the chosen pitfalls; undefined if none has one. */
export function connectionCard(
  words: Words,
  pitfalls: readonly Pitfall[],
  facts: ConnectionFacts,
): Card | undefined {
  const answered = pitfalls
    .map((pitfall) => ({ pitfall, text: connectionText(words, pitfall, facts) }))
    .filter(({ text }) => text !== "");
  if (answered.length === 0) return undefined;
  const texts = answered.map(({ text }) => text);
  const codes = answered.map(({ pitfall }) => pitfall.code);
  return {
    title: words.say("connection_title", {}),
    text: texts.join("\n\n"),
    buttons: connectionButtons(words, facts, codes),
    context: words.say("poll_change_mind", {}),
    fallback: texts.join(" "),
  };
}

/** A school in a big change is offered the month first; a page goes only with what has one. */
function connectionButtons(
  words: Words,
  { wave, site }: ConnectionFacts,
  codes: readonly string[],
): readonly Button[] {
  const about = [wave.id, site.id];
  const pages = withPage(words, codes);
  const page = button(words.say("connection_button_page", {}), "one-page", [
    ...about,
    pages.join(" "),
  ]);
  const call = button(words.say("connection_button_call", {}), "call-me", about);
  const later = button(words.say("connection_button_snooze", {}), "snooze", about);
  const none = button(words.say("connection_button_none", {}), "no-follow-up", about);
  const helping = pages.length > 0 ? [page, call] : [call];
  const waits = codes.includes(BIG_TRANSITION);
  return waits ? [later, ...helping, none] : [...helping, later, none];
}

function connectionText(words: Words, pitfall: Pitfall, facts: ConnectionFacts): string {
  const { connection, label } = pitfall;
  const override = words.library.connectionOverrides[pitfall.code];
  if (override !== undefined) {
    return words.fill(override, {
      pitfall_label: label,
      school: facts.site.name,
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
    core_value_label: facts.valueLabel(pitfall.values[0] ?? ""),
  });
}
