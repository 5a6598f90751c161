import { afterAll, beforeAll, expect, test } from "vitest";
import { type AccountId, type OutboxKey, type PersonId, toId } from "#domain/ids.ts";
import type { Outcome } from "#ports/chat.ts";
import type { QueuedMessage } from "#ports/outbox-rows.ts";
import { cardOf, lead, principal, teacher } from "./playground-rig.ts";
import { district, START, startWorkspace, type Workspace, workspace } from "./workspace-rig.ts";

let place: Workspace;

beforeAll(async () => {
  place = await startWorkspace();
});
afterAll(async () => await place.stop());

/** An invitation to the principal on the platform, which ended like this. */
async function send(key: string, outcome: Outcome, more: Partial<QueuedMessage> = {}) {
  const id = toId<AccountId>("U1");
  const to = { platform: "slack", workspace, conversation: { kind: "account", id } } as const;
  await place.product.store.transaction(district, function* ({ outbox }) {
    yield* outbox.queue({
      key: toId<OutboxKey>(key),
      kind: "invitation",
      delivery: { do: "post", to, card: { text: key, fallback: key } },
      dueAt: START,
      recipient: toId<PersonId>(principal),
      ...more,
    });
    const wanted = { limit: 1, laneMs: 0, perSecond: 100, leaseUntil: new Date(+START + 60_000) };
    const claimed = yield* outbox.claim({ platform: "slack", now: START, ...wanted });
    for (const message of claimed) yield* outbox.settle({ message, outcome, at: START });
  });
}

const troubles = async () => {
  const card = cardOf(await place.playground.say(lead, "/pl status"));
  return card.fields?.find(({ label }) => label === "Not delivered")?.value ?? "";
};

test("a lead reads to whom what was not delivered, and why, without a code", async () => {
  expect(await troubles()).toContain("has arrived");
  await send("m1", { kind: "refused", reason: "This account is switched off in Slack." });
  await send("m2", { kind: "unknown", reason: "Slack did not answer." }, { kind: "reminder" });
  const text = await troubles();
  expect(text).toContain(
    "Jun Brânză: the invitation could not be delivered (Monday, August 18). This account is switched off in Slack.",
  );
  expect(text).toContain("Jun Brânză: a reminder may not have arrived (Monday, August 18).");
});

test("that somebody said what is not right, or tries something, shows in no list of it", async () => {
  const end: Outcome = { kind: "refused", reason: "Nobody is there." };
  const before = await troubles();
  await send("visit-correction-answer:c1", end, { kind: "lead_reply" });
  await send("visit-skips:v1:p1:e1", end, { kind: "visit_direct" });
  await send("try-ask:t1", end, { kind: "try_ask" });
  expect(await troubles()).toBe(before);
});

test("more than eight are counted, and nobody but leads sees any", async () => {
  for (const each of ["a", "b", "c", "d", "e", "f", "g", "h"]) {
    await send(each, { kind: "refused", reason: "" });
  }
  expect(await troubles()).toContain("And 2 more.");
  const card = cardOf(await place.playground.say(teacher, "/pl status"));
  expect(JSON.stringify(card)).not.toContain("delivered");
});
