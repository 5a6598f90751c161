import { monthNames } from "#domain/months.ts";
import type { ReminderPlan, Wave } from "#domain/wave.ts";
import {
  defaultReminderPlan,
  FIRST_AFTER_DAYS,
  LEAST_BEFORE_CLOSE_DAYS,
  LONGEST_WINDOW_DAYS,
  SHORTEST_WINDOW_DAYS,
} from "#domain/wave-plan.ts";
import type { Form, FormField, Option } from "#ports/card.ts";
import type { FormId } from "./actions.ts";
import type { TextKey } from "./slots.ts";
import type { Words } from "./words.ts";

export const NAME_LENGTH = 40;
const COUNT_LENGTH = 5;
const DAY_LENGTH = 30;
const PLAN_LENGTH = 20;
export const TIME_LENGTH = 40;

/** A wave as somebody types it, by field. */
export interface TypedWave {
  readonly name: string;
  readonly target: string;
  readonly capacity: string;
  /** Planned to open on; only of a draft. */
  readonly opens: string;
  /** School days; for an open wave also its last day. */
  readonly window: string;
  readonly start: string;
  readonly time: string;
  readonly next: string;
  readonly reminders: string;
  readonly last: string;
}

/** A wave as its form shows it. */
export function toTyped(wave: Omit<Wave, "id" | "state" | "sender">): TypedWave {
  const { offsets, beforeClose }: ReminderPlan = wave.reminders ?? defaultReminderPlan;
  return {
    name: wave.name,
    target: String(wave.target ?? ""),
    capacity: String(wave.capacity ?? ""),
    opens: wave.opensOn ?? "",
    window: String(wave.windowDays),
    start: wave.startMonth,
    time: wave.timeNeeded,
    next: wave.nextWaveMonth,
    reminders: offsets.join(", "),
    last: String(beforeClose ?? ""),
  };
}

/** The form that makes a wave; nothing is sent by it. */
export function newWaveForm(words: Words, typed: TypedWave, example: string): Form {
  return {
    id: "new-wave" satisfies FormId,
    title: words.say("wave_form_title", {}),
    submit: words.say("wave_form_submit", {}),
    context: "",
    note: words.say("wave_form_note", {}),
    fields: [
      nameField(words, typed),
      ...goalFields(words, typed),
      opensField(words, typed, example),
      windowField(words, typed),
      ...monthFields(words, typed),
    ],
  };
}

export interface EditedWave {
  readonly wave: Wave;
  /** What was shown: `stampOf` the wave. */
  readonly stamp: string;
  /** True where somebody else changed it meanwhile. */
  readonly isChanged: boolean;
  /** A day as it is written. */
  readonly example: string;
}

/** The same for a wave that is there: a draft, or an open one. */
export function editWaveForm(words: Words, { wave, stamp, isChanged, example }: EditedWave): Form {
  const typed = toTyped(wave);
  const note = isChanged ? "wave_form_changed" : "wave_form_edit_note";
  const isDraft = wave.state === "draft";
  return {
    id: "edit-wave" satisfies FormId,
    title: words.say("wave_form_edit_title", {}),
    submit: words.say("wave_form_edit_submit", {}),
    context: `${wave.id}|${stamp}`,
    note: words.say(note, { wave_name: wave.name }),
    fields: [
      ...(isDraft ? [nameField(words, typed)] : []),
      ...goalFields(words, typed),
      ...(isDraft ? [opensField(words, typed, example)] : []),
      isDraft ? windowField(words, typed) : untilField(words, wave, example),
      ...monthFields(words, typed),
      ...planFields(words, typed),
    ],
  };
}

interface Line {
  readonly label: TextKey;
  readonly value: string;
  readonly most: number;
  readonly help?: string | undefined;
  readonly isOptional?: boolean | undefined;
}

function line(
  words: Words,
  name: string,
  { label, value, most, help, isOptional }: Line,
): FormField {
  return {
    name,
    label: words.library.texts[label] ?? "",
    help,
    required: isOptional !== true,
    type: "text",
    maxLength: most,
    multiline: false,
    value,
  };
}

function nameField(words: Words, { name }: TypedWave): FormField {
  return line(words, "name", { label: "wave_form_name", value: name, most: NAME_LENGTH });
}

function goalFields(words: Words, { target, capacity }: TypedWave): FormField[] {
  const count = { most: COUNT_LENGTH, isOptional: true };
  const help = words.say("wave_form_target_help", {});
  const room = words.say("wave_form_capacity_help", {});
  return [
    line(words, "target", { ...count, label: "wave_form_target", value: target, help }),
    line(words, "capacity", { ...count, label: "wave_form_capacity", value: capacity, help: room }),
  ];
}

function opensField(words: Words, { opens }: TypedWave, example: string): FormField {
  const help = words.say("wave_form_opens_help", { example });
  return line(words, "opens", { label: "wave_form_opens", value: opens, most: DAY_LENGTH, help });
}

function windowField(words: Words, { window }: TypedWave): FormField {
  const least = String(SHORTEST_WINDOW_DAYS);
  const help = words.say("wave_form_window_help", { least, most: String(LONGEST_WINDOW_DAYS) });
  const most = COUNT_LENGTH;
  return line(words, "window", { label: "wave_form_window", value: window, most, help });
}

function untilField(words: Words, { windowDays, closesOn }: Wave, example: string): FormField {
  const day = words.day(closesOn ?? example);
  const help = words.say("wave_form_until_help", { day, example });
  const value = String(windowDays);
  return line(words, "window", { label: "wave_form_until", value, most: DAY_LENGTH, help });
}

function monthFields(words: Words, { start, time, next }: TypedWave): FormField[] {
  const months = (value: string): Option[] =>
    [...new Set([...monthNames, value])]
      .filter((name) => name !== "")
      .map((name) => toOption(words, name));
  const pick = { required: true, type: "choice" } as const;
  return [
    {
      ...pick,
      name: "start",
      label: words.say("wave_form_start", {}),
      options: months(start),
      value: start,
    },
    line(words, "time", { label: "wave_form_time", value: time, most: TIME_LENGTH }),
    {
      ...pick,
      name: "next",
      label: words.say("wave_form_next", {}),
      options: months(next),
      value: next,
    },
  ];
}

function planFields(words: Words, { reminders, last }: TypedWave): FormField[] {
  const least = String(FIRST_AFTER_DAYS);
  const before = String(LEAST_BEFORE_CLOSE_DAYS);
  const optional = { most: PLAN_LENGTH, isOptional: true };
  const help = words.say("wave_form_reminders_help", { least });
  const lastHelp = words.say("wave_form_last_help", { least: before });
  return [
    line(words, "reminders", { ...optional, label: "wave_form_reminders", value: reminders, help }),
    line(words, "last", { ...optional, label: "wave_form_last", value: last, help: lastHelp }),
  ];
}

function toOption(words: Words, name: string): Option {
  return { value: name, label: words.kept(name) };
}
