import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createClients } from "#adapters/slack/clients.ts";
import { createDeliver } from "#adapters/slack/deliver.ts";
import { createFetch } from "#adapters/slack/fetch.ts";
import { attemptAt, post } from "./deliveries.ts";
import {
  createBook,
  modal,
  openSlackDesk,
  type SlackDesk,
  toChannel,
  toPerson,
} from "./slack-desk.ts";

const ana = toPerson("UANA");

let desk: SlackDesk;

beforeEach(async () => {
  desk = await openSlackDesk({ others: ["T0002"] });
  desk.slack.addPerson({ id: "UANA", email: "ana@rbps.example" });
  desk.slack.addPerson({ id: "UBEN", workspace: "T0002" });
  desk.slack.addChannel({ id: "C1", name: "red-bluff" });
});
afterEach(async () => await desk.stop());

const callsOf = (method: string) => desk.slack.calls.filter((call) => call.method === method);

test("T1: a school's message never leaves with another district's token", async () => {
  const { slack, clients } = desk;
  slack.addChannel({ id: "C2", name: "other", workspace: "T0002" });
  for (let round = 0; round < 3; round++) {
    await desk.deliver(attemptAt(desk.clock, post(toChannel("C1")), { key: `one-${round}` }));
    const there = post(toChannel("C2", "T0002"));
    await desk.deliver(attemptAt(desk.clock, there, { key: `two-${round}` }));
    await (await clients.interactive("T0001"))?.users.info({ user: "UANA" });
    await (await clients.interactive("T0002"))?.users.info({ user: "UBEN" });
  }
  const own = { C1: "xoxb-T0001", UANA: "xoxb-T0001", C2: "xoxb-T0002", UBEN: "xoxb-T0002" };
  const used = slack.calls.map(({ args, token }) => [args.channel ?? args.user, token]);
  expect(used).toHaveLength(12);
  expect(used.filter(([to, token]) => new Map(Object.entries(own)).get(`${to}`) !== token)).toEqual(
    [],
  );
  expect(slack.messages("C2", "T0002")).toHaveLength(3);
});

test("T2: a limit on the wave's messages keeps nobody from opening a form", async () => {
  const { slack, clients, clock, deliver } = desk;
  const posted = await deliver(attemptAt(clock, post(toChannel("C1"))));
  slack.fail("chat.postMessage", { status429: 30 });
  const limited = await deliver(attemptAt(clock, post(ana)));
  expect(limited).toMatchObject({ kind: "retry", held: true });
  const seconds = limited.kind === "retry" ? limited.afterSeconds : 0;
  expect(seconds).toBeGreaterThanOrEqual(30);
  expect(seconds).toBeLessThanOrEqual(31);
  const triggerId = slack.mintTrigger("UANA");
  const begun = performance.now();
  await (await clients.interactive("T0001"))?.views.open({ trigger_id: triggerId, view: modal });
  expect(performance.now() - begun).toBeLessThan(300);

  clock.forward(10);
  const before = callsOf("chat.postMessage").length;
  const waits = await deliver(attemptAt(clock, post(ana), { key: "second" }));
  expect(waits).toMatchObject({ kind: "retry", held: true });
  expect(waits.kind === "retry" && Math.round(waits.afterSeconds - seconds)).toBe(-10);
  expect(callsOf("chat.postMessage")).toHaveLength(before);

  if (posted.kind !== "delivered") throw new Error(posted.reason);
  const card = { text: "Closed", fallback: "Closed" };
  const changed = await deliver(attemptAt(clock, { do: "update", of: posted.ref, card }));
  const there = await deliver(attemptAt(clock, post(toPerson("UBEN", "T0002"))));
  expect([changed.kind, there.kind]).toEqual(["delivered", "delivered"]);

  clock.forward(21);
  expect(await deliver(attemptAt(clock, post(ana)))).toMatchObject({ kind: "delivered" });
  expect(slack.messages("UANA")).toHaveLength(1);
});

test("T2: a limit that comes in the answer's body counts, too", async () => {
  desk.slack.fail("chat.postMessage", { error: "ratelimited" });
  const limited = await desk.deliver(attemptAt(desk.clock, post(ana)));
  expect(limited).toMatchObject({ kind: "retry", held: true });
});

test("T3: a person is written to once, though Slack's answer is lost on the way", async () => {
  const lost = [
    { reset: true, processed: true },
    { status: 503, processed: true },
    { error: "internal_error" },
  ] as const;
  for (const [at, fault] of lost.entries()) {
    desk.slack.fail("chat.postMessage", fault);
    const outcome = await desk.deliver(attemptAt(desk.clock, post(ana), { key: `lost-${at}` }));
    expect(outcome).toMatchObject({ kind: "unknown" });
  }
  // The third was answered and not done; nobody posts any of them a second time.
  expect(callsOf("chat.postMessage")).toHaveLength(3);
  expect(desk.slack.messages("UANA")).toHaveLength(2);
});

test("T3: a message that never left is tried again without a doubt", async () => {
  const book = createBook(desk.slack.workspace);
  // Nobody listens there any more.
  const gone = await openSlackDesk();
  await gone.stop();
  const { apiUrl } = gone.slack;
  const clients = createClients({ apiUrl }, book, createFetch({ apiUrl, timeoutMs: 1000 }));
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const box = { seal: (text: string) => text, open: (text: string) => text };
  const deliver = createDeliver({ clients, config: { box, clock: desk.clock, log } });
  const outcome = await deliver(attemptAt(desk.clock, post(ana)));
  expect(outcome).toMatchObject({ kind: "retry", afterSeconds: expect.any(Number) });
  expect(outcome).not.toMatchObject({ unsure: true });
});

test("T12: a server of many districts lets go of those that nobody writes to", async () => {
  const many = Array.from({ length: 201 }, (_, at) => ({
    ...desk.slack.workspace,
    id: `T${1000 + at}`,
    botToken: `xoxb-${at}`,
  }));
  const book = createBook(...many);
  const settings = { apiUrl: desk.slack.apiUrl };
  const guarded = createFetch({ ...settings, timeoutMs: 5000 });
  const clients = createClients(settings, book, guarded);
  const first = await clients.bulk("T1000");
  const second = await clients.bulk("T1001");
  expect(await clients.bulk("T1000")).toBe(first);
  expect(await clients.interactive("T1000")).not.toBe(first);
  for (const { id } of many.slice(2)) await clients.bulk(id);
  // The one that was used longest ago had to go, and no other.
  expect(await clients.bulk("T1000")).toBe(first);
  expect(await clients.bulk("T1001")).not.toBe(second);

  book.tokens.set("T1000", "xoxb-renewed");
  const renewed = await clients.bulk("T1000");
  expect(renewed).not.toBe(first);
  expect(renewed?.token).toBe("xoxb-renewed");
  clients.forget("T1000");
  expect(await clients.bulk("T1000")).not.toBe(renewed);
  expect(await clients.bulk("T9999")).toBeUndefined();
});

test("T17: whatever Slack is told to answer to, nobody's words go to another server", async () => {
  const guarded = createFetch({ apiUrl: desk.slack.apiUrl, timeoutMs: 5000 });
  const answer = { method: "POST", body: JSON.stringify({ text: "Only for Ana" }) };
  await expect(guarded("https://hooks.example.org/commands/T1", answer)).rejects.toThrow();
  await expect(guarded("http://169.254.169.254/", answer)).rejects.toThrow();
  const client = await desk.clients.bulk("T0001");
  await expect(client?.apiCall("https://hooks.example.org/x", {})).rejects.toThrow();
  expect(desk.slack.calls.every(({ token }) => token === "xoxb-T0001")).toBe(true);
});

test("T17: somebody who waits for a form does not wait for a Slack that hangs", async () => {
  const settings = { apiUrl: desk.slack.apiUrl, interactiveTimeoutMs: 50 };
  const guarded = createFetch({ apiUrl: desk.slack.apiUrl, timeoutMs: 5000 });
  const clients = createClients(settings, createBook(desk.slack.workspace), guarded);
  desk.slack.fail("views.open", { hang: true, processed: false });
  const client = await clients.interactive("T0001");
  const opening = client?.views.open({ trigger_id: "1", view: modal }).then(
    () => "opened",
    () => "given up",
  );
  expect(await Promise.race([opening, wait(1000).then(() => "waits")])).toBe("given up");
});
