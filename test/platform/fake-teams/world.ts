import { randomBytes, randomUUID } from "node:crypto";
import type { FakeActivity, FakeCall, FakePerson, FakeTeamsOptions } from "./types.ts";

/** What ends a call with an error of the connector's. */
export class TeamsError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    more: { readonly message: string; readonly headers?: Readonly<Record<string, string>> },
  ) {
    super(more.message);
    this.status = status;
    this.code = code;
    this.headers = more.headers ?? {};
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export interface Person extends FakePerson {
  readonly email: string;
  readonly upn: string;
  readonly role: "user" | "guest" | "anonymous";
  readonly tenant: string;
  installed: boolean;
}

export interface Team {
  readonly id: string;
  readonly name: string;
  /** The Microsoft 365 group, a GUID. */
  readonly groupId: string;
  readonly people: readonly string[];
  installed: boolean;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly team: string;
}

/** A message of the app that was not deleted. */
export interface Kept extends Mutable<FakeActivity> {
  /** The 1:1 or the channel, without its thread. */
  readonly place: string;
  readonly at: Date;
}

/** All that is there, in memory. Lists are oldest first. */
export interface World {
  readonly clock: { now(): Date };
  readonly tenant: string;
  readonly appId: string;
  readonly appPassword: string;
  readonly botId: string;
  /** At most so many people a page. */
  readonly pageSize: number;
  readonly people: Map<string, Person>;
  readonly teams: Map<string, Team>;
  readonly channels: Map<string, Channel>;
  readonly messages: Kept[];
  /** A message's thread in a channel, by the message's id. */
  readonly threads: Map<string, string>;
  /** Bearer tokens that still work, and whom they are for. */
  readonly bearers: Map<string, string>;
  readonly calls: Mutable<FakeCall>[];
  /** Known once the server listens. */
  origin: string;
  lastId: number;
}

export const BOT_NAME = "Groundswell";
const TENANT = "5b8f2f0c-7a3d-4b57-9c39-1f6a0d5e7a11";
const DAY_MS = 86_400_000;

/** The app is another one each time: the libraries cache tokens by app for the whole process. */
export function createWorld(options: FakeTeamsOptions): World {
  const appId = randomUUID();
  return {
    clock: options.clock ?? { now: () => new Date() },
    tenant: options.tenant ?? TENANT,
    appId,
    appPassword: "fake-app-password",
    botId: `28:${appId}`,
    pageSize: options.pageSize ?? 500,
    people: new Map(),
    teams: new Map(),
    channels: new Map(),
    messages: [],
    threads: new Map(),
    bearers: new Map(),
    calls: [],
    origin: "",
    lastId: 0,
  };
}

export function serviceUrlOf(world: World): string {
  return `${world.origin}/teams/`;
}

/** "1763900000000": never the same twice, and growing. */
export function mintId(world: World): string {
  world.lastId = Math.max(world.clock.now().getTime(), world.lastId + 1);
  return String(world.lastId);
}

/** As long as Teams' own, and with "-" and "_" in it. */
export function randomId(bytes: number): string {
  return `1${randomBytes(bytes).toString("base64url")}`;
}

export function getPerson(world: World, id: string): Person {
  const person = world.people.get(id);
  if (person === undefined) throw new Error(`The fake has no person ${id}.`);
  return person;
}

export function getTeam(world: World, id: string): Team {
  const team = world.teams.get(id);
  if (team === undefined) throw new Error(`The fake has no team ${id}.`);
  return team;
}

export function getChannel(world: World, id: string): Channel {
  const channel = world.channels.get(id);
  if (channel === undefined) throw new Error(`The fake has no channel ${id}.`);
  return channel;
}

/** By Entra object id, MRI, sign-in name or e-mail, as Teams looks for people. */
export function findPerson(world: World, key: string): Person | undefined {
  const wanted = key.toLowerCase();
  return [...world.people.values()].find(
    ({ id, mri, upn, email }) =>
      mri === key || (wanted !== "" && [id, upn, email].some((k) => k.toLowerCase() === wanted)),
  );
}

export function findOneToOne(world: World, conversation: string): Person | undefined {
  return [...world.people.values()].find((person) => person.conversation === conversation);
}

/** A conversation's id without its thread, and the thread. */
export function splitThread(conversation: string): { place: string; thread: string | undefined } {
  const [place = "", thread] = conversation.split(";messageid=");
  return { place, thread };
}

/** Targeted messages go after a day. */
export function isUp(world: World, { targeted, at }: Kept): boolean {
  return !targeted || world.clock.now().getTime() - at.getTime() < DAY_MS;
}
