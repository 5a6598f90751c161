import { randomBytes } from "node:crypto";
import type { SlackAccess, SlackConfig } from "#adapters/slack/config.ts";
import { createSlackAdapter } from "#adapters/slack/index.ts";
import { createRandom } from "#host/random.ts";
import { createSecretBox, readKey } from "#host/secret-box.ts";
import type { ChatAdapter, ChatEvent, Reply } from "#ports/chat.ts";
import type { Store } from "#ports/store.ts";
import { openStore } from "#store/open-store.ts";
import { type FakeSlack, startFakeSlack } from "./fake-slack/index.ts";
import type { FakeSlackOptions } from "./fake-slack/types.ts";
import { createScript, type LogLine, recordingLog } from "./script.ts";

/** The real adapter against the fake Slack, with a product that says what the test tells it to. */
export interface SlackRig {
  readonly slack: FakeSlack;
  readonly adapter: ChatAdapter;
  readonly store: Store;
  readonly config: SlackConfig;
  /** What reached the product. */
  readonly heard: ChatEvent[];
  readonly logged: LogLine[];
  /** What the product answers from now on. */
  answer(reply: Reply | ((event: ChatEvent) => Promise<Reply>)): void;
  send(request: Request): Promise<Response>;
  stop(): Promise<void>;
}

export interface SlackRigOptions extends FakeSlackOptions {
  readonly access?: SlackAccess | undefined;
  readonly signingSecrets?: readonly string[] | undefined;
  readonly appToken?: boolean | undefined;
}

export async function startSlackRig(options: SlackRigOptions = {}): Promise<SlackRig> {
  const slack = await startFakeSlack(options);
  const clock = options.clock ?? { now: () => new Date() };
  const random = createRandom(clock);
  const logged: LogLine[] = [];
  const log = recordingLog(logged);
  const store = await openStore({ url: ":memory:", migrations: "migrations", random, log });
  const config: SlackConfig = {
    signingSecrets: options.signingSecrets ?? [slack.signingSecret],
    access: options.access ?? { kind: "token", botToken: slack.workspace.botToken },
    appToken: options.appToken ? slack.appToken : undefined,
    apiUrl: slack.apiUrl,
    publicUrl: "http://127.0.0.1",
    installations: store.installations,
    box: createSecretBox([readKey(randomBytes(32).toString("base64"))]),
    clock,
    random,
    log,
  };
  const adapter = createSlackAdapter(config);
  const { heard, answer, onEvent } = createScript();
  await adapter.start(onEvent);
  return {
    slack,
    adapter,
    store,
    config,
    heard,
    logged,
    answer,
    send: async (request) => await adapter.receive(request),
    stop: async () => {
      await adapter.stop();
      await store.close();
      await slack.stop();
    },
  };
}
