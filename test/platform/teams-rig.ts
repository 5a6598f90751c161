import { randomBytes } from "node:crypto";
import { chooseCloud } from "#adapters/teams/cloud.ts";
import type { LateReply, TeamsConfig } from "#adapters/teams/config.ts";
import { createTeamsAdapter } from "#adapters/teams/index.ts";
import { createSecretBox, readKey } from "#host/secret-box.ts";
import type { Address, ChatAdapter, ChatEvent, Reply } from "#ports/chat.ts";
import { type FakeTeams, type FakeTeamsOptions, startFakeTeams } from "./fake-teams/index.ts";
import { createScript, type LogLine, recordingLog } from "./script.ts";

/** The real adapter against the fake Teams, with a product that says what the test tells it to. */
export interface TeamsRig {
  readonly teams: FakeTeams;
  readonly adapter: ChatAdapter;
  readonly config: TeamsConfig;
  /** What reached the product. */
  readonly heard: ChatEvent[];
  readonly logged: LogLine[];
  /** Replies that were left to the outbox. */
  readonly late: LateReply[];
  /** What the product would have kept. */
  readonly reaches: Map<string, string>;
  /** What the product answers from now on. */
  answer(reply: Reply | ((event: ChatEvent) => Promise<Reply>)): void;
  send(request: Request): Promise<Response>;
  stop(): Promise<void>;
}

export interface TeamsRigOptions extends FakeTeamsOptions {
  readonly linked?: readonly string[] | undefined;
  /** True unless told. */
  readonly privateReplies?: boolean | undefined;
  readonly config?: Partial<TeamsConfig> | undefined;
}

export async function startTeamsRig(options: TeamsRigOptions = {}): Promise<TeamsRig> {
  const teams = await startFakeTeams(options);
  const logged: LogLine[] = [];
  const late: LateReply[] = [];
  const reaches = new Map<string, string>();
  const config: TeamsConfig = {
    ...settingsOf(teams, options.privateReplies ?? true),
    isLinked: async (workspace) => (options.linked ?? []).includes(workspace),
    findReach: async ({ conversation }: Address) => reaches.get(conversation.id),
    listChannelReaches: async () =>
      [...reaches].flatMap(([id, reach]) => (id.startsWith("19:") ? [reach] : [])),
    findAnyReach: async () => [...reaches.values()][0],
    queueReply: async (reply) => void late.push(reply),
    box: createSecretBox([readKey(randomBytes(32).toString("base64"))]),
    clock: options.clock ?? { now: () => new Date() },
    log: recordingLog(logged),
    ...options.config,
  };
  const adapter = createTeamsAdapter(config);
  const { heard, answer, onEvent } = createScript();
  await adapter.start(async (event) => {
    keepReach(reaches, event);
    return await onEvent(event);
  });
  return {
    ...{ teams, adapter, config, heard, logged, late, reaches, answer },
    send: async (request) => await adapter.receive(request),
    stop: async () => {
      await adapter.stop();
      await teams.stop();
    },
  };
}

/** What the settings of a bot would say that is registered with the fake. */
function settingsOf(teams: FakeTeams, privateReplies: boolean) {
  const { host } = new URL(teams.origin);
  const cloud = chooseCloud({
    channelService: "",
    openIdUrl: teams.openIdUrl,
    loginUrl: teams.loginUrl,
    serviceHosts: [host],
    privateReplies,
  });
  return {
    appId: teams.appId,
    homeWorkspace: teams.tenant,
    credential: { kind: "password", password: teams.appPassword },
    cloud: { ...cloud, serviceUrl: teams.serviceUrl },
    publicUrl: "http://127.0.0.1",
    pageFolder: "adapters/teams/page",
  } as const;
}

/** As the product does for people on the roster and linked channels. */
function keepReach(reaches: Map<string, string>, event: ChatEvent): void {
  const { reach, account } = event;
  if (reach === undefined) return;
  const id = "channel" in event && event.channel !== undefined ? event.channel : account;
  reaches.set(id, reach);
}
