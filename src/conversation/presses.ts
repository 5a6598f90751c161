import { type ShoutOutId, toId } from "#domain/ids.ts";
import type { Action } from "#messages/actions.ts";
import { note, thanksWishCard } from "#messages/praise-cards.ts";
import { readDraft } from "#messages/praise-form.ts";
import type { Reply } from "#ports/chat.ts";
import { chooseThanks, hideShoutOut, removeShoutOut } from "#usecases/take-back-shout-out.ts";
import { answerPresses } from "./answer-presses.ts";
import { callPresses } from "./call-presses.ts";
import { connectionPresses } from "./connection-presses.ts";
import { delegatePresses } from "./delegate-commands.ts";
import { joinedPresses } from "./joined-presses.ts";
import { openPage } from "./own-page.ts";
import { continueDraft, openPraiseForm, showForm } from "./praise.ts";
import { profilePresses } from "./profile-presses.ts";
import { returnPresses } from "./return-presses.ts";
import { pause, start, stop } from "./settings-commands.ts";
import { shelfPresses } from "./shelf-presses.ts";
import { replace, say, show, type Talk } from "./talk.ts";
import { visitPresses } from "./visit-presses.ts";
import { wavePresses } from "./wave-presses.ts";

type Press = (talk: Talk, value: string) => Promise<Reply>;

/** What each button does. A button of messages/actions.ts that is missing here does not compile. */
export const presses = {
  "post-as-is": async (talk, value) => inPlace(await continueDraft(talk, readDraft(value))),
  "pick-receiver": async (talk, value) => inPlace(await continueDraft(talk, readDraft(value))),
  "edit-draft": async (talk, value) => await showForm(talk, readDraft(value)),
  "remove-shout-out": async ({ product, act }, value) => {
    const removed = await removeShoutOut(product, act, toId<ShoutOutId>(value));
    return replace(note(product.words.say(removed ? "praise_removed" : "praise_gone", {})));
  },
  "hide-shout-out": async ({ product, act }, value) => {
    const hidden = await hideShoutOut(product, act, toId<ShoutOutId>(value));
    return say(product.words.say(hidden ? "praise_hidden" : "praise_gone", {}));
  },
  "thank-in-private": async (talk) => await choose(talk, "private"),
  "thank-in-public": async (talk) => await choose(talk, "public"),
  ...wavePresses,
  ...answerPresses,
  ...delegatePresses,
  ...callPresses,
  ...connectionPresses,
  ...returnPresses,
  ...visitPresses,
  ...joinedPresses,
  ...shelfPresses,
  ...profilePresses,
  "open-page": openPage,
  "open-praise": async (talk) => await openPraiseForm(talk),
  "start-messages": start,
  "stop-messages": stop,
  "pause-messages": async (talk) => await pause(talk),
} satisfies Record<Action, Press>;

/** A note whose button was pressed gives way to what came of it. */
function inPlace(reply: Reply): Reply {
  return reply.kind === "note" ? replace(reply.card) : reply;
}

async function choose({ product, act }: Talk, thanks: "private" | "public"): Promise<Reply> {
  await chooseThanks(product, act, thanks);
  return show(thanksWishCard(product.words, thanks));
}
