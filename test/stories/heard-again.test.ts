import { afterEach, beforeEach, expect, test } from "vitest";
import {
  type AccountId,
  type DistrictId,
  type OutboxKey,
  type PersonId,
  toId,
} from "#domain/ids.ts";
import type { MessageKind } from "#domain/message-policy.ts";
import type { Address } from "#ports/chat.ts";
import type { QueuedMessage } from "#ports/outbox-rows.ts";
import { linkByName } from "#usecases/link-workspace.ts";
import { principal, teacher } from "./playground-rig.ts";
import { district, START, startWorkspace, type Workspace, workspace } from "./workspace-rig.ts";

const WEEK = "2025-W34";
let place: Workspace;

beforeEach(async () => {
  place = await startWorkspace();
  place.desk.add("U1", await place.emailOf(teacher));
  await place.send("U1", { kind: "added" });
});
afterEach(async () => await place.stop());

const to: Address = {
  platform: "slack",
  workspace,
  conversation: { kind: "account", id: toId<AccountId>("U1") },
};

/** A message of this kind that found nobody. */
async function miss(key: string, kind: MessageKind, more: Partial<QueuedMessage> = {}) {
  const budgeted = kind === "nudge" || kind === "connection";
  await place.product.store.transaction(district, function* ({ outbox }) {
    yield* outbox.queue({
      key: toId<OutboxKey>(key),
      kind,
      delivery: { do: "post", to, card: { text: key, fallback: key } },
      dueAt: place.clock.now(),
      recipient: toId<PersonId>(teacher),
      budgetOf: budgeted ? toId<PersonId>(teacher) : undefined,
      week: budgeted ? WEEK : undefined,
      ...more,
    });
    const now = place.clock.now();
    const leaseUntil = new Date(+now + 60_000);
    const wanted = { limit: 10, laneMs: 0, perSecond: 100, leaseUntil };
    const outcome = { kind: "refused", reason: "Not installed.", wakes: true } as const;
    for (const message of yield* outbox.claim({ platform: "slack", now, ...wanted })) {
      yield* outbox.settle({ message, outcome, at: now });
    }
  });
  place.clock.moveTo(new Date(place.clock.now().getTime() + 5000));
}

/** The person is heard of in the bot's own conversation. */
const hear = async (reach = "here") => await place.send("U1", { kind: "added", reach });

async function waiting(): Promise<readonly string[]> {
  const keys = ["nudge-1", "nudge-2", "connection", "thanks"];
  const found = await place.product.store.read(district, function* ({ outbox }) {
    const states: string[] = [];
    for (const key of keys) {
      const message = yield* outbox.find(toId<OutboxKey>(key));
      if (message?.state === "waiting") states.push(key);
    }
    return states;
  });
  return found;
}

test("whoever is heard of again gets what is most urgent, once, and no flood", async () => {
  await miss("nudge-1", "nudge");
  await miss("thanks", "shout_out_direct");
  await miss("nudge-2", "nudge");
  await hear();
  expect(await waiting()).toEqual(["thanks"]);
  await hear();
  await hear("elsewhere");
  expect(await waiting()).toEqual(["thanks"]);
});

test("who stopped all messages hears nothing of what was missed", async () => {
  await miss("nudge-1", "nudge");
  await place.command("U1", "/pl stop");
  await hear();
  expect(await waiting()).toEqual([]);
});

test("who comes to stop is not greeted with what was missed, and start does not bring it back", async () => {
  await miss("nudge-1", "nudge");
  await place.send("U1", { kind: "text", text: "stop", reach: "here" });
  expect(await waiting()).toEqual([]);
  await place.send("U1", { kind: "text", text: "start", reach: "here" });
  await hear();
  expect(await waiting()).toEqual([]);
});

test("nothing that was missed comes into a pause", async () => {
  await miss("nudge-1", "nudge");
  await place.command("U1", "/pl pause");
  await hear();
  expect(await waiting()).toEqual([]);
  place.clock.moveTo(new Date(+START + 15 * 86_400_000));
  await hear();
  expect(await waiting()).toEqual(["nudge-1"]);
});

test("a workspace that is linked to another district takes nothing of this one along", async () => {
  await miss("nudge-1", "nudge");
  const { store } = place.product;
  const other = toId<DistrictId>("other");
  await store.transaction(other, (tx) =>
    tx.roster.saveDistrict({ id: other, name: "Other", shortName: "O", zone: "America/New_York" }),
  );
  await linkByName(place.product, { platform: "slack", workspace }, "other");
  const kept = await store.read(district, function* (tx) {
    const account = toId<AccountId>("U1");
    return [
      yield* tx.roster.findPersonByAccount({ platform: "slack", workspace, account }),
      yield* tx.outbox.listSleeping(to, place.clock.now()),
    ];
  });
  expect(kept).toEqual([undefined, []]);
});

test("a week that is full already gets no more", async () => {
  await miss("nudge-1", "nudge");
  await place.product.store.transaction(district, function* ({ outbox }) {
    for (const key of ["a", "b"]) {
      yield* outbox.queue({
        key: toId<OutboxKey>(key),
        kind: "nudge",
        delivery: { do: "post", to, card: { text: key, fallback: key } },
        dueAt: new Date(+START + 86_400_000),
        recipient: toId<PersonId>(teacher),
        budgetOf: toId<PersonId>(teacher),
        week: WEEK,
      });
    }
  });
  await hear();
  expect(await waiting()).toEqual([]);
});

test("what was missed weeks ago is not sent any more, if its time is over", async () => {
  await miss("nudge-1", "nudge", { expiresAt: new Date(+START + 3_600_000) });
  place.clock.moveTo(new Date(+START + 7_200_000));
  await hear();
  expect(await waiting()).toEqual([]);
});

test("of somebody who is not on the roster nothing is kept", async () => {
  place.desk.add("U9", "stranger@example.org");
  const reply = await place.send("U9", { kind: "added", reach: "there" });
  expect(reply.kind).toBe("none");
  const conversation = { kind: "account", id: toId<AccountId>("U9") } as const;
  const kept = await place.product.store.read(district, (tx) =>
    tx.roster.findReach({ ...to, conversation }),
  );
  expect(kept).toBeUndefined();
});

test("who removes the app is reached nowhere until they come back", async () => {
  place.desk.add("U2", await place.emailOf(principal));
  const conversation = { kind: "account", id: toId<AccountId>("U2") } as const;
  const reach = async () =>
    await place.product.store.read(district, (tx) => tx.roster.findReach({ ...to, conversation }));
  await place.send("U2", { kind: "added", reach: "here" });
  expect(await reach()).toBe("here");
  await place.send("U2", { kind: "removed" });
  expect(await reach()).toBeUndefined();
});
