import { MOST_THEMES } from "#domain/focus-group.ts";
import { type FocusGroupId, toId } from "#domain/ids.ts";
import { themesForm } from "#messages/theme-cards.ts";
import type { Reply } from "#ports/chat.ts";
import { keepThemes } from "#usecases/keep-themes.ts";
import { showThemes, startThemes } from "#usecases/list-themes.ts";
import { showMap } from "#usecases/read-map.ts";
import { type Submission, textOf } from "./form-lines.ts";
import { say, show, type Talk } from "./talk.ts";

/** The button of what groups said. */
export const themePresses = { "write-themes": async (talk: Talk) => await openThemes(talk) };

/** Its form. */
export const themeSubmissions = { themes: submitThemes };

/** `/pl map`. */
export async function map({ product, act }: Talk): Promise<Reply> {
  return show(await showMap(product, act));
}

/** `/pl themes`. */
export async function themes({ product, act }: Talk): Promise<Reply> {
  return show(await showThemes(product, act));
}

async function openThemes({ product, act }: Talk): Promise<Reply> {
  const { schools, today } = await startThemes(product, act);
  const [only, ...others] = schools;
  const school = only && others.length === 0 ? only.name : "";
  const id = toId<FocusGroupId>(`g_${product.random.id()}`);
  return { kind: "form", form: themesForm(product.words, { id, school, today }) };
}

async function submitThemes(
  { product, act }: Talk,
  { values, context }: Submission,
): Promise<Reply> {
  const numbers = Array.from({ length: MOST_THEMES }, (_, at) => at + 1);
  const kept = await keepThemes(product, act, {
    id: toId<FocusGroupId>(context),
    school: textOf(values, "school"),
    type: textOf(values, "type"),
    day: textOf(values, "day"),
    size: textOf(values, "size"),
    themes: numbers.map((number) => ({
      text: textOf(values, `text${number}`),
      practice: textOf(values, `practice${number}`),
      pitfall: textOf(values, `pitfall${number}`),
    })),
  });
  return kept.kind === "errors" ? kept : say(product.words.say("themes_kept", {}));
}
