import { displayName } from "#domain/roster.ts";
import { type Action, type FormId, readValue } from "#messages/actions.ts";
import { returnCard, returnWhichCard, WISH_LENGTH, wishForm } from "#messages/return-cards.ts";
import type { Reply } from "#ports/chat.ts";
import { describeReturn } from "#usecases/describe-return.ts";
import { listAskedSchools } from "#usecases/list-asked-schools.ts";
import { readAskedWave } from "#usecases/read-asked-wave.ts";
import { requestReturn } from "#usecases/request-return.ts";
import { aboutFrom, nobody } from "./connection-presses.ts";
import { lineProblem, type Submission, type Submit, textOf } from "./form-lines.ts";
import { say, show, type Talk } from "./talk.ts";

type Press = (talk: Talk, value: string) => Promise<Reply>;

/** The buttons of a school that asks for a visit. */
export const returnPresses = {
  "come-back": comeBackTo,
  "describe-return": async ({ product, act }, value) => {
    const { sender } = await readAskedWave(product, act, aboutFrom(value));
    return { kind: "form", form: wishForm(product.words, value, displayName(sender)) };
  },
} as const satisfies Partial<Record<Action, Press>>;

/** Its form. */
export const returnSubmissions = {
  "describe-return": submitWish,
} as const satisfies Partial<Record<FormId, Submit>>;

const BACK = /^back\b/i;

/** `/pl come back`, and "come back" in plain words; undefined for other words that begin so. */
export async function comeBack(talk: Talk, rest: string): Promise<Reply | undefined> {
  if (!BACK.test(rest.trim())) return undefined;
  const { product, act } = talk;
  const schools = await listAskedSchools(product, act);
  const [only, ...others] = schools;
  if (!only) return say(product.words.say("return_none", {}));
  if (others.length > 0) return show(returnWhichCard(product.words, schools));
  return await comeBackTo(talk, `${only.wave.id}|${only.site.id}`);
}

async function comeBackTo({ product, act }: Talk, value: string): Promise<Reply> {
  const { words } = product;
  const asked = await requestReturn(product, act, aboutFrom(value));
  if (!asked) return await nobody({ product, act });
  const { isNew, day, onOffer, senderName: sender_name } = asked;
  if (isNew) return show(returnCard(words, sender_name, value));
  if (onOffer.length === 0) return say(words.say("return_again", { sender_name, day }));
  return say(words.say("return_offered_already", { sender_name, days: words.list(onOffer) }));
}

async function submitWish(talk: Talk, { values, context }: Submission): Promise<Reply> {
  const { product, act } = talk;
  const { words } = product;
  const text = textOf(values, "wish");
  const missing = words.say("return_words_missing", {});
  const problem = await lineProblem(talk, { text, most: WISH_LENGTH, missing });
  if (problem !== undefined) return { kind: "errors", errors: { wish: problem } };
  const [wave, site] = readValue(context);
  const lead = await describeReturn(product, act, { ...aboutFrom(`${wave}|${site}`), text });
  if (lead === undefined) return say(words.say("return_settled", {}));
  return say(words.say("return_words_kept", { sender_name: lead }));
}
