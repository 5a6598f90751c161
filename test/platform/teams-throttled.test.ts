import { afterEach, beforeEach, test } from "vitest";
import { type AccountId, type OutboxKey, toId } from "#domain/ids.ts";
import type { Address } from "#ports/chat.ts";
import type { QueuedMessage } from "#ports/outbox-rows.ts";
import { until } from "./script.ts";
import { accountOf, district } from "./slack-product.ts";
import { startTeamsProduct, type TeamsProduct } from "./teams-product.ts";
import { leadOf, say } from "./teams-wave.ts";

const ON_SLACK = "rbps-s020";
/** Far less than a hanging call is given. */
const SOON_MS = 4000;
const PEOPLE = 20;

let product: TeamsProduct;

beforeEach(async () => {
  product = await startTeamsProduct({ onSlack: ({ homeSite }) => homeSite === ON_SLACK });
  await say(product, leadOf(product), "help");
});

afterEach(async () => await product.stop());

function toQueue(key: string, to: Address): QueuedMessage {
  const card = { text: "Hello", fallback: "Hello" };
  const delivery = { do: "post", to, card } as const;
  return { key: toId<OutboxKey>(key), kind: "reply", delivery, dueAt: product.clock.now() };
}

/** Messages to twenty people on Teams and one on Slack, due at the same moment. */
async function queueAll(): Promise<string> {
  const { app, people, teams, slack, fakeOf } = product;
  const there = people.filter(({ homeSite }) => homeSite === "rbps-s001").slice(0, PEOPLE);
  const onSlack = people.find(({ homeSite }) => homeSite === ON_SLACK);
  const slackAccount = accountOf(onSlack?.id ?? toId(""));
  await app.product.store.transaction(district, function* ({ outbox }) {
    for (const person of there) {
      const conversation = { kind: "account", id: toId<AccountId>(fakeOf(person).id) } as const;
      const to: Address = { platform: "teams", workspace: teams.tenant, conversation };
      yield* outbox.queue(toQueue(`teams:${person.id}`, to));
    }
    const conversation = { kind: "account", id: slackAccount } as const;
    const to: Address = { platform: "slack", workspace: slack.workspace.id, conversation };
    yield* outbox.queue(toQueue("slack", to));
  });
  await app.loop.sweep();
  return slackAccount;
}

test("Teams that asks to wait keeps its own messages waiting, and Slack's go out", async () => {
  product.teams.fail("create", { status: 429, retryAfter: "30" }, PEOPLE);
  const account = await queueAll();
  await until(() => product.slack.messages(account).length === 1, SOON_MS);
});

test("Teams that hangs keeps nobody else waiting", async () => {
  product.teams.fail("create", { hang: "before" }, PEOPLE);
  const account = await queueAll();
  await until(() => product.slack.messages(account).length === 1, SOON_MS);
  // And what becomes due later is not kept either.
  const { app, slack, clock } = product;
  const conversation = { kind: "account", id: toId<AccountId>(account) } as const;
  const to: Address = { platform: "slack", workspace: slack.workspace.id, conversation };
  clock.moveTo(new Date(clock.now().getTime() + 2000));
  await app.product.store.transaction(district, (tx) => tx.outbox.queue(toQueue("slack-2", to)));
  await app.loop.sweep();
  await until(() => slack.messages(account).length === 2, SOON_MS);
});
