import { type CorrectionId, type ExpeditionId, toId } from "#domain/ids.ts";
import { type Action, type FormId, readValue } from "#messages/actions.ts";
import {
  CORRECTION_LENGTH,
  changeFoundForm,
  correctForm,
  correctionCard,
} from "#messages/correction-cards.ts";
import { note } from "#messages/praise-cards.ts";
import { visitLineWords } from "#messages/visit-line-words.ts";
import type { Reply } from "#ports/chat.ts";
import { correctExpedition, readCorrectForm } from "#usecases/correct-expedition.ts";
import {
  type CorrectionSettled,
  readFoundToChange,
  settleCorrection,
} from "#usecases/settle-correction.ts";
import { listOf, type Submission, type Submit, textOf } from "./form-lines.ts";
import { replace, say, show, type Talk } from "./talk.ts";

type Press = (talk: Talk, value: string) => Promise<Reply>;

/** Saying that something is not right in the notes of a visit, and deciding about it. */
export const correctionPresses = {
  "correct-expedition": openCorrectForm,
  "change-found": openChangeForm,
  "keep-found": async (talk, value) => await settleWhole(talk, value, undefined),
  "empty-found": async (talk, value) => await settleWhole(talk, value, "everything"),
} as const satisfies Partial<Record<Action, Press>>;

/** Its two forms. */
export const correctionSubmissions = {
  "correct-expedition": submitCorrection,
  "change-found": submitChange,
} as const satisfies Partial<Record<FormId, Submit>>;

async function settleWhole(
  talk: Talk,
  value: string,
  out: "everything" | undefined,
): Promise<Reply> {
  const id = toId<CorrectionId>(value);
  return settledReply(talk, await settleCorrection(talk.product, talk.act, { id, out }), true);
}

async function openCorrectForm({ product, act }: Talk, value: string): Promise<Reply> {
  const { words } = product;
  const expedition = toId<ExpeditionId>(value);
  const held = await readCorrectForm(product, act, expedition);
  if (!held) return say(words.say("correct_over", {}));
  const id = toId<CorrectionId>(product.random.id());
  return { kind: "form", form: correctForm(words, { id, expedition }) };
}

async function submitCorrection(
  { product, act }: Talk,
  { values, context }: Submission,
): Promise<Reply> {
  const { words } = product;
  const [expedition, id] = readValue(context);
  const text = textOf(values, "line");
  const errors = (line: string): Reply => ({ kind: "errors", errors: { line } });
  if (text === "") return errors(words.say("correct_field", {}));
  if ([...text].length > CORRECTION_LENGTH)
    return errors(words.say("praise_too_long", { most: String(CORRECTION_LENGTH) }));
  const added = await correctExpedition(product, act, {
    id: toId<CorrectionId>(id),
    expedition: toId<ExpeditionId>(expedition),
    text,
  });
  switch (added.kind) {
    case "added":
      return say(words.say("correct_noted", { person: added.contact }));
    case "closed":
      return say(words.say("correct_over", {}));
    case "held":
      return errors(visitLineWords(words, added.held));
  }
}

async function openChangeForm({ product, act }: Talk, value: string): Promise<Reply> {
  const { words } = product;
  const found = await readFoundToChange(product, act, toId<CorrectionId>(value));
  if (!found) return say(words.say("correction_settled", {}));
  if (found.kind === "whole") return show(correctionCard(words, found));
  return { kind: "form", form: changeFoundForm(words, found) };
}

async function submitChange(talk: Talk, { values, context }: Submission): Promise<Reply> {
  const { product, act } = talk;
  const id = toId<CorrectionId>(context);
  const out = { lookFors: listOf(values, "looks"), notes: listOf(values, "lines") };
  if (out.lookFors.length + out.notes.length === 0) {
    return { kind: "errors", errors: { looks: product.words.say("change_found_nothing", {}) } };
  }
  return settledReply(talk, await settleCorrection(product, act, { id, out }), false);
}

function settledReply(
  { product: { words } }: Talk,
  settled: CorrectionSettled,
  isPress: boolean,
): Reply {
  if (settled.kind === "settled") return say(words.say("correction_settled", {}));
  const key = settled.kind === "changed" ? "correction_done_changed" : "correction_done_kept";
  const text = words.say(key, { school: settled.school });
  return isPress ? replace(note(text)) : say(text);
}
