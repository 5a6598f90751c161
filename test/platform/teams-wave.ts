import { z } from "zod";
import type { FakeActivity, FakePerson } from "./fake-teams/index.ts";
import { until } from "./script.ts";
import { district } from "./slack-product.ts";
import { findHolder, type TeamsProduct } from "./teams-product.ts";

/** What is up in somebody's chat with the bot. */
export function chatOf({ teams }: TeamsProduct, person: FakePerson): readonly FakeActivity[] {
  return teams.messages(person.conversation);
}

/** Says plain words to the bot, and gives its answer once it is there. */
export async function say(
  product: TeamsProduct,
  by: FakePerson,
  text: string,
): Promise<FakeActivity> {
  const before = chatOf(product, by).length;
  const response = await product.send(product.teams.message({ by: by.id, text }));
  if (response.status !== 200) throw new RangeError(`Teams heard ${response.status}.`);
  await until(() => chatOf(product, by).length > before, 10_000);
  const answer = chatOf(product, by).at(-1);
  if (!answer) throw new RangeError("There is no answer.");
  return answer;
}

export function leadOf(product: TeamsProduct): FakePerson {
  return product.fakeOf(findHolder(product, "pl_lead"));
}

const CARD = "application/vnd.microsoft.card.adaptive";
const answerSchema = z.object({ value: z.unknown() });

/** Opens Wave 1 as a lead does: plain words, the button under the dry run, and yes. */
export async function openWave(product: TeamsProduct): Promise<void> {
  const lead = leadOf(product);
  const message = await say(product, lead, "wave open Wave 1");
  const { teams, send } = product;
  const pressed = await send(teams.press({ by: lead.id, message, action: 0 }));
  const { value: content } = answerSchema.parse(await pressed.json());
  const body = { ...message.body, attachments: [{ contentType: CARD, content }] };
  const question = { ...message, body };
  const response = await send(teams.press({ by: lead.id, message: question, action: 0 }));
  if (!JSON.stringify(await response.json()).includes("is open")) {
    throw new RangeError("The wave did not open.");
  }
}

/** One invitation for each school: who got it, and the message. */
export async function listInvitations(product: TeamsProduct) {
  const { app, people, fakeOf } = product;
  const sites = await app.product.store.read(district, (tx) => tx.roster.listSites());
  const posted = people.flatMap((each): (readonly [FakePerson, FakeActivity])[] => {
    const person = fakeOf(each);
    return chatOf(product, person).map((message) => [person, message] as const);
  });
  return sites.flatMap(({ name }) => {
    const asked = `Would ${name} like to join`;
    const found = posted.find(([, { body }]) => JSON.stringify(body).includes(asked));
    return found ? [found] : [];
  });
}
