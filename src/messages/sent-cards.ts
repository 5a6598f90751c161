import type { Card, Field } from "#ports/card.ts";
import type { OutboxState } from "#ports/outbox-rows.ts";
import { button } from "./actions.ts";
import { type SendNames, sendName } from "./sent-names.ts";
import type { TextKey } from "./slots.ts";
import type { Words } from "./words.ts";

/** How one occasion stands. */
export interface SendLine {
  readonly send: string;
  readonly counts: ReadonlyMap<OutboxState, number>;
}

export interface SendList {
  readonly lines: readonly SendLine[];
  readonly names: SendNames;
}

type CountKey = Extract<
  TextKey,
  `sent_${"delivered" | "waiting" | "refused" | "unknown" | "expired" | "cancelled"}`
>;

/** In this order; what is still being sent waits, and what was tried too often was refused. */
const GROUPS: readonly (readonly [CountKey, readonly OutboxState[]])[] = [
  ["sent_delivered", ["delivered"]],
  ["sent_waiting", ["waiting", "leased"]],
  ["sent_refused", ["refused", "dead"]],
  ["sent_unknown", ["unknown"]],
  ["sent_expired", ["expired"]],
  ["sent_cancelled", ["cancelled", "superseded"]],
];

/** `/pl sent`: the last occasions, with what became of each. */
export function sendListCard(words: Words, { lines, names }: SendList): Card {
  const title = words.say("sent_title", {});
  if (lines.length === 0) {
    const text = words.say("sent_none", {});
    return { title, text, fallback: text };
  }
  const text = lines.map((line, index) =>
    words.say("sent_line", {
      number: String(index + 1),
      what: sendName(words, line.send, names),
      counts: countWords(words, line.counts),
    }),
  );
  const context = words.say("sent_how", {});
  return { title, text: text.join("\n"), context, fallback: `${title}. ${context}` };
}

/** "52 delivered, 3 refused". */
function countWords(words: Words, counts: SendLine["counts"]): string {
  return GROUPS.flatMap(([key, states]) => {
    const sum = states.reduce((all, state) => all + (counts.get(state) ?? 0), 0);
    return sum === 0 ? [] : [words.say(key, { count: String(sum) })];
  }).join(", ");
}

/** Who was not reached for one reason. */
export interface Unreached {
  readonly state: OutboxState;
  /** In the platform's words; "" for none. */
  readonly reason: string;
  /** Undefined for somebody, or a channel, that is not there any more. */
  readonly names: readonly (string | undefined)[];
}

export interface SendFacts extends SendLine {
  readonly names: SendNames;
  readonly unreached: readonly Unreached[];
  /** How many of them may be sent again. */
  readonly again: number;
}

/** `/pl sent 1`: who was not reached and why, by name, for whoever acts on it. */
export function sendCard(words: Words, facts: SendFacts): Card {
  const { send, counts, unreached, again } = facts;
  const title = sendName(words, send, facts.names);
  const lost = unreached.filter(({ state }) => state !== "unknown");
  const unsure = unreached.filter(({ state }) => state === "unknown");
  const fields: Field[] = [];
  if (lost.length > 0) {
    const value = lost.map((one) => lostLine(words, one)).join("\n");
    fields.push({ label: words.say("sent_not_reached", {}), value });
  }
  if (unsure.length > 0) {
    const names = nameWords(
      words,
      unsure.flatMap((one) => one.names),
    );
    const value = words.say("sent_may_have_text", { names });
    fields.push({ label: words.say("sent_may_have", {}), value });
  }
  const reached = fields.length === 0 ? [words.say("sent_all_reached", {})] : [];
  const press = button(words.say("sent_again_button", {}), "send-again", [send]);
  return {
    title,
    text: [countWords(words, counts), ...reached].join("\n"),
    fields,
    buttons: again > 0 ? [{ ...press, style: "primary" }] : [],
    fallback: `${title}: ${countWords(words, counts)}`,
  };
}

function lostLine(words: Words, { state, reason, names }: Unreached): string {
  const why = lostReason(words, state, reason);
  return words.say("sent_reason_line", { reason: why, names: nameWords(words, names) });
}

function lostReason(words: Words, state: OutboxState, reason: string): string {
  if (state === "expired") return words.say("sent_reason_expired", {});
  if (state === "dead") return words.say("sent_reason_dead", {});
  const said = words.say("sent_reason_out_of_reach", {});
  return reason === "" ? said : `${said} ${reason}`;
}

/** More names than this are counted. */
const MOST_NAMES = 25;

function nameWords(words: Words, names: readonly (string | undefined)[]): string {
  const known = names.map((name) => name ?? words.say("sent_gone", {}));
  const shown = known.slice(0, MOST_NAMES);
  const rest = known.length - shown.length;
  const list = rest > 0 ? shown.join(", ") : words.list(shown);
  return rest > 0 ? words.say("sent_more", { names: list, count: String(rest) }) : list;
}
