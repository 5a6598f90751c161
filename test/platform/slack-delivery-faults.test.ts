import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { attemptAt, deliverToEnd, post } from "./deliveries.ts";
import type { Fault } from "./fake-slack/index.ts";
import {
  type DeskOptions,
  looking,
  openSlackDesk,
  type SlackDesk,
  toChannel,
  toPerson,
  usual,
} from "./slack-desk.ts";

const desks: SlackDesk[] = [];
const ana = toPerson("UANA");

async function open(options: DeskOptions = {}): Promise<SlackDesk> {
  const desk = await openSlackDesk({ timeoutMs: 80, ...options });
  desk.slack.addPerson({ id: "UANA" });
  desk.slack.addChannel({ id: "C1", name: "red-bluff" });
  desks.push(desk);
  return desk;
}
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.stop();
});

const faults = [
  ["the connection breaks", { reset: true }],
  ["Slack answers 503", { status: 503 }],
  ["Slack does not answer", { hang: true }],
] as const;
const faulty = faults.flatMap(([name, fault]) =>
  [true, false].map((processed) => [name, processed, { ...fault, processed }] as const),
);
const countPosts = ({ slack }: SlackDesk): number =>
  slack.calls.filter(({ method }) => method === "chat.postMessage").length;

for (const to of [ana, toChannel("C1")]) {
  const place = to.conversation.id;
  test.each(faulty)(
    `where we may look, ${place} sees a message once when %s (done: %s)`,
    async (_name, processed, fault) => {
      const desk = await open({ scopes: [...usual, ...looking] });
      desk.slack.fail("chat.postMessage", fault);
      const outcome = await deliverToEnd(desk, post(to));
      const messages = desk.slack.messages(place);
      expect(messages).toHaveLength(1);
      const [message] = messages;
      const handle = `${message?.channel}:${message?.ts}`;
      expect(outcome).toEqual({ kind: "delivered", ref: { address: to, handle } });
      expect(countPosts(desk)).toBe(processed ? 1 : 2);
    },
  );

  test.each(faulty)(
    `where we may not look, ${place} never sees a message twice when %s (done: %s)`,
    async (_name, processed, fault) => {
      const desk = await open();
      desk.slack.fail("chat.postMessage", fault);
      const outcome = await deliverToEnd(desk, post(to));
      expect(outcome).toMatchObject({ kind: "unknown", reason: expect.stringContaining("again") });
      expect(desk.slack.messages(place)).toHaveLength(processed ? 1 : 0);
      expect(countPosts(desk)).toBe(1);
    },
  );
}

test.each([[[...usual, ...looking]], [usual]])(
  "a person sees a message once, after the time that Slack asked for (%s)",
  async (scopes) => {
    const desk = await open({ scopes });
    desk.slack.fail("chat.postMessage", { status429: 20 });
    const begun = desk.clock.now().getTime();
    expect(await deliverToEnd(desk, post(ana))).toMatchObject({ kind: "delivered" });
    expect(desk.slack.messages("UANA")).toHaveLength(1);
    const waited = (desk.clock.now().getTime() - begun) / 1000;
    expect(waited).toBeGreaterThanOrEqual(20);
    expect(waited).toBeLessThan(22);
  },
);

test("a message is found again after a crash, also behind what was written since", async () => {
  const desk = await open({ scopes: [...usual, ...looking] });
  await desk.deliver(attemptAt(desk.clock, post(ana)));
  desk.clock.forward(60 * 60 * 60);
  for (let at = 0; at < 40; at++) {
    desk.slack.write({ by: "UANA", channel: "UANA", text: `${at}` });
  }
  const again = attemptAt(desk.clock, post(ana), { attempt: 2, unsure: true });
  const [message] = desk.slack.messages("UANA");
  const handle = `${message?.channel}:${message?.ts}`;
  expect(await desk.deliver(again)).toMatchObject({ kind: "delivered", ref: { handle } });
  expect(countPosts(desk)).toBe(1);
});

test("a conversation that is too long to look through leaves the message unknown", async () => {
  const desk = await open({ scopes: [...usual, ...looking] });
  await desk.deliver(attemptAt(desk.clock, post(ana)));
  for (let at = 0; at < 80; at++) {
    desk.slack.write({ by: "UANA", channel: "UANA", text: `${at}` });
  }
  const again = attemptAt(desk.clock, post(ana), { attempt: 2, unsure: true });
  expect(await desk.deliver(again)).toMatchObject({ kind: "unknown" });
  expect(countPosts(desk)).toBe(1);
});

test("a message that a crash kept back is posted when the look does not find it", async () => {
  const desk = await open({ scopes: [...usual, ...looking] });
  const again = attemptAt(desk.clock, post(ana), { attempt: 2, unsure: true });
  expect(await desk.deliver(again)).toMatchObject({ kind: "delivered" });
  expect(desk.slack.messages("UANA")).toHaveLength(1);
});

test("a doubt stays a doubt while Slack lets us look only later", async () => {
  const desk = await open({ scopes: [...usual, ...looking] });
  const again = attemptAt(desk.clock, post(ana), { attempt: 2, unsure: true });
  for (const fault of [{ status429: 60 }, { status: 503, processed: false }] as const) {
    desk.slack.fail("conversations.history", fault);
    expect(await desk.deliver(again)).toMatchObject({ kind: "retry", unsure: true });
    desk.clock.forward(62);
  }
  expect(countPosts(desk)).toBe(0);
});

test("a crash with a doubt and no permission to look ends as unknown, without a post", async () => {
  const desk = await open();
  const again = attemptAt(desk.clock, post(ana), { attempt: 2, unsure: true });
  expect(await desk.deliver(again)).toMatchObject({ kind: "unknown" });
  expect(desk.slack.calls).toEqual([]);
});

test("a change that was lost is made again, because twice is as good as once", async () => {
  const desk = await open();
  const posted = await desk.deliver(attemptAt(desk.clock, post(ana)));
  if (posted.kind !== "delivered") throw new Error(posted.reason);
  const card = { text: "Changed", fallback: "Changed" };
  for (const [, , fault] of faulty) {
    desk.slack.fail("chat.update", fault);
    const outcome = await deliverToEnd(desk, { do: "update", of: posted.ref, card });
    expect(outcome).toMatchObject({ kind: "delivered" });
  }
  expect(desk.slack.messages("UANA").map(({ text }) => text)).toEqual(["Changed"]);
});

test("whatever goes wrong, in whatever order, nobody sees a message twice", async () => {
  const fault = fc.constantFrom<Fault>(
    { reset: true, processed: true },
    { reset: true, processed: false },
    { status: 503, processed: true },
    { status: 503, processed: false },
    { status429: 3 },
    { error: "internal_error" },
    { error: "token_expired" },
  );
  const method = fc.constantFrom("chat.postMessage", "conversations.history", "conversations.open");
  const trouble = fc.array(fc.tuple(method, fault), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(trouble, fc.boolean(), async (troubles, mayLook) => {
      const desk = await open({ scopes: mayLook ? [...usual, ...looking] : usual });
      for (const [name, each] of troubles) desk.slack.fail(name, each);
      const outcome = await deliverToEnd(desk, post(ana));
      const seen = desk.slack.messages("UANA").length;
      expect(seen).toBeLessThanOrEqual(1);
      if (outcome.kind === "delivered") expect(seen).toBe(1);
      await desk.stop();
      desks.pop();
    }),
    { numRuns: 60 },
  );
});
