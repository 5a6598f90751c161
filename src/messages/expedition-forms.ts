import type { ExpeditionPart, Observation } from "#domain/expedition.ts";
import type { ExpeditionId } from "#domain/ids.ts";
import { MOST_VISITORS } from "#domain/visit-life.ts";
import { MOST_VISIT_LINE } from "#domain/visit-line.ts";
import type { Form, FormField, Option } from "#ports/card.ts";
import type { FormId } from "./actions.ts";
import type { Words } from "./words.ts";

/** More schools than this are typed, not picked: a platform's list holds so many. */
const MOST_PICKED = 100;
const DAY_LENGTH = 30;
const NAME_LENGTH = 100;
const NUMBER_LENGTH = 3;

export interface PlannableSchool {
  readonly id: string;
  readonly name: string;
}

/** Where, when, and who comes along. */
export function planForm(
  words: Words,
  id: ExpeditionId,
  schools: readonly PlannableSchool[],
): Form {
  const school = { name: "school", label: words.say("plan_school", {}), required: true } as const;
  const options = schools.map((each): Option => ({ value: each.id, label: each.name }));
  const typed = { ...school, type: "text", maxLength: NAME_LENGTH, multiline: false } as const;
  return {
    id: "plan-expedition" satisfies FormId,
    title: words.say("plan_title", {}),
    submit: words.say("plan_submit", {}),
    context: id,
    fields: [
      options.length > MOST_PICKED ? typed : { ...school, type: "choice", options },
      dayField(words),
      {
        type: "people",
        name: "with",
        label: words.say("plan_with", {}),
        help: words.say("plan_with_help", {}),
        required: false,
        most: MOST_VISITORS - 1,
      },
    ],
  };
}

function dayField(words: Words): FormField {
  return {
    type: "text",
    name: "day",
    label: words.say("plan_day", {}),
    help: words.say("plan_day_help", {}),
    required: true,
    maxLength: DAY_LENGTH,
    multiline: false,
  };
}

/** Another day for a visit. */
export function moveForm(words: Words, id: ExpeditionId, school: string): Form {
  return {
    id: "move-expedition" satisfies FormId,
    title: words.say("move_title", {}),
    submit: words.say("move_submit", {}),
    context: id,
    note: words.say("move_note", { school }),
    fields: [dayField(words)],
  };
}

export interface RecordDraft {
  readonly expedition: ExpeditionId;
  /** What was written down before: the form shows it, and takes its place. */
  readonly mine: ExpeditionPart | undefined;
}

/** The revision that a form makes of what was written down before. */
function nextRevision({ mine }: RecordDraft): string {
  return String((mine?.revision ?? 0) + 1);
}

/** Rooms, what was seen, what was heard, and a line: everything a thumb can do in two minutes. */
export function recordForm(words: Words, draft: RecordDraft): Form {
  const { expedition, mine } = draft;
  const noticed = mine?.observations ?? [];
  const options = words.library.lookFors.map(({ id, statement }) => ({
    value: id,
    label: statement,
  }));
  const pick = (isIn: (each: Observation) => boolean) =>
    noticed.filter(isIn).map(({ lookFor }) => lookFor);
  const list = { type: "choices", required: false, options, most: options.length } as const;
  const seen = pick(({ signal }) => signal !== "heard");
  const heard = pick(({ signal }) => signal !== "saw");
  const help = words.say("record_lists_help", {});
  return {
    id: "record-expedition" satisfies FormId,
    title: words.say("record_form_title", {}),
    submit: words.say("record_form_submit", {}),
    context: [expedition, nextRevision(draft)].join("|"),
    note: words.say("record_form_note", {}),
    fields: [
      numberField("rooms", words.say("record_form_rooms", {}), mine?.rooms),
      { ...list, name: "seen", label: words.say("record_form_saw", {}), help, values: seen },
      { ...list, name: "heard", label: words.say("record_form_heard", {}), help, values: heard },
      ...lineFields(words, options, onlyNote(noticed)),
    ],
  };
}

function numberField(name: string, label: string, value: number | undefined): FormField {
  const shown = value === undefined ? undefined : String(value);
  const text = { type: "text", maxLength: NUMBER_LENGTH, multiline: false } as const;
  return { ...text, name, label, required: true, value: shown };
}

/** The one line that was written so far; several are changed on the page. */
export function onlyNote(noticed: readonly Observation[]): Observation | undefined {
  const written = noticed.filter(({ note }) => note !== "");
  return written.length === 1 ? written[0] : undefined;
}

function lineFields(
  words: Words,
  options: readonly Option[],
  written: Observation | undefined,
): readonly FormField[] {
  return [
    {
      type: "text",
      value: written?.note,
      name: "line",
      label: words.say("record_form_line", {}),
      help: words.library.expedition.noteHelp,
      required: false,
      maxLength: MOST_VISIT_LINE,
      multiline: true,
    },
    {
      type: "choice",
      value: written?.lookFor,
      name: "about",
      label: words.say("record_form_about", {}),
      help: words.say("record_form_about_help", {}),
      required: false,
      options,
    },
  ];
}

/** In how many rooms each of the chosen was noticed; one unless told. */
export function countForm(words: Words, draft: RecordDraft): Form {
  const { expedition, mine } = draft;
  const rooms = String(mine?.rooms ?? 0);
  const noticed = new Map(mine?.observations.map((each) => [each.lookFor, each.rooms]));
  return {
    id: "count-rooms" satisfies FormId,
    title: words.say("count_form_title", {}),
    submit: words.say("record_form_submit", {}),
    context: [expedition, nextRevision(draft)].join("|"),
    note: words.say("count_form_note", { rooms }),
    fields: words.library.lookFors
      .filter(({ id }) => noticed.has(id))
      .map(({ id, statement }) => numberField(countField(id), statement, noticed.get(id))),
  };
}

/** The name of a look-for's field. */
export function countField(lookFor: string): string {
  return `rooms_${lookFor}`;
}
