import type { ChatEvent } from "#ports/chat.ts";
import type { Origin, SentForm } from "./incoming.ts";
import { readInputs } from "./read-inputs.ts";
import { openMeaning, type Sealing } from "./sealed-meaning.ts";

/** What somebody did with a button of a card, in Teams or in our tab. */
export interface Acted {
  readonly event: ChatEvent;
  /** Undefined for a button that sent no form. */
  readonly sent?: SentForm | undefined;
  /** True where only the actor sees the message. */
  readonly isAside: boolean;
}

/** Of a button whose key is gone. */
const LOST = { action: "", value: "", aside: false } as const;

/**
 * A button, or a form; undefined for what is not ours. A form acts once by the token in it, also when
 * it is sent again under another key; a button may be pressed again later, and acts once for each key.
 */
export function parseAction(data: unknown, origin: Origin, sealing: Sealing): Acted | undefined {
  const meaning = openMeaning(data, sealing);
  if (meaning === undefined) return undefined;
  if (meaning === "lost" || meaning.kind === "press") {
    const { action, value, aside = false } = meaning === "lost" ? LOST : meaning;
    return { event: { ...origin, kind: "press", action, value }, isAside: aside };
  }
  const { form, token, alone = false, aside = false } = meaning;
  const event: ChatEvent = {
    ...origin,
    key: `form:${token}:${origin.account}`,
    kind: "submit",
    form: form.id,
    context: form.context,
    values: readInputs(form, data),
  };
  return { event, sent: { form, inputs: data, token, alone }, isAside: aside };
}
