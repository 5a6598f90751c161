import { randomBytes, randomUUID } from "node:crypto";
import type { FakeActivity, FakePerson, FakePersonOptions } from "./types.ts";
import {
  findOneToOne,
  getPerson,
  getTeam,
  isUp,
  type Kept,
  randomId,
  splitThread,
  type World,
} from "./world.ts";

/** Adds, or replaces the one with this id and keeps their conversation. */
export function addPerson(world: World, options: FakePersonOptions): FakePerson {
  const { id = randomUUID(), role = "user", tenant = world.tenant } = options;
  const name = options.name ?? `Person ${world.people.size + 1}`;
  const upn = options.upn ?? nameForSignIn(name, role);
  const there = world.people.get(id);
  const person = {
    id,
    mri: there?.mri ?? `29:${randomId(64)}`,
    name,
    conversation: there?.conversation ?? `a:${randomId(96)}`,
    upn,
    email: options.email ?? (role === "guest" ? upn.split("#")[0]?.replace("_", "@") : upn) ?? upn,
    role,
    tenant,
    installed: options.installed ?? true,
  };
  world.people.set(id, person);
  const { mri, conversation } = person;
  return { id, mri, name, conversation };
}

/** A guest's sign-in name is made from their own address: "ana_home.example#EXT#@...". */
function nameForSignIn(name: string, role: string): string {
  const plain = name.normalize("NFD").toLowerCase().replaceAll(/\p{M}/gu, "");
  const local = plain.replaceAll(/[^a-z0-9]+/g, ".");
  return role === "guest"
    ? `${local}_home.example#EXT#@district.example`
    : `${local}@district.example`;
}

export interface TeamWish {
  readonly id?: string;
  readonly name?: string;
  readonly people?: readonly string[];
}

/** Adds, or replaces the one with this id. */
export function addTeam(world: World, wish: TeamWish): { id: string } {
  const people = (wish.people ?? []).map((id) => getPerson(world, id).id);
  const id = wish.id ?? `19:${randomId(32)}@thread.tacv2`;
  const name = wish.name ?? `Team ${world.teams.size + 1}`;
  world.teams.set(id, { id, name, groupId: randomUUID(), people, installed: true });
  world.channels.set(id, { id, name: "General", team: id });
  return { id };
}

export interface ChannelWish {
  readonly id?: string;
  readonly name?: string;
  readonly team: string;
}

export function addChannel(world: World, wish: ChannelWish): { id: string } {
  const team = getTeam(world, wish.team).id;
  const id = wish.id ?? `19:${randomBytes(16).toString("hex")}@thread.tacv2`;
  const name = wish.name ?? `Channel ${world.channels.size + 1}`;
  world.channels.set(id, { id, name, team });
  return { id };
}

export function setInstalled(world: World, id: string, installed: boolean): void {
  const target = world.teams.get(id) ?? getPerson(world, id);
  target.installed = installed;
}

/** What is up in a 1:1, a channel with its threads, or one thread of a channel. */
export function listMessages(world: World, conversation: string): readonly FakeActivity[] {
  const { place, thread } = splitThread(conversation);
  if (findOneToOne(world, place) === undefined && !world.channels.has(place)) {
    throw new Error(`The fake has no conversation ${conversation}.`);
  }
  const isIn = (kept: Kept): boolean =>
    kept.place === place && (thread === undefined || world.threads.get(kept.id) === thread);
  return world.messages
    .filter((kept) => isIn(kept) && isUp(world, kept))
    .map(({ place: _place, at: _at, ...message }) => message);
}
