import { z } from "zod";
import type { Card, Form } from "#ports/card.ts";
import type { Reply } from "#ports/chat.ts";
import type { FakeActivity, FakePerson } from "./fake-teams/index.ts";
import { until } from "./script.ts";
import { startTeamsRig, type TeamsRig, type TeamsRigOptions } from "./teams-rig.ts";

export const thanks = {
  kind: "note",
  card: { text: "Thank you.", fallback: "Thank you." },
} as const satisfies Reply;
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

/** Ana and Ben in a school's team with one channel, and a product that says thank you. */
export interface TeamsScene {
  readonly rig: TeamsRig;
  readonly ana: FakePerson;
  readonly ben: FakePerson;
  readonly channel: string;
  /** What is up in Ana's chat with the bot. */
  chat(): readonly FakeActivity[];
  /** A card of ours in Ana's chat, as the outbox posts it. */
  post(card: Card): Promise<FakeActivity>;
}

export async function startScene(options: TeamsRigOptions = {}): Promise<TeamsScene> {
  const rig = await startTeamsRig(options);
  const { teams } = rig;
  const ana = teams.addPerson({ name: "Ana Ruiz" });
  const ben = teams.addPerson({ name: "Ben Cho" });
  const team = teams.addTeam({ name: "Lindenwood", people: [ana.id, ben.id] });
  const { id: channel } = teams.addChannel({ name: "Staff", team: team.id });
  rig.answer(thanks);
  const chat = () => teams.messages(ana.conversation);
  const post = async (card: Card): Promise<FakeActivity> => {
    await rig.send(teams.message({ by: ana.id, text: "hello", id: "first" }));
    await until(() => chat().length === 1);
    const [event] = rig.heard;
    if (!event) throw new RangeError("Nobody was heard.");
    const { platform, workspace, account: id, at } = event;
    const to = { platform, workspace, conversation: { kind: "account", id } } as const;
    const delivery = { do: "post", to, card } as const;
    await rig.adapter.deliver({ key: "k1", attempt: 1, unsure: false, delivery, at });
    const message = chat().at(-1);
    if (!message) throw new RangeError("Nothing was posted.");
    return message;
  };
  return { rig, ana, ben, channel, chat, post };
}

export const words = (message: unknown): string => JSON.stringify(message);

const invoked = z.object({ value: z.unknown() });

/** The message as it looks to the one who pressed, with the card of the response in its place. */
export async function inPlace(message: FakeActivity, response: Response): Promise<FakeActivity> {
  const { value: content } = invoked.parse(await response.json());
  const contentType = "application/vnd.microsoft.card.adaptive";
  return { ...message, body: { attachments: [{ contentType, content }] } };
}
