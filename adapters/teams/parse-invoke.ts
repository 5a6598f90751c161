import { type AccountId, toId } from "#domain/ids.ts";
import { withoutMentions } from "#domain/mentions.ts";
import type { ChatEvent } from "#ports/chat.ts";
import { cardAction, dialogSent, extensionOpened, searched, type TeamsActivity } from "./bodies.ts";
import {
  type Arrival,
  type Context,
  ignored,
  type Parsed,
  problem,
  type Surface,
} from "./incoming.ts";
import { type Acted, parseAction } from "./parse-action.ts";
import { readDataset } from "./read-inputs.ts";

/** Something that Teams waits for an answer to: a press, a dialog, a search. */
export function parseInvoke(activity: TeamsActivity, arrival: Arrival, context: Context): Parsed {
  switch (activity.name) {
    case "adaptiveCard/action":
      return parseCardAction(activity, arrival, context);
    case "composeExtension/fetchTask":
      return parseOpened(activity, context);
    case "composeExtension/submitAction":
    case "task/submit":
    case "task/fetch": {
      const read = dialogSent.safeParse(activity.value);
      if (!read.success) return problem;
      const turn = {
        context,
        arrival,
        surface: ({ sent }: Acted) => ({ kind: "dialog", sent }) as const,
      };
      return parseTurn(read.data.data, turn);
    }
    case "application/search":
      return parseSearch(activity, context);
    default:
      return problem;
  }
}

function parseCardAction(activity: TeamsActivity, arrival: Arrival, context: Context): Parsed {
  const read = cardAction.safeParse(activity.value);
  if (!read.success) return problem;
  const messageId = activity.replyToId ?? "";
  const surface = ({ sent, isAside }: Acted) =>
    ({ kind: "card", messageId, sent, isAside }) as const;
  return parseTurn(read.data.action.data, { context, arrival, surface });
}

interface Turn {
  readonly context: Context;
  readonly arrival: Arrival;
  readonly surface: (acted: Acted) => Surface;
}

function parseTurn(data: unknown, { context, arrival, surface }: Turn): Parsed {
  const { scene, origin } = context;
  const acted = parseAction(data, origin, arrival);
  if (!acted) return problem;
  return { incoming: { event: acted.event, surface: surface(acted), scene } };
}

/** The message extension opens; used on a message it is about the one who wrote it. */
function parseOpened(activity: TeamsActivity, { scene, origin }: Context): Parsed {
  const read = extensionOpened.safeParse(activity.value);
  if (!read.success) return problem;
  const author = read.data.messagePayload?.from?.user?.id ?? undefined;
  const event: ChatEvent = {
    ...origin,
    kind: "shortcut",
    name: read.data.commandId,
    about: author === undefined ? undefined : toId<AccountId>(author),
  };
  return { incoming: { event, surface: { kind: "dialog" }, scene } };
}

/** A search changes nothing, so it may come as often as it likes. */
function parseSearch(activity: TeamsActivity, { scene, origin }: Context): Parsed {
  const read = searched.safeParse(activity.value);
  const asked = read.success ? readDataset(read.data.dataset) : undefined;
  if (!(read.success && asked)) return ignored;
  const query = withoutMentions(read.data.queryText ?? "");
  const event: ChatEvent = { ...origin, ...asked, key: "", kind: "search", query };
  return { incoming: { event, surface: { kind: "search" }, scene } };
}
