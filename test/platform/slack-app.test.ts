import { expect, test } from "vitest";
import { createApp } from "#adapters/slack/app.ts";
import { createReceiver } from "#adapters/slack/receiver.ts";

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const box = { seal: (text: string) => text, open: (text: string) => text };

/** What Bolt offers every request to, by the name of its list. */
function listsOf(app: object): ReadonlyMap<string, readonly unknown[]> {
  const lists = Object.entries(app).flatMap(([name, value]): [string, readonly unknown[]][] =>
    Array.isArray(value) ? [[name, value]] : [],
  );
  return new Map(lists);
}

function build(): object {
  const receiver = createReceiver({
    signingSecrets: ["secret"],
    box,
    clock: { now: () => new Date() },
    log: silent,
    budgetMs: 2500,
    follow: () => undefined,
  });
  return createApp({
    receiver,
    book: {
      find: async () => undefined,
      start: async () => undefined,
      stop: async () => undefined,
    },
    box,
    apiUrl: "http://127.0.0.1:1/api/",
    fetch,
    log: silent,
    onEvent: async () => ({ kind: "none" }),
    before: async () => "go on",
  });
}

test("T13: however many buttons there are, a press is offered to one listener", () => {
  const lists = listsOf(build());
  expect(lists.get("listeners")).toEqual([]);
  expect(lists.get("middleware")).toHaveLength(1);
});

test("T14: no conversation memory is kept that nobody asked for", () => {
  const names = (listsOf(build()).get("middleware") ?? []).map((one) => String(one));
  expect(names.join("\n")).not.toContain("conversationContext");
  expect(names).toHaveLength(1);
});
