import { getPlace } from "./places.ts";
import type { Answer, Ask } from "./route.ts";
import type { Json } from "./types.ts";
import { findPerson, type Person, TeamsError, type World } from "./world.ts";

/** Who is in a conversation, whole. */
export function listPeople(ask: Ask): Answer {
  const { people } = getPlace(ask, ask.ids[0] ?? "", true);
  return { status: 200, body: people.map(toAccount) };
}

export function readPerson(ask: Ask): Answer {
  const [conversation = "", key = ""] = ask.ids;
  const { people } = getPlace(ask, conversation, true);
  const person = findPerson(ask.world, key);
  if (person === undefined || !people.includes(person)) {
    const message = "The member is not in the conversation.";
    throw new TeamsError(404, "MemberNotFoundInConversation", { message });
  }
  return { status: 200, body: toAccount(person) };
}

export function pagePeople(ask: Ask): Answer {
  const { people } = getPlace(ask, ask.ids[0] ?? "", true);
  const wanted = Number(ask.query.get("pageSize") ?? "200");
  const size = Math.max(1, Math.min(wanted, ask.world.pageSize));
  const from = readContinuation(ask.query.get("continuationToken"));
  const next = from + size;
  return {
    status: 200,
    body: {
      members: people.slice(from, next).map(toAccount),
      ...(next < people.length ? { continuationToken: toContinuation(next) } : {}),
    },
  };
}

function toContinuation(from: number): string {
  return Buffer.from(`from ${from}`).toString("base64");
}

function readContinuation(token: string | null): number {
  if (token === null || token === "") return 0;
  const from = /^from (\d+)$/.exec(Buffer.from(token, "base64").toString())?.[1];
  if (from === undefined) {
    throw new TeamsError(400, "BadSyntax", { message: "The continuation token is not known." });
  }
  return Number(from);
}

/** A TeamsChannelAccount; of an anonymous person Teams tells little. */
function toAccount(person: Person): Json {
  const { id, mri, name, tenant, role } = person;
  const few = { id: mri, name, tenantId: tenant, userRole: role };
  if (role === "anonymous") return few;
  const [givenName = "", ...rest] = name.split(" ");
  return {
    ...few,
    objectId: id,
    aadObjectId: id,
    givenName,
    surname: rest.join(" "),
    email: person.email,
    userPrincipalName: person.upn,
  };
}

export function readTeam(ask: Ask): Answer {
  const team = getTeamOf(ask);
  return {
    status: 200,
    body: {
      id: team.id,
      name: team.name,
      aadGroupId: team.groupId,
      channelCount: channelsOf(ask.world, team.id).length,
      memberCount: team.people.length,
    },
  };
}

/** The General channel has no name, so that each client can say it in its own language. */
export function listChannels(ask: Ask): Answer {
  const { id: team } = getTeamOf(ask);
  const conversations = channelsOf(ask.world, team).map(({ id, name }) => {
    return { id, name: id === team ? null : name };
  });
  return { status: 200, body: { conversations } };
}

function channelsOf(world: World, team: string) {
  return [...world.channels.values()].filter((channel) => channel.team === team);
}

function getTeamOf(ask: Ask) {
  const place = getPlace(ask, ask.ids[0] ?? "", true);
  const team = ask.world.teams.get(place.id);
  if (team === undefined) {
    throw new TeamsError(404, "ConversationNotFound", { message: "Conversation not found." });
  }
  return team;
}
