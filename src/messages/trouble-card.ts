import type { MessageKind } from "#domain/message-policy.ts";
import type { Card } from "#ports/card.ts";
import type { OutboxState } from "#ports/outbox-rows.ts";
import type { Words } from "./words.ts";

/** A message that did not arrive, or may not have. */
export interface TroubleLine {
  /** Undefined for somebody, or a channel, that is not there any more. */
  readonly name: string | undefined;
  readonly kind: MessageKind;
  readonly state: OutboxState;
  readonly day: string;
  /** The platform's reason in words; "" for none. */
  readonly reason: string;
}

/** More lines than this are counted, not listed. */
const MOST_TROUBLED = 8;

/** To whom what was not delivered, and why. */
export function troubleCard(words: Words, troubled: readonly TroubleLine[]): Card {
  const title = words.say("trouble_title", {});
  if (troubled.length === 0) {
    const text = words.say("trouble_none", {});
    return { title, text, fallback: text };
  }
  const lines = troubled.slice(0, MOST_TROUBLED).map((line) => troubleLine(words, line));
  const rest = troubled.length - lines.length;
  return {
    title,
    text: [words.say("trouble_text", {}), ...lines].join("\n"),
    context: rest > 0 ? words.say("trouble_more", { count: String(rest) }) : undefined,
    fallback: lines.join(" "),
  };
}

function troubleLine(words: Words, { name, kind, state, day, reason }: TroubleLine): string {
  const what = words.say(`kind_${kind}`, {});
  // Why something was late is said by that it was.
  const text = state === "expired" ? "" : reason;
  const values = { name, what, state: stateWords(words, state), day: words.day(day), text };
  return words.say("trouble_line", values);
}

function stateWords(words: Words, state: OutboxState): string {
  if (state === "unknown") return words.say("trouble_unknown", {});
  if (state === "dead") return words.say("trouble_dead", {});
  return words.say(state === "expired" ? "trouble_expired" : "trouble_refused", {});
}
