import {
  type FocusGroup,
  groupTypes,
  LEAST_GROUP,
  MOST_GROUP,
  MOST_THEMES,
  type ThemeCount,
  type ThemeCounts,
} from "#domain/focus-group.ts";
import type { FocusGroupId } from "#domain/ids.ts";
import { MOST_VISIT_LINE } from "#domain/visit-line.ts";
import type { Card, Field, Form, FormField } from "#ports/card.ts";
import { button, type FormId } from "./actions.ts";
import type { Words } from "./words.ts";

const NAME_LENGTH = 80;
const DAY_LENGTH = 30;
const MOST_OWN = 3;

interface Told {
  readonly from: string;
  readonly isAny: boolean;
  readonly counts: ThemeCounts;
  readonly own: readonly { readonly group: FocusGroup; readonly school: string }[];
}

/** `/pl themes`: what groups said, by theme and from three groups on, and the form for another. */
export function themesCard(words: Words, told: Told, pagesUrl: string | undefined): Card {
  const { from, isAny, counts, own } = told;
  const title = words.say("themes_title", {});
  const text = words.say(isAny ? "themes_text" : "themes_none", { day: words.day(from) });
  const few = isAny && counts.groups === 0 ? [words.say("themes_few", {})] : [];
  const fields = [
    ...countFields(words, counts),
    ...field(
      words.say("themes_own", {}),
      own.slice(0, MOST_OWN).map((each) => sayOwn(words, each)),
    ),
  ];
  const url = pagesUrl === undefined ? undefined : `${pagesUrl}/dashboard/themes`;
  return {
    title,
    text: [text, ...few].join("\n"),
    fields,
    buttons: [button(words.say("button_themes", {}), "write-themes")],
    links: url === undefined ? [] : [{ label: words.say("themes_page", {}), url }],
    context: words.say("themes_context", {}),
    fallback: `${title}. ${text}`,
  };
}

function countFields(words: Words, { practices, pitfalls }: ThemeCounts): readonly Field[] {
  const { library } = words;
  const labelOf = (code: string) =>
    library.pitfalls.find((each) => each.code === code)?.label ?? "";
  const line = (label: string, { groups }: ThemeCount) =>
    words.say("themes_line", { label, count: String(groups) });
  return [
    ...field(
      words.say("themes_practices", {}),
      practices.map((each) => line(words.label("practice", each.id), each)).toSorted(words.compare),
    ),
    ...field(
      words.say("themes_pitfalls", {}),
      pitfalls.map((each) => line(labelOf(each.id), each)).toSorted(words.compare),
    ),
  ];
}

function field(label: string, lines: readonly string[]): readonly Field[] {
  return lines.length > 0 ? [{ label, value: lines.join("\n") }] : [];
}

function sayOwn(words: Words, { group, school }: Told["own"][number]): string {
  return words.say("themes_own_line", {
    day: words.day(group.day),
    school,
    type: words.say(`themes_${group.type}`, {}),
    size: String(group.size),
    texts: group.themes.map(({ text }) => text).join(" / "),
  });
}

export interface ThemesFormParts {
  readonly id: FocusGroupId;
  /** The only school that may be meant; "" where there are several. */
  readonly school: string;
  readonly today: string;
}

/** The form of one group: adults write themes, and the questions to ask stand above. */
export function themesForm(words: Words, { id, school, today }: ThemesFormParts): Form {
  const { focusGroups } = words.library;
  const sizes = Array.from({ length: MOST_GROUP - LEAST_GROUP + 1 }, (_, at) =>
    String(LEAST_GROUP + at),
  );
  const types = groupTypes.map((type) => ({ value: type, label: words.say(`themes_${type}`, {}) }));
  const choice = { type: "choice", required: true } as const;
  return {
    id: "themes" satisfies FormId,
    title: words.say("themes_form_title", {}),
    submit: words.say("themes_form_submit", {}),
    context: id,
    note: words.say("themes_form_note", {
      privacy: focusGroups.privacy,
      teachers: focusGroups.teacherPrompts.join(" "),
      students: focusGroups.studentPrompts.join(" "),
    }),
    fields: [
      schoolField(words, school),
      { ...choice, name: "type", label: words.say("themes_form_type", {}), options: types },
      dayField(words, today),
      {
        ...choice,
        name: "size",
        label: words.say("themes_form_size", {}),
        options: sizes.map((size) => ({ value: size, label: size })),
      },
      ...Array.from({ length: MOST_THEMES }, (_, at) => themeFields(words, at + 1)).flat(),
    ],
  };
}

function schoolField(words: Words, value: string): FormField {
  return {
    name: "school",
    type: "text",
    label: words.say("themes_form_school", {}),
    help: words.say("themes_form_school_help", {}),
    required: true,
    multiline: false,
    maxLength: NAME_LENGTH,
    value,
  };
}

function dayField(words: Words, today: string): FormField {
  return {
    name: "day",
    type: "text",
    label: words.say("themes_form_day", {}),
    help: words.say("themes_form_day_help", { example: words.day(today) }),
    required: true,
    multiline: false,
    maxLength: DAY_LENGTH,
  };
}

function themeFields(words: Words, number: number): readonly FormField[] {
  const { practices, pitfalls } = words.library;
  const options = practices.map(({ id, label }) => ({ value: id, label }));
  const codes = pitfalls.map(({ code, label }) => ({ value: code, label }));
  const choice = { type: "choice", required: false } as const;
  return [
    {
      name: `text${number}`,
      type: "text",
      label: words.say("themes_form_theme", { number: String(number) }),
      help: words.say("themes_form_theme_help", {}),
      required: number === 1,
      multiline: true,
      maxLength: MOST_VISIT_LINE,
    },
    {
      ...choice,
      name: `practice${number}`,
      label: words.say("themes_form_practice", {}),
      options,
    },
    {
      ...choice,
      name: `pitfall${number}`,
      label: words.say("themes_form_pitfall", {}),
      options: codes,
    },
  ];
}
