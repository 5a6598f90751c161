import { randomBytes } from "node:crypto";
import { expect } from "vitest";
import { check } from "#adapters/slack/check.ts";
import type { SlackConfig } from "#adapters/slack/config.ts";
import { createFetch } from "#adapters/slack/fetch.ts";
import { botScopes, optionalScopes } from "#adapters/slack/scopes.ts";
import { createRandom } from "#host/random.ts";
import { createSecretBox, readKey } from "#host/secret-box.ts";
import type { Finding } from "#ports/chat.ts";
import { openStore } from "#store/open-store.ts";
import { type FakeSlack, startFakeSlack } from "./fake-slack/index.ts";

const clock = { now: () => new Date() };
const random = createRandom(clock);
const quiet = () => undefined;
const log = { info: quiet, warn: quiet, error: quiet };

/** A workspace in which all is well, and doctor's look at it. */
export interface CheckDesk {
  readonly slack: FakeSlack;
  readonly config: SlackConfig;
  /** What doctor would print, with everything in the settings that changes replaced. */
  look(change?: Partial<SlackConfig>, timeoutMs?: number): Promise<readonly Finding[]>;
  problems(change?: Partial<SlackConfig>, timeoutMs?: number): Promise<readonly Finding[]>;
  close(): Promise<void>;
}

export async function openCheckDesk(): Promise<CheckDesk> {
  const slack = await startFakeSlack();
  slack.setScopes([...botScopes, ...optionalScopes]);
  const store = await openStore({ url: ":memory:", migrations: "migrations", random, log });
  const config: SlackConfig = {
    signingSecrets: [randomBytes(16).toString("hex")],
    access: { kind: "token", botToken: slack.workspace.botToken },
    appToken: undefined,
    apiUrl: slack.apiUrl,
    publicUrl: "http://127.0.0.1:3000",
    installations: store.installations,
    box: createSecretBox([readKey(randomBytes(32).toString("base64"))]),
    clock,
    random,
    log,
  };
  const look: CheckDesk["look"] = async (change = {}, timeoutMs = 5000) => {
    const changed = { ...config, ...change };
    const fetch = createFetch({ apiUrl: changed.apiUrl, timeoutMs });
    const findings = await check({ config: changed, fetch });
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.filter(({ ok, todo }) => ok !== (todo === ""))).toEqual([]);
    return findings;
  };
  return {
    slack,
    config,
    look,
    problems: async (change, timeoutMs) => (await look(change, timeoutMs)).filter(({ ok }) => !ok),
    close: async () => {
      await store.close();
      await slack.stop();
    },
  };
}
