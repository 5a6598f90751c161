import { type CallTaskId, type ShoutOutId, type SiteId, toId, type WaveId } from "#domain/ids.ts";
import { displayName } from "#domain/roster.ts";
import { isAnswerKind } from "#domain/wave.ts";
import { type Action, readValue } from "#messages/actions.ts";
import { answeredCard, pitfallForm, questionForm } from "#messages/invitation-cards.ts";
import { note, thanksWishCard } from "#messages/praise-cards.ts";
import { readDraft } from "#messages/praise-form.ts";
import type { Reply } from "#ports/chat.ts";
import { type Answered, answerInvitation } from "#usecases/answer-invitation.ts";
import { logCall } from "#usecases/call-tasks.ts";
import { openWave } from "#usecases/open-wave.ts";
import { readAskedWave } from "#usecases/read-asked-wave.ts";
import { showOwnInvitation } from "#usecases/show-own-invitation.ts";
import { chooseThanks, hideShoutOut, removeShoutOut } from "#usecases/take-back-shout-out.ts";
import { openPage } from "./own-page.ts";
import { continueDraft, openPraiseForm, showForm } from "./praise.ts";
import { pause, start, stop } from "./settings-commands.ts";
import { replace, say, show, type Talk } from "./talk.ts";

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
  "open-wave": async ({ product, act }, value) => {
    const { wave, schoolCount } = await openWave(product, act, toId<WaveId>(value));
    const count = String(schoolCount);
    return replace(note(product.words.say("wave_opened", { wave_name: wave.name, count })));
  },
  answer,
  "name-pitfalls": async ({ product, act }, value) => {
    const sender = await readAskedWave(product, act, askedFrom(value));
    return { kind: "form", form: pitfallForm(product.words, sender, value) };
  },
  "change-answer": async ({ product, act }, value) => {
    const card = await showOwnInvitation(product, act, askedFrom(value).site);
    return card ? replace(card) : say(product.words.say("answer_none_open", {}));
  },
  "log-call": async ({ product, act }, value) =>
    replace((await logCall(product, act, toId<CallTaskId>(value))).card),
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

function askedFrom(value: string) {
  const [wave, site] = readValue(value);
  return { wave: toId<WaveId>(wave), site: toId<SiteId>(site) };
}

async function answer(talk: Talk, value: string): Promise<Reply> {
  const { product, act } = talk;
  const [wave, site, kind] = readValue(value);
  if (!isAnswerKind(kind)) return say(product.words.say("old_button", {}));
  const asked = askedFrom(value);
  if (kind === "question") {
    const sender = await readAskedWave(product, act, asked);
    return { kind: "form", form: questionForm(product.words, sender, `${wave}|${site}`) };
  }
  const answered = await answerInvitation(product, act, { ...asked, kind });
  if (answered.kind === "answered" && kind === "not_yet") {
    const { sender } = answered.facts;
    return { kind: "form", form: pitfallForm(product.words, sender, `${wave}|${site}`) };
  }
  return answeredReply(talk, answered, kind);
}

/** The card with the school's answer, or why there is none. */
export function answeredReply(
  { product }: Talk,
  answered: Answered,
  kind: Parameters<typeof answeredCard>[2]["kind"],
): Reply {
  const { words } = product;
  if (answered.kind === "closed") {
    const { wave, sender } = answered.facts;
    const sender_name = displayName(sender);
    return say(words.say("answer_closed", { wave_name: wave.name, sender_name }));
  }
  return replace(answeredCard(words, answered.facts, { kind, by: answered.by, pitfalls: [] }));
}
