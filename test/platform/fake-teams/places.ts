import type { Ask } from "./route.ts";
import {
  type Channel,
  findOneToOne,
  getTeam,
  type Person,
  splitThread,
  TeamsError,
  type World,
} from "./world.ts";

/** A conversation the app is in. */
export interface Place {
  readonly id: string;
  /** The root's id, where a thread of a channel was named. */
  readonly thread: string | undefined;
  readonly channel: Channel | undefined;
  readonly people: readonly Person[];
}

/** Throws 404 for a conversation that is not there, and 403 where the app is not installed. */
export function getPlace(ask: Ask, conversation: string, reads = false): Place {
  const { world, limits } = ask;
  const { place: id, thread } = splitThread(conversation);
  const person = findOneToOne(world, id);
  const channel = world.channels.get(id);
  if (person === undefined && channel === undefined) {
    throw new TeamsError(404, "ConversationNotFound", { message: "Conversation not found." });
  }
  const installed =
    channel === undefined ? person?.installed : getTeam(world, channel.team).installed;
  if (installed !== true) throw notInRoster();
  limits?.take({ place: id, reads });
  const people = channel === undefined ? [person] : peopleOf(world, channel);
  return { id, thread, channel, people: people.filter((one) => one !== undefined) };
}

function notInRoster(): TeamsError {
  const message = "The bot is not part of the conversation roster.";
  return new TeamsError(403, "BotNotInConversationRoster", { message });
}

function peopleOf(world: World, channel: Channel): readonly (Person | undefined)[] {
  return getTeam(world, channel.team).people.map((id) => world.people.get(id));
}
