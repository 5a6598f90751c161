import { type ShoutOutId, toId } from "#domain/ids.ts";
import { localTime } from "#domain/local-time.ts";
import { type ThanksWish, undoUntil } from "#domain/shout-out.ts";
import { readValue } from "#messages/actions.ts";
import { editForm } from "#messages/edit-form.ts";
import { givenNote, note, thanksWishCard } from "#messages/praise-cards.ts";
import { type Draft, emptyDraft, readDraft } from "#messages/praise-form.ts";
import { reportForm } from "#messages/report-cards.ts";
import type { Reply } from "#ports/chat.ts";
import { editShoutOut, readOwnShoutOut } from "#usecases/edit-shout-out.ts";
import { listChosen } from "#usecases/find-colleague.ts";
import { settleReport } from "#usecases/report-shout-out.ts";
import { readPlace } from "#usecases/send-direct.ts";
import { chooseThanks, hideShoutOut, removeShoutOut } from "#usecases/take-back-shout-out.ts";
import { continueDraft, type FormHint, openPraiseForm, showForm } from "./praise.ts";
import { replace, say, show, type Talk } from "./talk.ts";

/** Buttons of the draft, of what was given, and of reports. */
export const praisePresses = {
  "post-as-is": async (talk: Talk, value: string) =>
    inPlace(await continueDraft(talk, readDraft(value))),
  "pick-receiver": async (talk: Talk, value: string) =>
    inPlace(await continueDraft(talk, readDraft(value))),
  "edit-draft": async (talk: Talk, value: string) => await showForm(talk, readDraft(value)),
  "remove-shout-out": async ({ product, act }: Talk, value: string) => {
    const removed = await removeShoutOut(product, act, toId<ShoutOutId>(value));
    return replace(note(product.words.say(removed ? "praise_removed" : "praise_gone", {})));
  },
  "change-shout-out": async (talk: Talk, value: string) =>
    await openEditForm(talk, toId<ShoutOutId>(value)),
  "tag-shout-out": tagShoutOut,
  "hide-shout-out": async ({ product, act }: Talk, value: string) => {
    const hidden = await hideShoutOut(product, act, toId<ShoutOutId>(value));
    return say(product.words.say(hidden ? "praise_hidden" : "praise_gone", {}));
  },
  "report-shout-out": async ({ product }: Talk, value: string): Promise<Reply> =>
    await Promise.resolve({
      kind: "form",
      form: reportForm(product.words, toId<ShoutOutId>(value)),
    }),
  "hide-reported": async (talk: Talk, value: string) => await settle(talk, value, "hidden"),
  "leave-up": async (talk: Talk, value: string) => await settle(talk, value, "left_up"),
  "thank-in-private": async (talk: Talk) => await choose(talk, "private"),
  "thank-in-school": async (talk: Talk) => await choose(talk, "school"),
  "thank-in-public": async (talk: Talk) => await choose(talk, "public"),
  "open-praise": async (talk: Talk) => await openPraiseForm(talk),
};

/** A note whose button was pressed gives way to what came of it. */
function inPlace(reply: Reply): Reply {
  return reply.kind === "note" ? replace(reply.card) : reply;
}

async function choose({ product, act }: Talk, thanks: ThanksWish): Promise<Reply> {
  await chooseThanks(product, act, thanks);
  return show(thanksWishCard(product.words, thanks));
}

/** The form in which its giver changes what is up; a note where it is gone. */
export async function openEditForm(talk: Talk, id: ShoutOutId): Promise<Reply> {
  const { product, act } = talk;
  const shoutOut = await readOwnShoutOut(product, act, id);
  if (!shoutOut) return say(product.words.say("praise_gone", {}));
  const { receivers, text, ...rest } = shoutOut;
  return await showEdit(talk, { ...emptyDraft, ...rest, who: receivers, saw: text }, {});
}

/** The same form with a draft that could not be kept. */
export async function showEdit(talk: Talk, draft: Draft, hint: FormHint): Promise<Reply> {
  const { product, act } = talk;
  const { words } = product;
  const shoutOut = await readOwnShoutOut(product, act, toId<ShoutOutId>(draft.id));
  if (!shoutOut) return say(words.say("praise_gone", {}));
  const end = undoUntil(shoutOut);
  const { zone } = await product.store.read(act.district, function* (tx) {
    const giver = yield* tx.roster.getPerson(shoutOut.giver);
    return yield* readPlace({ tx, product, now: product.clock.now() }, giver);
  });
  const until = product.clock.now() < end ? words.time(localTime(end, zone)) : undefined;
  const chosen = await listChosen(product, act, draft.who);
  return { kind: "form", form: editForm(words, draft, { id: draft.id, until, chosen, ...hint }) };
}

/** Adds the practice that its words speak of. */
async function tagShoutOut(talk: Talk, value: string): Promise<Reply> {
  const { product, act } = talk;
  const [shoutOut, practice] = readValue(value);
  const id = toId<ShoutOutId>(shoutOut);
  const label = product.words.label("practice", practice);
  if (label === "") return say(product.words.say("praise_gone", {}));
  const edited = await editShoutOut(product, act, { id, practice });
  if (edited.kind !== "edited") return say(product.words.say("praise_gone", {}));
  const line = product.words.say("praise_tagged", { practice_label: label });
  const isPosted = edited.posted.length > 0;
  return replace(givenNote(product.words, { id, lines: [line], isPosted }));
}

async function settle(
  { product, act }: Talk,
  value: string,
  outcome: "hidden" | "left_up",
): Promise<Reply> {
  const settled = await settleReport(product, act, { id: toId<ShoutOutId>(value), outcome });
  if (settled.kind === "gone") return say(product.words.say("praise_gone", {}));
  if (settled.kind === "own") return say(product.words.say("report_own", {}));
  return settled.kind === "before" ? show(settled.card) : replace(settled.card);
}
