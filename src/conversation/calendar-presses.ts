import { isMeaningKind, type MeaningKind } from "#domain/calendar-review.ts";
import type { Action, FormId } from "#messages/actions.ts";
import { calendarCard, calendarForm, yearNames } from "#messages/calendar-cards.ts";
import type { Reply } from "#ports/chat.ts";
import { chooseMeanings, confirmCalendar } from "#usecases/confirm-calendar.ts";
import { readCalendar } from "#usecases/read-calendar.ts";
import { type Submission, type Submit, textOf } from "./form-lines.ts";
import { replace, say, show, type Talk } from "./talk.ts";

type Press = (talk: Talk, value: string) => Promise<Reply>;

/** The buttons of the school calendar. */
export const calendarPresses = {
  "confirm-calendar": confirm,
  "look-calendar": look,
} as const satisfies Partial<Record<Action, Press>>;

/** Its form. */
export const calendarSubmissions = { calendar: submit } as const satisfies Partial<
  Record<FormId, Submit>
>;

/** `/pl calendar`. */
export async function calendar({ product, act }: Pick<Talk, "product" | "act">): Promise<Reply> {
  return show(calendarCard(product.words, await readCalendar(product, act)));
}

async function confirm({ product, act }: Talk): Promise<Reply> {
  const { words } = product;
  const { year } = await confirmCalendar(product, act, new Map());
  const text = words.say("calendar_thanks", yearNames(year));
  return replace({ text, fallback: text });
}

/** What was in doubt may have been said by somebody else meanwhile: then the calendar itself comes. */
async function look({ product, act }: Talk): Promise<Reply> {
  const view = await readCalendar(product, act);
  const form = calendarForm(product.words, view.labels);
  if (form.fields.length === 0) return replace(calendarCard(product.words, view));
  return { kind: "form", form };
}

async function submit(talk: Talk, { values, context }: Submission): Promise<Reply> {
  const { product, act } = talk;
  const choices = new Map<string, MeaningKind>();
  for (const [index, key] of context.split("|").entries()) {
    const kind = textOf(values, `label_${index}`);
    if (isMeaningKind(kind)) choices.set(key, kind);
  }
  await chooseMeanings(product, act, choices);
  return say(product.words.say("calendar_saved", {}));
}
