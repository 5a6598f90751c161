import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AccountId, type ChannelId, toId } from "#domain/ids.ts";
import type { Address, Delivery, MessageRef } from "#ports/chat.ts";
import { attemptAt, createStillClock, deliverToEnd, post } from "./deliveries.ts";
import type { FakePerson, Fault } from "./fake-teams/index.ts";
import { startTeamsRig, type TeamsRig } from "./teams-rig.ts";

let rig: TeamsRig;
let clock: ReturnType<typeof createStillClock>;
let ana: FakePerson;
let toAna: Address;

beforeEach(async () => {
  clock = createStillClock();
  rig = await startTeamsRig({ clock });
  ana = rig.teams.addPerson({ name: "Ana Ruiz" });
  toAna = person(ana.id);
});

afterEach(async () => await rig.stop());

function person(id: string): Address {
  const conversation = { kind: "account", id: toId<AccountId>(id) } as const;
  return { platform: "teams", workspace: rig.teams.tenant, conversation };
}

const desk = () => ({ clock, deliver: rig.adapter.deliver });
const deliver = async (delivery: Delivery, more: object = {}) =>
  await rig.adapter.deliver(attemptAt(clock, delivery, more));
const up = () => rig.teams.messages(ana.conversation);

async function delivered(): Promise<MessageRef> {
  const outcome = await deliver(post(toAna));
  if (outcome.kind !== "delivered") throw new RangeError(`not delivered: ${outcome.kind}`);
  return outcome.ref;
}

describe("a message that went wrong is there once, or not at all", () => {
  const uncertain: readonly (readonly [string, Fault])[] = [
    ["502 after it was processed", { status: 502, processed: true }],
    ["504 after it was processed", { status: 504, processed: true }],
    ["500 after it was processed", { status: 500, processed: true }],
    ["a connection that broke after it was processed", { reset: "after" }],
  ];

  test.each(uncertain)("%s: sent once, and shown as unknown", async (_name, fault) => {
    rig.teams.fail("post", fault);
    expect(await deliverToEnd(desk(), post(toAna))).toMatchObject({ kind: "unknown" });
    expect(up()).toHaveLength(1);
    expect(rig.teams.calls.filter(({ kind }) => kind === "post")).toHaveLength(1);
  });

  test("silence after it was processed: sent once, and shown as unknown", async () => {
    await rig.stop();
    const timing = { budgetMs: 2500, replyMs: 5000, bulkMs: 700 };
    rig = await startTeamsRig({ clock, config: { timing } });
    ana = rig.teams.addPerson({ name: "Ana Ruiz" });
    toAna = person(ana.id);
    rig.teams.fail("post", { hang: "after" });
    expect(await deliverToEnd(desk(), post(toAna))).toMatchObject({ kind: "unknown" });
    expect(up()).toHaveLength(1);
  });

  test.each([
    ["429 with a time", { status: 429, retryAfter: "7" }],
    ["429 without one", { status: 429 }],
    ["412", { status: 412 }],
    ["503 with a time", { status: 503, retryAfter: "3" }],
    ["503 without one", { status: 503 }],
  ])("%s: nothing was done, so it is sent later, once", async (_name, fault) => {
    rig.teams.fail("post", fault, 2);
    expect(await deliverToEnd(desk(), post(toAna))).toMatchObject({ kind: "delivered" });
    expect(up()).toHaveLength(1);
  });

  test("Teams' own time to wait is kept", async () => {
    rig.teams.fail("post", { status: 429, retryAfter: "7" });
    const outcome = await deliver(post(toAna));
    if (outcome.kind !== "retry") throw new RangeError(outcome.kind);
    expect(outcome.held).toBe(true);
    expect(outcome.afterSeconds).toBeGreaterThanOrEqual(7);
    expect(outcome.afterSeconds).toBeLessThan(9);
    expect(await deliver(post(toAna), { key: "another" })).toMatchObject({ held: true });
    expect(rig.teams.calls.filter(({ kind }) => kind === "post")).toHaveLength(1);
  });

  test("what a process left in doubt is not sent again by the next", async () => {
    const outcome = await deliver(post(toAna), { attempt: 2, unsure: true });
    expect(outcome).toMatchObject({ kind: "unknown" });
    expect(rig.teams.calls.filter(({ kind }) => kind === "post")).toEqual([]);
  });

  test("a conversation may be begun again after a doubt: it is the same one", async () => {
    rig.teams.fail("create", { status: 502, processed: true });
    expect(await deliverToEnd(desk(), post(toAna))).toMatchObject({ kind: "delivered" });
    expect(up()).toHaveLength(1);
  });

  test.each(uncertain)("a change may be made twice: %s", async (_name, fault) => {
    const of = await delivered();
    rig.teams.fail("update", fault);
    clock.forward(60);
    const card = { text: "Changed", fallback: "Changed" };
    const outcome = await deliverToEnd(desk(), { do: "update", of, card }, "k2");
    expect(outcome).toMatchObject({ kind: "delivered" });
    expect(JSON.stringify(up())).toContain("Changed");
  });
});

test("two districts may have one key for two messages, and both are sent", async () => {
  const ben = rig.teams.addPerson({ name: "Ben" });
  const key = "nudge:1001:2026-W10";
  expect(await deliver(post(toAna), { key })).toMatchObject({ kind: "delivered" });
  const second = await deliver(post(person(ben.id)), { key });
  expect(second).toMatchObject({ kind: "delivered", ref: { address: person(ben.id) } });
  expect([up().length, rig.teams.messages(ben.conversation).length]).toEqual([1, 1]);
});

test("the token goes to no address that is not Microsoft's, whatever was kept", async () => {
  const serviceUrl = "https://evil.example/teams/";
  rig.reaches.set(ana.id, JSON.stringify({ serviceUrl, conversation: ana.conversation }));
  expect(await deliver(post(toAna))).toMatchObject({ kind: "refused" });
  expect(rig.teams.calls.filter(({ kind }) => kind === "post")).toEqual([]);
});

describe("who is out of reach is a refusal that a lead sees, and wakes", () => {
  test("somebody without the app, or who blocked it", async () => {
    rig.teams.setInstalled(ana.id, false);
    expect(await deliver(post(toAna))).toMatchObject({ kind: "refused", wakes: true });
    rig.teams.setInstalled(ana.id, true);
    expect(await deliver(post(toAna))).toMatchObject({ kind: "delivered" });
  });

  test("a team that the app has left", async () => {
    const team = rig.teams.addTeam({ people: [ana.id] });
    const { id } = rig.teams.addChannel({ team: team.id });
    rig.teams.setInstalled(team.id, false);
    const conversation = { kind: "channel", id: toId<ChannelId>(id) } as const;
    const to = { ...toAna, conversation };
    expect(await deliver(post(to))).toMatchObject({ kind: "refused", wakes: true });
  });

  test("a message that nobody could send again is refused and logged, without its words", async () => {
    rig.teams.fail("post", { status: 400, code: "BadSyntax" });
    const outcome = await deliver(post(toAna, "Secret words"));
    expect(outcome).toMatchObject({ kind: "refused" });
    expect(outcome).not.toHaveProperty("wakes", true);
    expect(rig.logged.at(-1)).toMatchObject({ event: "teams_message_faulty", level: "error" });
    expect(JSON.stringify(rig.logged)).not.toContain("Secret");
  });
});

describe("where a message goes", () => {
  test("to the conversation that the person used last, at its last address", async () => {
    await rig.send(rig.teams.message({ by: ana.id, text: "hello" }));
    expect(rig.reaches.get(ana.id)).toContain(ana.conversation);
    await deliver(post(toAna));
    expect(rig.teams.calls.filter(({ kind }) => kind === "create")).toEqual([]);
  });

  test("a channel's post begins a thread of its own, wherever the last words were", async () => {
    const team = rig.teams.addTeam({ people: [ana.id] });
    const { id } = rig.teams.addChannel({ team: team.id });
    const more = { conversation: { id: `${id};messageid=1700000000000` } };
    await rig.send(rig.teams.message({ by: ana.id, text: "hello", channel: id, more }));
    const conversation = { kind: "channel", id: toId<ChannelId>(id) } as const;
    await deliver(post({ ...toAna, conversation }));
    const posts = rig.teams.calls.filter(
      ({ kind, method }) => kind === "post" && method === "POST",
    );
    expect(decodeURIComponent(posts.at(-1)?.path ?? "")).toContain(`/${id}/activities`);
  });
});

describe("the bot's own token", () => {
  test("twenty sends at once on a cold start ask for one token", async () => {
    const people = Array.from({ length: 20 }, () => rig.teams.addPerson().id);
    const sends = people.map((id, at) => deliver(post(person(id)), { key: `k${at}` }));
    const outcomes = await Promise.all(sends);
    expect(outcomes.map(({ kind }) => kind)).toEqual(people.map(() => "delivered"));
    expect(rig.teams.tokenRequests()).toBe(1);
  });

  test("one that Teams does not accept any more is asked for anew", async () => {
    await delivered();
    rig.teams.endTokens();
    clock.forward(60);
    expect(await deliverToEnd(desk(), post(toAna), "k2")).toMatchObject({ kind: "delivered" });
    expect(rig.teams.tokenRequests()).toBe(2);
  });

  test("without one nothing is sent, and it is tried later", async () => {
    await rig.stop();
    const credential = { kind: "password", password: "not-the-secret" } as const;
    rig = await startTeamsRig({ clock, config: { credential } });
    ana = rig.teams.addPerson();
    expect(await deliver(post(person(ana.id)))).toMatchObject({ kind: "retry" });
    expect(up()).toEqual([]);
  });
});
