import type { Chart } from "#domain/chart.ts";
import type { Language } from "#domain/language.ts";

/** A message in words every platform understands. Every string is plain text: no markup. */
export interface Card {
  readonly title?: string | undefined;
  /** Paragraphs are separated by a line break. */
  readonly text: string;
  readonly fields?: readonly Field[] | undefined;
  readonly table?: Table | undefined;
  /** Where a platform draws charts; the fields or the table say the same in words. */
  readonly charts?: readonly CardChart[] | undefined;
  readonly image?: Image | undefined;
  readonly buttons?: readonly Button[] | undefined;
  /** Addresses to open, before the buttons: https, or a path of this machine in the playground. */
  readonly links?: readonly Link[] | undefined;
  /** Small print under the card. */
  readonly context?: string | undefined;
  /** One sentence for notifications, screen readers and platforms that cannot show the card. */
  readonly fallback: string;
  /** In which language the adapter adds what it says by itself; English unless told. */
  readonly language?: Language | undefined;
}

/** The bot's own page: cards under each other, such as App Home or a personal tab. */
export interface Page {
  readonly cards: readonly Card[];
  readonly fallback: string;
  readonly language?: Language | undefined;
}

export interface Field {
  readonly label: string;
  readonly value: string;
  /** The instant that `value` names (ISO), shown in the reader's own zone where a platform can. */
  readonly at?: string | undefined;
}

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface CardChart extends Chart {
  /** A picture of it, for platforms that draw none themselves; only where they can fetch one. */
  readonly picture?: Image | undefined;
}

export interface Image {
  readonly url: string;
  readonly alt: string;
}

export interface Button {
  readonly label: string;
  /** What a screen reader says where the label alone repeats; at most 75 characters. */
  readonly spoken?: string | undefined;
  readonly action: string;
  /** At most 2,000 characters; handed back unchanged when the button is pressed. */
  readonly value: string;
  readonly style?: "primary" | "plain" | undefined;
}

/** Opens an address; nothing is pressed. */
export interface Link {
  readonly label: string;
  readonly url: string;
}

/** A modal or dialog. `context` comes back unchanged with the submission. */
export interface Form {
  /** As of a card. */
  readonly language?: Language | undefined;
  readonly id: string;
  readonly title: string;
  readonly submit: string;
  readonly context: string;
  /** One line above the fields, such as a coaching line. */
  readonly note?: string | undefined;
  readonly fields: readonly FormField[];
}

interface FormFieldBase {
  readonly name: string;
  readonly label: string;
  readonly help?: string | undefined;
  readonly required: boolean;
}

export type FormField = FormFieldBase &
  (
    | {
        readonly type: "text";
        readonly maxLength: number;
        readonly multiline: boolean;
        readonly value?: string | undefined;
      }
    | {
        readonly type: "choice";
        readonly options: readonly Option[];
        readonly value?: string | undefined;
      }
    | {
        readonly type: "choices";
        readonly options: readonly Option[];
        readonly most: number;
        readonly values?: readonly string[] | undefined;
        /** True for what few people need: shown as a list to open, where a platform has one. */
        readonly folded?: boolean | undefined;
      }
    /** Colleagues, found by search; `values` are chosen already. */
    | {
        readonly type: "people";
        readonly most: number;
        readonly values?: readonly Option[] | undefined;
      }
  );

export interface Option {
  readonly value: string;
  readonly label: string;
  /** A second line, such as role and school. */
  readonly hint?: string | undefined;
}
