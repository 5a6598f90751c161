import type {
  Act,
  CommandAct,
  EnvelopeWish,
  EventAct,
  OptionsAct,
  PressAct,
  ShortcutAct,
  Signing,
  SubmitAct,
} from "./acts.ts";
import { arrange, listFacts } from "./arrange.ts";
import { addWorkspace } from "./installs.ts";
import { createLimits } from "./limits.ts";
import * as requests from "./requests.ts";
import { createFaults, listen } from "./server.ts";
import { form, sign } from "./sign.ts";
import { openSockets, shut, toWish } from "./sockets.ts";
import type {
  ChannelWish,
  FakeCall,
  FakeEphemeral,
  FakeMessage,
  FakeSaid,
  FakeSlackOptions,
  FakeView,
  FakeWorkspace,
  Fault,
  InstallWish,
  Json,
  PersonWish,
  TokenEnd,
  WorkspaceWish,
} from "./types.ts";
import { settle } from "./views.ts";
import { createWorld, mintTrigger, type World } from "./world.ts";

export type { FakeMessage, FakeView, FakeWorkspace, Fault, Json } from "./types.ts";

/** Slack as seen from a test: what is there, what the app did, and what people do. */
export interface FakeSlack {
  /** "http://127.0.0.1:4711" */
  readonly url: string;
  /** Ends with "/api/". */
  readonly apiUrl: string;
  readonly authorizeUrl: string;
  readonly signingSecret: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly appId: string;
  readonly appToken: string;
  /** The first workspace. */
  readonly workspace: FakeWorkspace;

  addWorkspace(wish: WorkspaceWish): FakeWorkspace;
  setScopes(scopes: readonly string[], workspace?: string): void;
  /** The token is no longer good for anything. */
  endToken(token: string, how: TokenEnd): void;
  /** Adds, or replaces the one with this id. */
  addPerson(wish: PersonWish): void;
  /** Adds, or replaces the one with this id. */
  addChannel(wish: ChannelWish): void;
  /** A person as `team_join` and `user_change` carry them. */
  profile(person: string, workspace?: string): Json;
  /** A person writes a message to a channel (C…) or to the bot (their own id). */
  write(wish: { by: string; channel: string; text: string; workspace?: string }): FakeMessage;

  /** Oldest first: what stands in a channel, or between a person and the bot (U…, W… or D…). */
  messages(channelOrPerson: string, workspace?: string): readonly FakeMessage[];
  /** Oldest first. */
  readonly ephemerals: readonly FakeEphemeral[];
  /** Every call of a Web API method, in the order of arrival. */
  readonly calls: readonly FakeCall[];
  /** Modals by id, closed ones left out. */
  readonly views: ReadonlyMap<string, FakeView>;
  /** The modal that was opened, pushed or updated last; throws when there is none. */
  lastView(): FakeView;
  home(person: string, workspace?: string): FakeView | undefined;
  readonly said: readonly FakeSaid[];

  /** The next call (or `times` calls) of a method ends so; "*" is any method, "response_url" too. */
  fail(method: string, fault: Fault, times?: number): void;
  /** From now on every call takes so long, in real time. */
  setLatency(ms: number): void;
  /** No further faults. */
  heal(): void;

  command(act: CommandAct): Request;
  press(act: PressAct): Request;
  submit(act: SubmitAct): Request;
  /** Somebody closes a modal that asked to be told. */
  close(act: Act & { readonly view: FakeView }): Request;
  options(act: OptionsAct): Request;
  shortcut(act: ShortcutAct): Request;
  event(event: Json, act?: EventAct): Request;
  urlVerification(challenge: string, signing?: Signing): Request;
  /** Unsigned, as Slack sends it. */
  sslCheck(signing?: Signing): Request;
  /** Any raw body, signed well or badly. */
  sign(rawBody: string, signing?: Signing): Request;
  /** A fresh trigger of a person: it lives for 3 seconds and works once. */
  mintTrigger(by: string, workspace?: string): string;
  /** Does what Slack does with the answer to a submission; gives the problems it would have. */
  settle(view: FakeView, answer: unknown): readonly string[];

  /** The next one who comes to the authorize page installs the app so; undefined refuses. */
  nextInstall(wish: InstallWish | undefined): void;
  /** A code as the authorize page hands out; it works once, for ten minutes. */
  mintCode(wish: InstallWish): string;

  /** Open Socket Mode connections. */
  readonly socketCount: number;
  /** Sends over the next connection in turn; the ack's payload. Rejects without one. */
  sendEnvelope(wish: EnvelopeWish): Promise<unknown>;
  /** The same as an HTTP request that was built above, but over a socket. */
  sendOverSocket(request: Request, wish?: Partial<EnvelopeWish>): Promise<unknown>;
  /** "warning" leaves connections usable, "cut" closes them without a word. */
  disconnectSockets(reason: "warning" | "refresh_requested" | "link_disabled" | "cut"): void;

  stop(): Promise<void>;
}

/** A Slack of our own on a free loopback port. It must be stopped. */
export async function startFakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const world = createWorld(options.clock ?? { now: () => new Date() });
  const workspace = addWorkspace(world, { id: "T0001", ...options.workspace });
  world.latencyMs = options.clock === undefined ? (options.latencyMs ?? 0) : 0;
  world.nextInstall = { workspace: { id: workspace.id } };
  const faults = createFaults();
  const server = await listen({
    world,
    faults,
    limits: options.limits === true ? createLimits(world) : undefined,
  });
  const sockets = openSockets(server, world);
  return {
    ...listFacts(world, workspace),
    ...arrange(world, faults),
    ...listActs(world),
    setLatency: (ms) => {
      world.latencyMs = ms;
    },
    get socketCount() {
      return sockets.count();
    },
    sendEnvelope: (wish) => sockets.send(wish),
    sendOverSocket: async (request, wish) => sockets.send({ ...(await toWish(request)), ...wish }),
    disconnectSockets: (reason) => sockets.disconnect(reason),
    stop: async () => {
      sockets.stop();
      await shut(server);
    },
  };
}

function listActs(world: World) {
  return {
    command: (act: CommandAct) => requests.command(world, act),
    press: (act: PressAct) => requests.press(world, act),
    submit: (act: SubmitAct) => requests.submit(world, act),
    close: (act: Act & { readonly view: FakeView }) => requests.close(world, act),
    options: (act: OptionsAct) => requests.options(world, act),
    shortcut: (act: ShortcutAct) => requests.shortcut(world, act),
    event: (event: Json, act: EventAct = {}) => requests.event(world, event, act),
    urlVerification: (challenge: string, signing: Signing = {}) => {
      const body = { type: "url_verification", token: "verification-token", challenge };
      return sign(world, JSON.stringify(body), signing);
    },
    sslCheck: (signing: Signing = {}) => {
      const body = form({ ssl_check: "1", token: "verification-token" });
      return sign(world, body, { unsigned: true, ...signing });
    },
    sign: (rawBody: string, signing: Signing = {}) => sign(world, rawBody, signing),
    mintTrigger: (by: string, workspace = requests.firstWorkspace(world)) =>
      mintTrigger(world, { by, workspace }),
    settle: (view: FakeView, answer: unknown) => settle(world, view, answer),
  };
}
