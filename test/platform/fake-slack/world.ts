import { randomBytes } from "node:crypto";
import type { Clock } from "#ports/clock.ts";
import type {
  ChannelWish,
  FakeCall,
  FakeEphemeral,
  FakeMessage,
  FakeSaid,
  FakeView,
  FakeWorkspace,
  InstallWish,
  PersonWish,
  TokenEnd,
} from "./types.ts";

/** What ends a method with `ok: false`. */
export class SlackError extends Error {
  readonly code: string;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(code: string, more: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.code = code;
    this.more = more;
  }
}

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type Workspace = Mutable<FakeWorkspace>;
export type Message = Mutable<FakeMessage>;
export type View = Mutable<FakeView>;

/** One bot token; an organisation's serves all its workspaces. */
export interface Token {
  readonly token: string;
  readonly workspace: string;
  scopes: readonly string[];
  end: TokenEnd | undefined;
  readonly expiresAt: Date | undefined;
}

type Resolved<T> = { readonly [K in keyof Required<T>]: Exclude<T[K], undefined> };

export interface Person extends Resolved<Omit<PersonWish, "email">> {
  readonly email: string | undefined;
  /** The organisation of the person's workspace. */
  readonly enterprise: string | undefined;
}

export interface Channel extends Resolved<ChannelWish> {
  /** The person on the other side, for a conversation with the bot. */
  readonly person: string | undefined;
}

interface Trigger {
  readonly by: string;
  readonly workspace: string;
  readonly at: Date;
  /** The modal it was pressed or submitted in. */
  readonly viewId: string | undefined;
  used: boolean;
}

/** Where a response_url leads: what it may change, and how often it was used. */
export interface ResponseUrl {
  readonly channel: string;
  readonly account: string;
  /** The message or ephemeral it came from. */
  readonly ts: string | undefined;
  readonly at: Date;
  uses: number;
}

interface Code {
  readonly wish: InstallWish;
  readonly at: Date;
  used: boolean;
}

/** All that is there, in memory. Lists are oldest first. */
export interface World {
  readonly clock: Clock;
  /** How long a call takes, in real time. */
  latencyMs: number;
  readonly appId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly signingSecret: string;
  readonly appToken: string;
  readonly workspaces: Map<string, Workspace>;
  readonly tokens: Map<string, Token>;
  /** By "workspace/person". */
  readonly people: Map<string, Person>;
  readonly channels: Map<string, Channel>;
  /** By channel. */
  readonly messages: Map<string, Message[]>;
  readonly ephemerals: FakeEphemeral[];
  readonly views: Map<string, View>;
  /** By "workspace/person". */
  readonly homes: Map<string, View>;
  readonly triggers: Map<string, Trigger>;
  readonly responseUrls: Map<string, ResponseUrl>;
  readonly codes: Map<string, Code>;
  /** Refresh tokens that still work, and whose install they renew. */
  readonly refreshTokens: Map<string, InstallWish>;
  readonly calls: Mutable<FakeCall>[];
  readonly said: FakeSaid[];
  /** Known once the server listens. */
  url: string;
  lastTs: number;
  nextInstall: InstallWish | undefined;
}

export function createWorld(clock: Clock): World {
  return {
    clock,
    latencyMs: 0,
    appId: "A0GROUNDSWELL",
    clientId: "4711.0815",
    clientSecret: "fake-client-secret",
    signingSecret: "fake-signing-secret",
    appToken: "xapp-1-A0GROUNDSWELL-fake",
    workspaces: new Map(),
    tokens: new Map(),
    people: new Map(),
    channels: new Map(),
    messages: new Map(),
    ephemerals: [],
    views: new Map(),
    homes: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    codes: new Map(),
    refreshTokens: new Map(),
    calls: [],
    said: [],
    url: "",
    lastTs: 0,
    nextInstall: undefined,
  };
}

/** "1763900000.000100": never the same twice, and growing. */
export function mintTs(world: World): string {
  const micros = world.clock.now().getTime() * 1000;
  world.lastTs = Math.max(micros, world.lastTs + 1);
  const digits = String(world.lastTs).padStart(7, "0");
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

export function randomId(prefix: string): string {
  return `${prefix}${randomBytes(5).toString("hex").toUpperCase()}`;
}

export function getWorkspace(world: World, id: string): Workspace {
  const workspace = world.workspaces.get(id);
  if (workspace === undefined) throw new Error(`The fake has no workspace ${id}.`);
  return workspace;
}

/** True when both are the same workspace, or the token is for the organisation of both. */
export function isWithin(world: World, workspace: Workspace, other: string): boolean {
  if (workspace.id === other) return true;
  const organisation = world.workspaces.get(other)?.enterprise;
  return (
    workspace.orgInstall && organisation !== undefined && organisation === workspace.enterprise
  );
}

export function findPerson(world: World, workspace: Workspace, id: string): Person | undefined {
  const own = world.people.get(`${workspace.id}/${id}`);
  if (own !== undefined) return own;
  return [...world.people.values()].find(
    (person) => person.id === id && isWithin(world, workspace, person.workspace),
  );
}

/** The conversation between a person and the bot; always the same one. */
export function openConversation(world: World, person: Person): Channel {
  const there = [...world.channels.values()].find(
    (channel) => channel.person === person.id && channel.workspace === person.workspace,
  );
  if (there !== undefined) return there;
  const wished = `D${person.id.slice(1)}`;
  const id = world.channels.has(wished) ? randomId("D") : wished;
  const channel: Channel = {
    id,
    name: "directmessage",
    archived: false,
    private: true,
    botIn: true,
    workspace: person.workspace,
    person: person.id,
  };
  world.channels.set(id, channel);
  return channel;
}

export function messagesOf(world: World, channel: string): Message[] {
  const list = world.messages.get(channel) ?? [];
  world.messages.set(channel, list);
  return list;
}

export function mintTrigger(
  world: World,
  { by, workspace, viewId }: { by: string; workspace: string; viewId?: string | undefined },
): string {
  const id = `${Math.floor(Math.random() * 1e12)}.${randomBytes(4).readUInt32BE()}.${randomBytes(16).toString("hex")}`;
  world.triggers.set(id, { by, workspace, at: world.clock.now(), viewId, used: false });
  return id;
}

/** The trigger, once and within 3 seconds. */
export function takeTrigger(world: World, id: string, workspace: Workspace): Trigger {
  const trigger = world.triggers.get(id);
  if (trigger === undefined) throw new SlackError("invalid_trigger_id");
  if (!isWithin(world, workspace, trigger.workspace)) throw new SlackError("invalid_trigger_id");
  if (trigger.used) throw new SlackError("exchanged_trigger_id");
  const age = world.clock.now().getTime() - trigger.at.getTime();
  if (age > 3000) throw new SlackError("expired_trigger_id");
  trigger.used = true;
  return trigger;
}

/** A fresh URL that takes five answers within half an hour. */
export function mintResponseUrl(
  world: World,
  kind: "commands" | "actions",
  from: Omit<ResponseUrl, "at" | "uses">,
): string {
  const url = `${world.url}/${kind}/${randomId("R")}/${randomBytes(8).toString("hex")}`;
  world.responseUrls.set(url, { ...from, at: world.clock.now(), uses: 0 });
  return url;
}
