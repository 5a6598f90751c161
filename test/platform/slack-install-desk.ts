import { randomBytes } from "node:crypto";
import type { SlackAccess, SlackConfig } from "#adapters/slack/config.ts";
import { createFetch } from "#adapters/slack/fetch.ts";
import { createInstall } from "#adapters/slack/install.ts";
import { createTokens } from "#adapters/slack/tokens.ts";
import { createRandom } from "#host/random.ts";
import { createSecretBox, readKey } from "#host/secret-box.ts";
import { openStore } from "#store/open-store.ts";
import { createStillClock } from "./deliveries.ts";
import { startFakeSlack } from "./fake-slack/index.ts";
import type { FakeSlackOptions, InstallWish } from "./fake-slack/types.ts";
import type { LogLine } from "./script.ts";

export interface InstallDeskOptions extends FakeSlackOptions {
  readonly access?: SlackAccess | undefined;
  readonly publicUrl?: string | undefined;
  /** How long we wait for Slack. */
  readonly timeoutMs?: number | undefined;
}

/** The installing half of the adapter against the fake Slack, with a real store, on a still clock. */
export async function openInstallDesk(options: InstallDeskOptions = {}) {
  const clock = createStillClock();
  const slack = await startFakeSlack({ clock, ...options });
  const random = createRandom(clock);
  const logged: LogLine[] = [];
  const line =
    (level: string) =>
    (event: string, facts: LogLine["facts"] = {}) => {
      logged.push({ level, event, facts });
    };
  const log = { info: line("info"), warn: line("warn"), error: line("error") };
  const store = await openStore({ url: ":memory:", migrations: "migrations", random, log });
  const oauth = { kind: "oauth", clientId: slack.clientId, clientSecret: slack.clientSecret };
  const config: SlackConfig = {
    signingSecrets: [slack.signingSecret],
    access: options.access ?? { ...oauth, kind: "oauth" },
    appToken: undefined,
    apiUrl: slack.apiUrl,
    publicUrl: options.publicUrl ?? "http://127.0.0.1:3000",
    installations: store.installations,
    box: createSecretBox([readKey(randomBytes(32).toString("base64"))]),
    clock,
    random,
    log,
  };
  const guarded = createFetch({ apiUrl: slack.apiUrl, timeoutMs: options.timeoutMs ?? 5000 });
  const book = createTokens(config, guarded);
  const install = createInstall({ config, tokens: book, fetch: guarded });
  const get = async (path: string, cookie = "") =>
    await install.receive(new Request(new URL(path, config.publicUrl), { headers: { cookie } }));
  const begin = async () => {
    const response = await get("/slack/install");
    const cookie = (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    return { response, cookie, authorize: response.headers.get("location") ?? "" };
  };
  /** From our link through Slack's page to the way back, as a browser goes. */
  const visitSlack = async () => {
    const { authorize, cookie } = await begin();
    const there = await fetch(authorize, { redirect: "manual" });
    return { back: there.headers.get("location") ?? "", cookie };
  };
  const installApp = async (wish?: InstallWish | null) => {
    if (wish !== undefined) slack.nextInstall(wish ?? undefined);
    const { back, cookie } = await visitSlack();
    return await get(back, cookie);
  };
  return {
    slack,
    clock,
    config,
    logged,
    guarded,
    book,
    install,
    get,
    begin,
    visitSlack,
    installApp,
    list: async () => await store.installations.list("slack"),
    renewals: () => slack.calls.filter((call) => call.args.grant_type === "refresh_token"),
    stop: async () => {
      await book.stop();
      await store.close();
      await slack.stop();
    },
  };
}
export type InstallDesk = Awaited<ReturnType<typeof openInstallDesk>>;
