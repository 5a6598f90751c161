import { toSignal } from "#domain/add-up-parts.ts";
import type { ExpeditionPart, Observation } from "#domain/expedition.ts";
import { MOST_ROOMS } from "#domain/visit-part.ts";
import { countField, onlyNote } from "#messages/expedition-forms.ts";
import type { Words } from "#messages/words.ts";
import type { FormValues } from "#ports/chat.ts";
import { listOf, textOf } from "./form-lines.ts";

/** What a form about a visit says, or what is not right in it by field. */
export type ReadForm =
  | { readonly rooms: number; readonly observations: readonly Observation[] }
  | { readonly errors: Readonly<Record<string, string>> };

const DIGITS = /^\d{1,3}$/;

function numberOf(values: FormValues, field: string): number {
  const text = textOf(values, field);
  return DIGITS.test(text) ? Number(text) : 0;
}

/** The form of what was seen and heard: what was said of rooms and lines before stays. */
export function readNoticed(
  words: Words,
  values: FormValues,
  mine: ExpeditionPart | undefined,
): ReadForm {
  const rooms = numberOf(values, "rooms");
  if (rooms < 1 || rooms > MOST_ROOMS) {
    return { errors: { rooms: words.say("record_rooms_wrong", { most: String(MOST_ROOMS) }) } };
  }
  const saw = new Set(listOf(values, "seen"));
  const heard = new Set(listOf(values, "heard"));
  const chosen = words.library.lookFors
    .map(({ id }) => id)
    .filter((id) => saw.has(id) || heard.has(id));
  const line = textOf(values, "line");
  const about = aboutOf(textOf(values, "about"), chosen);
  if (line !== "" && about === undefined) {
    return { errors: { about: words.say("record_about_missing", {}) } };
  }
  const before = keptBefore(mine);
  const observations = chosen.map((lookFor): Observation => {
    const known = before.get(lookFor);
    return {
      lookFor,
      signal: toSignal({ saw: saw.has(lookFor), heard: heard.has(lookFor) }),
      rooms: Math.min(known?.rooms ?? 1, rooms),
      note: lookFor === about && line !== "" ? line : (known?.note ?? ""),
    };
  });
  return { rooms, observations };
}

/** Which of the chosen a line is about; the only one where nothing is said. */
function aboutOf(said: string, chosen: readonly string[]): string | undefined {
  const only = chosen.length === 1 ? chosen[0] : undefined;
  return chosen.includes(said) ? said : only;
}

/** A single line stands in the form itself: what is not there any more was taken out. */
function keptBefore(mine: ExpeditionPart | undefined): ReadonlyMap<string, Observation> {
  const before = mine?.observations ?? [];
  const shown = onlyNote(before);
  return new Map(
    before.map((each) => [each.lookFor, each === shown ? { ...each, note: "" } : each] as const),
  );
}

/** The form of rooms: one number for each look-for, never more than were visited. */
export function readCounts(
  words: Words,
  values: FormValues,
  mine: ExpeditionPart | undefined,
): ReadForm {
  const rooms = mine?.rooms ?? 0;
  const errors: Record<string, string> = {};
  const observations = (mine?.observations ?? []).map((each) => {
    const field = countField(each.lookFor);
    if (values[field] === undefined) return each;
    const count = numberOf(values, field);
    if (count < 1 || count > rooms)
      errors[field] = words.say("record_count_wrong", { most: String(rooms) });
    return { ...each, rooms: count };
  });
  return Object.keys(errors).length > 0 ? { errors } : { rooms, observations };
}
