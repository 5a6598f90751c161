import { once } from "node:events";
import type { Server } from "node:http";
import * as activities from "./activities.ts";
import * as arrange from "./arrange.ts";
import { createFaults, type Faults } from "./faults.ts";
import { createLimits } from "./limits.ts";
import { press } from "./press.ts";
import { listen } from "./server.ts";
import { type SignOptions, sign } from "./sign.ts";
import { botToken, type SsoOptions, ssoToken } from "./tokens.ts";
import type {
  EventOptions,
  FakeActivity,
  FakeCall,
  FakePerson,
  FakePersonOptions,
  FakeTeamsOptions,
  Fault,
  FaultKind,
  InvokeOptions,
  MessageOptions,
  PressOptions,
  SendOptions,
  TokenOptions,
} from "./types.ts";
import { createWorld, serviceUrlOf, type World } from "./world.ts";

export type {
  FakeActivity,
  FakePerson,
  FakePersonOptions,
  FakeTeamsOptions,
  Fault,
  SendOptions,
  TokenOptions,
} from "./types.ts";

/** Teams as seen from a test: who is there, what the app did, and what people do. */
export interface FakeTeams {
  /** "http://127.0.0.1:4711" */
  readonly origin: string;
  /** Ends with "/teams/". */
  readonly serviceUrl: string;
  readonly openIdUrl: string;
  /** Stands for https://login.microsoftonline.com. */
  readonly loginUrl: string;
  readonly appId: string;
  readonly appPassword: string;
  readonly tenant: string;
  /** "28:" and the app id. */
  readonly botId: string;

  addPerson(options?: FakePersonOptions): FakePerson;
  /** The team's id is its General channel's too. */
  addTeam(options: {
    readonly id?: string;
    readonly name?: string;
    readonly people?: readonly string[];
  }): { readonly id: string };
  addChannel(options: { readonly id?: string; readonly name?: string; readonly team: string }): {
    readonly id: string;
  };
  /** Up in a 1:1 or a channel with its threads, oldest first; deleted ones are gone. */
  messages(conversation: string): readonly FakeActivity[];
  /** For a person's id, or a team's. */
  setInstalled(person: string, installed: boolean): void;

  /** A person writes: in the 1:1, or in a channel as a root post. */
  message(options: MessageOptions): Request;
  /** Somebody presses an action of a card that is up; throws for what no client would send. */
  press(options: PressOptions): Request;
  invoke(options: InvokeOptions): Request;
  event(options: EventOptions): Request;
  /** Any body; strings go as they are. */
  sign(body: unknown, options?: SendOptions & { readonly contentType?: string }): Request;
  token(options?: TokenOptions): string;
  /** As Teams gives it to a personal tab. */
  ssoToken(person: string, options?: TokenOptions & { readonly tid?: string }): string;

  /** The next `times` calls of this kind, 1 unless told, go wrong so. */
  fail(kind: FaultKind, fault: Fault, times?: number): void;
  /** Every call that reached the server, in the order of arrival. */
  readonly calls: readonly FakeCall[];
  tokenRequests(): number;
  /** Bearer tokens issued so far are refused from now on. */
  endTokens(): void;
  stop(): Promise<void>;
}

/** A Teams of our own on a free loopback port. It must be stopped. */
export async function startFakeTeams(options: FakeTeamsOptions = {}): Promise<FakeTeams> {
  const world = createWorld(options);
  const faults = createFaults();
  const limits = options.limits === true ? createLimits(world) : undefined;
  const server = await listen({ world, faults, limits });
  return {
    ...listFacts(world),
    ...listArrangements(world, faults),
    ...listActs(world),
    stop: () => stop(server),
  };
}

function listFacts(world: World) {
  const { origin, appId, appPassword, tenant, botId, calls } = world;
  return {
    ...{ origin, appId, appPassword, tenant, botId, calls },
    serviceUrl: serviceUrlOf(world),
    openIdUrl: `${origin}/v1/.well-known/openidconfiguration`,
    loginUrl: origin,
    messages: (conversation: string) => arrange.listMessages(world, conversation),
    tokenRequests: () => calls.filter(({ kind }) => kind === "token").length,
  };
}

function listArrangements(world: World, faults: Faults) {
  return {
    addPerson: (options: FakePersonOptions = {}) => arrange.addPerson(world, options),
    addTeam: (wish: arrange.TeamWish) => arrange.addTeam(world, wish),
    addChannel: (wish: arrange.ChannelWish) => arrange.addChannel(world, wish),
    setInstalled: (id: string, installed: boolean) => arrange.setInstalled(world, id, installed),
    fail: (kind: FaultKind, fault: Fault, times = 1) => faults.add(kind, fault, times),
    endTokens: () => world.bearers.clear(),
  };
}

function listActs(world: World) {
  return {
    message: (options: MessageOptions) => activities.message(world, options),
    press: (options: PressOptions) => press(world, options),
    invoke: (options: InvokeOptions) => activities.invoke(world, options),
    event: (options: EventOptions) => activities.event(world, options),
    sign: (body: unknown, options: SignOptions = {}) => sign(world, body, options),
    token: (options: TokenOptions = {}) => botToken(world, options),
    ssoToken: (person: string, options: SsoOptions = {}) => ssoToken(world, person, options),
  };
}

/** Calls that still hang are cut. */
async function stop(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
