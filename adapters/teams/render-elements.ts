/** The parts of Adaptive Cards 1.5 that this adapter draws with, and Teams' own bar chart. */
export type Element = TextBlock | RichTextBlock | Table | Picture | Chart | ActionSet | Input;

type Size = "small" | "default" | "medium" | "large";
export type Spacing = "none" | "small" | "default" | "medium" | "large";

/** The one element whose text Teams reads as markdown. */
export interface TextBlock {
  readonly type: "TextBlock";
  readonly text: string;
  readonly wrap: true;
  readonly style?: "heading" | undefined;
  readonly weight?: "bolder" | undefined;
  readonly size?: Size | undefined;
  readonly color?: "attention" | undefined;
  readonly isSubtle?: true | undefined;
  readonly spacing?: Spacing | undefined;
}

export interface TextRun {
  readonly type: "TextRun";
  readonly text: string;
  readonly size?: Size | undefined;
  readonly weight?: "bolder" | undefined;
  readonly color?: "attention" | undefined;
  readonly isSubtle?: true | undefined;
}

export interface RichTextBlock {
  readonly type: "RichTextBlock";
  readonly inlines: readonly TextRun[];
  readonly spacing?: Spacing | undefined;
}

export interface Table {
  readonly type: "Table";
  readonly spacing?: Spacing | undefined;
  readonly firstRowAsHeader: boolean;
  readonly showGridLines: true;
  readonly gridStyle: "default";
  readonly columns: readonly { readonly width: number }[];
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  readonly type: "TableRow";
  readonly cells: readonly TableCell[];
}

export interface TableCell {
  readonly type: "TableCell";
  readonly items: readonly Element[];
}

export interface Picture {
  readonly type: "Image";
  readonly spacing?: Spacing | undefined;
  readonly url: string;
  readonly altText: string;
  readonly size: "auto";
}

interface ChartFrame {
  readonly spacing?: Spacing | undefined;
  readonly title: string;
  /** What it shows in words, for whoever does not know charts. */
  readonly fallback: TextBlock;
}

interface Mark {
  readonly x: string;
  readonly y: number;
}

/** Teams' own charts. */
export type Chart = ChartFrame &
  (
    | { readonly type: "Chart.HorizontalBar"; readonly data: readonly Mark[] }
    | {
        readonly type: "Chart.HorizontalBar.Stacked";
        readonly data: readonly {
          readonly title: string;
          readonly data: readonly { readonly legend: string; readonly value: number }[];
        }[];
      }
    | {
        readonly type: "Chart.Line";
        readonly data: readonly { readonly legend: string; readonly values: readonly Mark[] }[];
      }
  );

export interface ActionSet {
  readonly type: "ActionSet";
  readonly spacing: Spacing;
  readonly actions: readonly (Action | OpenUrl)[];
}

/** Opens an address; the bot hears nothing of it. */
export interface OpenUrl {
  readonly type: "Action.OpenUrl";
  readonly title: string;
  readonly url: string;
  readonly style: "positive";
}

export interface Action {
  readonly type: "Action.Execute" | "Action.Submit";
  readonly verb?: "press" | "submit" | undefined;
  readonly title: string;
  readonly tooltip?: string | undefined;
  readonly style?: "positive" | undefined;
  /** What only we can read; Teams adds the inputs beside it. */
  readonly data: Readonly<Record<string, string>>;
}

export type Input = TextInput | ChoiceInput;

interface InputBase {
  readonly id: string;
  readonly label: string;
  readonly isRequired?: true | undefined;
  readonly errorMessage?: string | undefined;
  readonly spacing?: Spacing | undefined;
}

export interface TextInput extends InputBase {
  readonly type: "Input.Text";
  readonly isMultiline?: true | undefined;
  readonly maxLength?: number | undefined;
  readonly placeholder?: string | undefined;
  readonly value?: string | undefined;
}

export interface ChoiceInput extends InputBase {
  readonly type: "Input.ChoiceSet";
  readonly style: "compact" | "expanded" | "filtered";
  readonly isMultiSelect?: true | undefined;
  readonly wrap?: true | undefined;
  readonly placeholder?: string | undefined;
  readonly choices: readonly Choice[];
  readonly "choices.data"?: { readonly type: "Data.Query"; readonly dataset: string } | undefined;
  /** Several are joined by a comma. */
  readonly value?: string | undefined;
}

export interface Choice {
  readonly title: string;
  readonly value: string;
}

export interface AdaptiveCard {
  readonly type: "AdaptiveCard";
  readonly $schema: "http://adaptivecards.io/schemas/adaptive-card.json";
  readonly version: "1.5";
  readonly fallbackText?: string | undefined;
  readonly body: readonly Element[];
  readonly msteams?: { readonly width: "Full" } | undefined;
}
