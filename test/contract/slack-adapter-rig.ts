import { optionalScopes } from "#adapters/slack/scopes.ts";
import { type AccountId, type ChannelId, toId } from "#domain/ids.ts";
import { createMovableClock } from "#host/clock.ts";
import type { Address } from "#ports/chat.ts";
import type { FakeMessage } from "#test/platform/fake-slack/types.ts";
import { startSlackRig } from "#test/platform/slack-rig.ts";
import { type AdapterRig, createAftermath, type Shown } from "./adapter-rig.ts";

const REST_MS = 60_000;

/** Slack as far as it can be had without Slack: the real libraries against our own server. */
export async function slackRig(): Promise<AdapterRig> {
  const clock = createMovableClock(new Date("2025-08-18T13:30:00Z"), { now: () => new Date() });
  const rig = await startSlackRig({ clock });
  const { slack, adapter } = rig;
  slack.setScopes([...slack.workspace.scopes, ...optionalScopes]);
  slack.addPerson({ id: "U1", email: "ana@example.org" });
  slack.addChannel({ id: "C1", name: "lindenwood" });
  const at = { platform: "slack", workspace: slack.workspace.id } as const;
  const person: Address = { ...at, conversation: { kind: "account", id: toId<AccountId>("U1") } };
  const channel: Address = { ...at, conversation: { kind: "channel", id: toId<ChannelId>("C1") } };
  const triggers = new Map<string, string>();
  const triggerOf = (key: string): string => {
    const trigger = triggers.get(key) ?? slack.mintTrigger("U1");
    triggers.set(key, trigger);
    return trigger;
  };
  const json = { contentType: "application/json" };
  const aftermath = createAftermath();
  return {
    adapter,
    person,
    channel,
    shown: async ({ conversation }) => {
      await aftermath.wait();
      return slack.messages(conversation.id).map(toShown);
    },
    command: (text, key) => {
      aftermath.begin();
      return slack.command({ text, by: "U1", trigger: triggerOf(key) });
    },
    countsLinks: true,
    press: async ({ conversation }, action) => {
      const message = slack.messages(conversation.id).at(-1);
      if (!message) throw new RangeError("There is no message to press on.");
      aftermath.begin();
      return slack.press({ by: "U1", message, action });
    },
    seen: async (response) => {
      await aftermath.wait();
      return `${await response.text()}${JSON.stringify([...slack.views.values()])}`;
    },
    strange: [
      slack.sign('{"type":"teleport"}', json),
      slack.sign("command=%2Fpl"),
      slack.sign("[1,2,3]", json),
      slack.sign("payload=not+json"),
      slack.sign("command=%2Fpl+help", { unsigned: true }),
    ],
    overload: () => slack.fail("chat.postMessage", { status429: 1 }),
    rest: () => clock.moveTo(new Date(clock.now().getTime() + REST_MS)),
    stop: rig.stop,
  };
}

function toShown({ text, blocks }: FakeMessage): Shown {
  const sections = blocks.filter(({ type }) => type === "section").map(wordsOf);
  return { text: sections.join("\n"), whole: JSON.stringify({ text, blocks }) };
}

function wordsOf({ text }: Readonly<Record<string, unknown>>): string {
  return typeof text === "object" && text !== null && "text" in text ? String(text.text) : "";
}
