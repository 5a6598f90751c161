import type { Reply } from "#ports/chat.ts";
import {
  type Acknowledgement,
  answerOnCard,
  dialogBody,
  type Effect,
  EMPTY,
  type Making,
  sayReply,
  searchBody,
  TRY_AGAIN,
  toast,
  toCard,
} from "./answer.ts";
import type { Incoming } from "./incoming.ts";
import { inWordsOf, spokenBy, words } from "./words.ts";

/** What Teams hears when the answer is not there in time; it follows by itself. */
export function lateAcknowledgement(incoming: Incoming, making: Making): Acknowledgement {
  return inWordsOf(spokenBy(incoming.event), () => acknowledgeLate(incoming, making));
}

function acknowledgeLate(incoming: Incoming, making: Making): Acknowledgement {
  const { surface } = incoming;
  const late: Reply = { kind: "failed", card: toCard(words().pressAgain) };
  switch (surface.kind) {
    case "card":
      if (surface.sent) {
        return answerOnCard(incoming, surface, { reply: late, making }).acknowledgement;
      }
      return { status: 200, body: toast(words().stillWorking) };
    case "dialog":
      if (surface.sent) return { status: 200, body: dialogBody(surface, late, making) };
      return { status: 200, body: { task: { type: "message", value: words().stillWorking } } };
    case "search":
      return { status: 200, body: searchBody(late) };
    case "nowhere":
      return TRY_AGAIN;
    default:
      return EMPTY;
  }
}

/** The same answer, when its response is gone: as a message, and in the card that was pressed. */
export function toLateEffects(incoming: Incoming, reply: Reply, making: Making): readonly Effect[] {
  const { surface } = incoming;
  if (surface.kind === "search" || surface.kind === "nowhere") return [];
  if (surface.kind === "card" && reply.kind === "replace") {
    return answerOnCard(incoming, surface, { reply, making }).effects;
  }
  // What is wrong with a form is said when it is sent again.
  return reply.kind === "errors" ? [] : sayReply(incoming, reply, making);
}
