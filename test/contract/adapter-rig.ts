import path from "node:path";
import { createLocalAdapter } from "#adapters/local/index.ts";
import { type AccountId, type ChannelId, toId } from "#domain/ids.ts";
import type { Address, ChatAdapter } from "#ports/chat.ts";
import type { InboxMessage, Playground } from "#ports/playground.ts";

/** A message as a person sees it. */
export interface Shown {
  /** The card's own words, without title, buttons and small print. */
  readonly text: string;
  /** Everything that the platform was given for it. */
  readonly whole: string;
}

/** What the suite needs to know of a platform to put any adapter through the same paces. */
export interface AdapterRig {
  readonly adapter: ChatAdapter;
  readonly person: Address;
  readonly channel: Address;
  /** Messages that are up in a conversation, oldest first. */
  shown(address: Address): Promise<readonly Shown[]>;
  /** The platform's request when somebody runs a command; the same key is a redelivery. */
  command(text: string, key: string): Request;
  /** True where a card's links are counted as its first buttons. */
  readonly countsLinks: boolean;
  /** The platform's request when somebody presses the n-th button of a card that is up. */
  press(address: Address, button: number): Promise<Request>;
  /** What the person who acted sees, once the platform had its answer. */
  seen(response: Response): Promise<string>;
  /** Requests the adapter has no use for, or cannot read. */
  readonly strange: readonly Request[];
  /** The next deliveries fail as the platform fails when it is overloaded. */
  overload(): void;
  /** Until the platform may be asked again. */
  rest(): void;
  stop(): Promise<void>;
}

const FOLLOW_MS = 50;

/** What follows a response is waited for by nobody, so the suite waits; a delivery was waited for. */
export function createAftermath() {
  let isDue = false;
  return {
    begin: () => {
      isDue = true;
    },
    wait: async (): Promise<void> => {
      if (!isDue) return;
      isDue = false;
      await new Promise((resolve) => setTimeout(resolve, FOLLOW_MS));
    },
  };
}

const ORIGIN = "http://127.0.0.1:3000";

/** The playground in memory: the same five members as every platform. */
export function localRig(): AdapterRig {
  const inbox = memoryInbox();
  const adapter = createLocalAdapter({
    playground: inbox.playground,
    workspace: () => "rbps",
    pageFolder: path.join(process.cwd(), "adapters/local/page"),
  });
  const at = { platform: "local", workspace: "rbps" } as const;
  const person: Address = { ...at, conversation: { kind: "account", id: toId<AccountId>("p1") } };
  const channel: Address = { ...at, conversation: { kind: "channel", id: toId<ChannelId>("c1") } };
  const events = (body: unknown): Request => post("/playground/api/events", body);
  return {
    adapter,
    person,
    channel,
    shown: async ({ conversation }) =>
      inbox
        .list(conversation)
        .map(({ card }) => ({ text: card.text, whole: JSON.stringify(card) })),
    command: (text, key) => events({ as: "p1", kind: "command", text, key }),
    countsLinks: false,
    press: async ({ conversation }, index) => {
      const message = inbox.list(conversation).at(-1);
      const button = message?.card.buttons?.[index];
      return events({ as: "p1", kind: "press", message: message?.id, ...button });
    },
    seen: async (response) => await response.text(),
    strange: [
      events({ as: "p1", kind: "teleport" }),
      events({ kind: "command", text: "/pl help" }),
      events([1, 2, 3]),
      new Request(`${ORIGIN}/playground/api/events`, { method: "POST", body: "not json" }),
      new Request(`${ORIGIN}/playground/api/nothing`),
    ],
    overload: () => inbox.failOnce(),
    rest: () => undefined,
    stop: async () => await adapter.stop(),
  };
}

function post(pathname: string, body: unknown): Request {
  return new Request(ORIGIN + pathname, { method: "POST", body: JSON.stringify(body) });
}

interface Kept extends InboxMessage {
  readonly key: string;
  readonly conversation: string;
}

function memoryInbox() {
  let kept: Kept[] = [];
  let failing = false;
  const name = ({ kind, id }: Address["conversation"]): string => `${kind}:${id}`;
  const list = (conversation: Address["conversation"]): readonly Kept[] =>
    kept.filter((message) => message.conversation === name(conversation));
  const playground: Playground = {
    district: async () => ({ id: "rbps", name: "Riverbend", zone: "America/New_York" }),
    people: async () => [],
    channels: async () => [],
    moments: async () => [],
    inbox: async (conversation) => list(conversation),
    post: async ({ key, at }, to, card) => {
      if (failing) {
        failing = false;
        throw new RangeError("the inbox is full");
      }
      const there = kept.find((message) => message.key === key);
      const id = there?.id ?? `m${kept.length + 1}`;
      const conversation = name(to.conversation);
      if (!there) kept.push({ id, key, at: at.toISOString(), card, conversation });
      return { address: to, handle: id };
    },
    replace: async (handle, card) => {
      const there = kept.some(({ id }) => id === handle);
      kept = kept.map((message) => (message.id === handle ? { ...message, card } : message));
      return there;
    },
    retract: async (handle) => {
      const there = kept.some(({ id }) => id === handle);
      kept = kept.filter(({ id }) => id !== handle);
      return there;
    },
    now: () => new Date("2025-08-18T13:30:00Z"),
    moveTo: async () => 0,
    importRoster: async () => ({}),
    reset: async () => undefined,
  };
  return {
    playground,
    list,
    failOnce: () => {
      failing = true;
    },
  };
}
