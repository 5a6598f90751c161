import { type AccountId, toId } from "#domain/ids.ts";
import type { Card, Form } from "#ports/card.ts";
import type { Address } from "#ports/chat.ts";
import type { FakeMessage } from "./fake-slack/types.ts";
import type { SlackRig } from "./slack-rig.ts";

export const hello: Card = { text: "Hello", fallback: "Hello" };
export const asked: Card = {
  text: "Would your school join?",
  fallback: "Would your school join?",
  buttons: [
    { label: "Yes", action: "answer", value: "w|s|yes" },
    { label: "Not yet", action: "answer", value: "w|s|not_yet" },
  ],
};
export const answered: Card = { text: "Your school is in.", fallback: "Your school is in." };
export const form: Form = {
  id: "praise",
  title: "Thank a colleague",
  submit: "Send",
  context: "draft-1|",
  fields: [
    { type: "people", name: "who", label: "Whom?", required: true, most: 10 },
    { type: "text", name: "saw", label: "What?", required: true, maxLength: 300, multiline: true },
  ],
};
const person: Address = {
  platform: "slack",
  workspace: "T0001",
  conversation: { kind: "account", id: toId<AccountId>("U1") },
};
/** Posts a card to the person, as the relay does. */
export async function post(rig: SlackRig, card: Card): Promise<void> {
  const delivery = { do: "post", to: person, card } as const;
  const at = rig.config.clock.now();
  const outcome = await rig.adapter.deliver({ key: "k1", attempt: 1, unsure: false, delivery, at });
  if (outcome.kind !== "delivered") throw new RangeError(`not delivered: ${outcome.kind}`);
}

/** The first message the person sees. */
export function firstOf(rig: SlackRig): FakeMessage {
  const [message] = rig.slack.messages("U1");
  if (!message) throw new RangeError("Nothing was posted.");
  return message;
}
