import { addMessage } from "./chat.ts";
import { addWorkspace, mintCode } from "./installs.ts";
import { toSlackPerson } from "./people.ts";
import type { Faults } from "./server.ts";
import type {
  ChannelWish,
  FakeMessage,
  FakeView,
  FakeWorkspace,
  Fault,
  InstallWish,
  PersonWish,
  TokenEnd,
  WorkspaceWish,
} from "./types.ts";
import {
  findPerson,
  getWorkspace,
  messagesOf,
  openConversation,
  type Workspace,
  type World,
} from "./world.ts";

/** What a test reads off: lists and maps that grow while it runs. */
export function listFacts(world: World, first: FakeWorkspace) {
  const { url, signingSecret, clientId, clientSecret, appId, appToken } = world;
  const { ephemerals, calls, views, said } = world;
  return {
    ...{ url, signingSecret, clientId, clientSecret, appId, appToken },
    ...{ ephemerals, calls, views, said },
    apiUrl: `${url}/api/`,
    authorizeUrl: `${url}/oauth/v2/authorize`,
    workspace: first,
    messages: (id: string, workspace = first.id): readonly FakeMessage[] =>
      messagesOf(world, findConversation(world, getWorkspace(world, workspace), id)).map(
        (message) => ({ ...message }),
      ),
    lastView: () => lastView(world),
    home: (person: string, workspace = first.id): FakeView | undefined =>
      world.homes.get(`${workspace}/${person}`),
  };
}

/** A channel's own id; for a person, the conversation with the bot. */
function findConversation(world: World, workspace: Workspace, id: string): string {
  if (!/^[UW]/.test(id)) return id;
  const person = findPerson(world, workspace, id);
  if (person === undefined) throw new Error(`${id} is not in ${workspace.id}.`);
  return openConversation(world, person).id;
}

function lastView(world: World): FakeView {
  const newest = [...world.views.values()].toSorted((a, b) => a.changed - b.changed).at(-1);
  if (newest === undefined) throw new Error("No modal is open.");
  return newest;
}

/** What a test sets up, and what goes wrong. */
export function arrange(world: World, faults: Faults) {
  const first = (): string => world.workspaces.keys().next().value ?? "";
  return {
    addWorkspace: (wish: WorkspaceWish): FakeWorkspace => addWorkspace(world, wish),
    setScopes: (scopes: readonly string[], workspace = first()) =>
      setScopes(world, getWorkspace(world, workspace), scopes),
    endToken: (token: string, how: TokenEnd) => {
      const known = world.tokens.get(token);
      if (known === undefined) throw new Error("The fake never gave this token.");
      known.end = how;
    },
    addPerson: (wish: PersonWish) => addPerson(world, wish, wish.workspace ?? first()),
    profile: (id: string, workspace = first()) => {
      const person = findPerson(world, getWorkspace(world, workspace), id);
      if (person === undefined) throw new Error(`${id} is not in ${workspace}.`);
      return toSlackPerson(person, getWorkspace(world, workspace).scopes, true);
    },
    addChannel: (wish: ChannelWish) => addChannel(world, wish, wish.workspace ?? first()),
    write: (wish: { by: string; channel: string; text: string; workspace?: string }) => {
      const workspace = getWorkspace(world, wish.workspace ?? first());
      const channel = findConversation(world, workspace, wish.channel);
      const rest = { blocks: [], metadata: undefined, threadTs: undefined, args: {} };
      return addMessage(world, { ...rest, channel, text: wish.text, by: wish.by });
    },
    fail: (method: string, fault: Fault, times = 1) => faults.add(method, fault, times),
    heal: () => faults.heal(),
    nextInstall: (wish: InstallWish | undefined) => {
      world.nextInstall = wish;
    },
    mintCode: (wish: InstallWish) => mintCode(world, wish),
  };
}

function setScopes(world: World, workspace: Workspace, scopes: readonly string[]): void {
  workspace.scopes = scopes;
  for (const token of world.tokens.values()) {
    if (token.workspace === workspace.id) token.scopes = scopes;
  }
}

function addPerson(world: World, wish: PersonWish, workspace: string): void {
  const { enterprise } = getWorkspace(world, workspace);
  world.people.set(`${workspace}/${wish.id}`, {
    enterprise,
    id: wish.id,
    name: wish.name ?? wish.id,
    email: wish.email,
    guest: wish.guest === true,
    bot: wish.bot === true,
    deleted: wish.deleted === true,
    team: wish.team ?? workspace,
    zone: wish.zone ?? "America/New_York",
    locale: wish.locale ?? "en-US",
    workspace,
  });
}

function addChannel(world: World, wish: ChannelWish, workspace: string): void {
  getWorkspace(world, workspace);
  const there = world.channels.get(wish.id);
  if (there !== undefined && there.workspace !== workspace) {
    throw new Error(`${wish.id} is a channel of ${there.workspace} already.`);
  }
  world.channels.set(wish.id, {
    id: wish.id,
    name: wish.name,
    archived: wish.archived === true,
    private: wish.private === true,
    botIn: wish.botIn !== false,
    workspace,
    person: undefined,
  });
}
