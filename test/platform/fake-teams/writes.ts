import { isJson, jsonOf, listOf, textOf } from "./json.ts";
import { getPlace, type Place } from "./places.ts";
import type { Answer, Ask } from "./route.ts";
import type { Json } from "./types.ts";
import { isUp, type Kept, mintId, type Person, TeamsError, type World } from "./world.ts";

/** 100 KB, in UTF-16. */
const SIZE_LIMIT = 102_400;

/** Opens a 1:1, always the same one for a person, or a new thread in a channel. */
export function create(ask: Ask): Answer {
  const { channel } = jsonOf(ask.body.channelData);
  return isJson(channel) ? openThread(ask, textOf(channel.id)) : openOneToOne(ask);
}

function openThread(ask: Ask, channel: string): Answer {
  const place = getPlace(ask, channel);
  const { activity } = ask.body;
  if (place.channel === undefined || !isJson(activity)) {
    throw badSyntax("A channel's conversation is created with an activity.");
  }
  checkActivity(ask, activity);
  const id = keep(ask.world, { place: { ...place, thread: undefined }, activity });
  return { status: 201, body: { id: `${place.id};messageid=${id}`, activityId: id } };
}

function openOneToOne(ask: Ask): Answer {
  const { world, body } = ask;
  const { installed, conversation } = findAddressee(world, body);
  if (!installed) {
    const message = "Bot is not installed in user's personal scope.";
    throw new TeamsError(403, "ForbiddenOperationException", { message });
  }
  const place = getPlace(ask, conversation);
  if (!isJson(body.activity)) return { status: 201, body: { id: conversation } };
  checkActivity(ask, body.activity);
  const activityId = keep(world, { place, activity: body.activity });
  return { status: 201, body: { id: conversation, activityId } };
}

/** One person, by MRI or Entra object id, and where they belong. */
function findAddressee(world: World, body: Json): Person {
  const people = listOf(body.members);
  const tenant = textOf(body.tenantId) || textOf(jsonOf(jsonOf(body.channelData).tenant).id);
  const key = textOf(people[0]?.id);
  if (people.length !== 1 || body.isGroup === true) throw badSyntax("Bots open 1:1 chats only.");
  if (tenant === "") throw badSyntax("The tenant id is missing.");
  const person = [...world.people.values()].find(({ id, mri }) => id === key || mri === key);
  if (person === undefined || person.tenant !== tenant) {
    throw badSyntax("The id is not that of a person in this tenant.");
  }
  return person;
}

export function post(ask: Ask): Answer {
  const { world, ids, body } = ask;
  const [conversation = "", replyTo = ""] = ids;
  const place = getPlace(ask, conversation);
  checkActivity(ask, body);
  const thread = place.thread ?? (place.channel && world.threads.get(replyTo));
  return {
    status: 201,
    body: { id: keep(world, { place: { ...place, thread }, activity: body }) },
  };
}

/** Only one person sees it, for a day. */
export function postTargeted(ask: Ask): Answer {
  const { world, ids, body } = ask;
  const place = getPlace(ask, ids[0] ?? "");
  checkActivity(ask, body);
  const { id: key } = jsonOf(body.recipient);
  if (place.channel === undefined) throw badArgument("A 1:1 has no targeted messages.");
  if (textOf(key) === "") throw badArgument("The recipient is missing.");
  if (!place.people.some(({ id, mri }) => id === key || mri === key)) {
    throw badArgument("The recipient is not in the conversation.");
  }
  const thread = place.thread ?? world.threads.get(ids[1] ?? "");
  const id = keep(world, { place: { ...place, thread }, activity: body, targeted: true });
  return { status: 201, body: { id } };
}

export function update(ask: Ask): Answer {
  const kept = getKept(ask);
  checkActivity(ask, ask.body);
  if (kept.targeted && ask.body.recipient !== undefined) {
    throw badArgument("The recipient of a targeted message is not sent again.");
  }
  kept.body = { ...ask.body };
  kept.edited = true;
  return { status: 200, body: { id: kept.id } };
}

export function remove(ask: Ask): Answer {
  const { messages } = ask.world;
  messages.splice(messages.indexOf(getKept(ask)), 1);
  return { status: 200 };
}

/** A targeted message is reached as one, and others are not. */
function getKept(ask: Ask): Kept {
  const [conversation = "", id] = ask.ids;
  const place = getPlace(ask, conversation);
  const targeted = ask.query.get("isTargetedActivity") === "true";
  const found = ask.world.messages.find(
    (kept) =>
      kept.id === id &&
      kept.place === place.id &&
      kept.targeted === targeted &&
      isUp(ask.world, kept),
  );
  if (found === undefined) {
    const message = "Conversation not found.";
    throw new TeamsError(404, "ActivityNotFoundInConversation", { message });
  }
  return found;
}

interface Wish {
  readonly place: Place;
  readonly activity: Json;
  readonly targeted?: boolean;
}

/** Gives the id; what is no message gets one too, but is nowhere to be seen. */
function keep(world: World, { place, activity, targeted = false }: Wish): string {
  const id = mintId(world);
  const { thread, channel } = place;
  if (activity.type !== "message") return id;
  if (channel !== undefined) world.threads.set(id, thread ?? id);
  const isReply = channel !== undefined && thread !== undefined;
  world.messages.push({
    id,
    place: place.id,
    conversation: isReply ? `${place.id};messageid=${thread}` : place.id,
    body: { ...activity },
    targeted,
    edited: false,
    at: world.clock.now(),
  });
  return id;
}

function checkActivity(ask: Ask, activity: Json): void {
  if (ask.text.length * 2 > SIZE_LIMIT) {
    throw new TeamsError(413, "MessageSizeTooBig", { message: "Message size too large." });
  }
  if (textOf(activity.type) === "") throw badSyntax("The activity has no type.");
  if (activity.type !== "message") return;
  const hasText = textOf(activity.text).trim() !== "";
  const hasAttachment = listOf(activity.attachments).length > 0;
  if (hasText && hasAttachment) {
    throw badArgument(
      "We promise never to send text and an attachment in one activity: Teams splits it, and the id is lost.",
    );
  }
  if (!hasText && !hasAttachment) {
    throw badSyntax("Activity must include non empty 'text' field or at least 1 attachment.");
  }
}

function badSyntax(message: string): TeamsError {
  return new TeamsError(400, "BadSyntax", { message });
}

function badArgument(message: string): TeamsError {
  return new TeamsError(400, "Bad Argument", { message });
}
