import { expect } from "vitest";
import { z } from "zod";
import type { Person } from "#domain/roster.ts";
import { holds } from "#domain/roster.ts";
import type { FakeEphemeral, FakeMessage } from "./fake-slack/types.ts";
import { accountOf, type startSlackProduct } from "./slack-product.ts";
import { until } from "./slack-rig.ts";

type Product = Awaited<ReturnType<typeof startSlackProduct>>;

const SECOND_MS = 1000;
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
export async function shownTo(by: string, response: Response): Promise<FakeEphemeral> {
  const answer = answerSchema.parse(await response.json());
  return { channel: "D0001", account: by, ts: "1.1", ...answer };
}

/** Opens Wave 1 as a lead does: a command, then the button under the dry run. */
export async function openWave(product: Product): Promise<void> {
  const { slack, send } = product;
  const by = leadOf(product);
  const response = await send(slack.command({ text: "/pl wave open Wave 1", by }));
  const ephemeral = await shownTo(by, response);
  const pressed = await send(slack.press({ by, ephemeral, action: 0 }));
  expect(pressed.status).toBe(200);
  await until(() => slack.said.length > 0);
}

/** Lets the clock run, second by second, until nothing waits any more. */
export async function deliverAll({ app, clock }: Product, mostSeconds = 600): Promise<void> {
  for (let second = 0; second < mostSeconds; second++) {
    await app.loop.runDue();
    const next = await app.loop.nextAt();
    if (!next || next.getTime() - clock.now().getTime() > 60 * SECOND_MS) return;
    clock.moveTo(new Date(clock.now().getTime() + SECOND_MS));
  }
}

/** The invitation each principal's account sees, with the account. */
export function invitations(product: Product): readonly (readonly [string, FakeMessage])[] {
  const principals = product.people.filter((person: Person) => person.active);
  return principals.flatMap((person): [string, FakeMessage][] => {
    const account = accountOf(person.id);
    const message = product.slack
      .messages(account)
      .find(({ blocks }) => JSON.stringify(blocks).includes("Yes, count us in"));
    return message ? [[account, message]] : [];
  });
}
