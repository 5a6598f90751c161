import { expect } from "vitest";
import { z } from "zod";
import { holds } from "#domain/roster.ts";
import type { FakeEphemeral, FakeMessage } from "./fake-slack/types.ts";
import { until } from "./script.ts";
import { accountOf, district, type startSlackProduct } from "./slack-product.ts";

type Started = Awaited<ReturnType<typeof startSlackProduct>>;
type Product = Pick<Started, "slack" | "app" | "people" | "send">;

const answerSchema = z.object({
  text: z.string(),
  blocks: z.array(z.record(z.string(), z.unknown())),
});

export function leadOf({ people }: Product): string {
  const lead = people.find((person) => person.active && holds(person, "pl_lead"));
  if (!lead) throw new RangeError("The sample has no PL lead.");
  return accountOf(lead.id);
}

/** What a command answered, as the person sees it: its buttons can be pressed. */
async function shownTo(by: string, response: Response): Promise<FakeEphemeral> {
  const answer = answerSchema.parse(await response.json());
  return { channel: "D0001", account: by, ts: "1.1", ...answer };
}

/** Opens Wave 1 as a lead does: a command, the button under the dry run, and yes. */
export async function openWave(product: Product): Promise<void> {
  const { slack, send } = product;
  const by = leadOf(product);
  const response = await send(slack.command({ text: "/pl wave open Wave 1", by }));
  const ephemeral = await shownTo(by, response);
  const before = slack.said.length;
  const pressed = await send(slack.press({ by, ephemeral, action: 0 }));
  expect(pressed.status).toBe(200);
  await until(() => slack.said.length > before);
  const question = { ...ephemeral, ...answerSchema.parse(slack.said.at(-1)?.body) };
  const said = await send(slack.press({ by, ephemeral: question, action: 0 }));
  expect(said.status).toBe(200);
  await until(() => slack.said.length > before + 1);
}

/** One invitation for each school: the account that got it, and the message. */
export async function listInvitations({ app, slack, people }: Product) {
  const sites = await app.product.store.read(district, (tx) => tx.roster.listSites());
  const posted = people.flatMap(({ id }): (readonly [string, FakeMessage])[] =>
    slack.messages(accountOf(id)).map((message) => [accountOf(id), message] as const),
  );
  return sites.flatMap(({ name }) => {
    const asked = `Would ${name} like to join`;
    const found = posted.find(([, { blocks }]) => JSON.stringify(blocks).includes(asked));
    return found ? [found] : [];
  });
}
