import type { NudgeText } from "./content.ts";
import type { Language } from "./language.ts";

/** The district's own words in place of one text of the product. */
export interface OwnText {
  readonly language: Language;
  /** A text's key in `library.texts`. */
  readonly key: string;
  readonly text: string;
}

/** A nudge that the district changed, added or retired, in one language. */
export interface OwnNudge {
  readonly language: Language;
  readonly nudge: NudgeText;
  /** Not sent from then on. */
  readonly retiredAt?: Date | undefined;
}

/** How often a nudge was found useful or not; never by whom. */
export interface NudgeTuning {
  readonly nudge: string;
  readonly useful: number;
  readonly notForMe: number;
}
