import type { Signal } from "./expedition.ts";
import type { Nudge } from "./nudge-choice.ts";

/** A nudge with its words. */
export interface NudgeText extends Nudge {
  readonly title: string;
  readonly body: string;
  readonly tryThis: string;
  readonly minutes: number;
  readonly praiseHook: string;
  /** True for an idea that says there is nothing to try this week. */
  readonly nothingToTry?: boolean | undefined;
}

/** "If your team needs X, PL supports it by Y", with one small next step. */
export interface Connection {
  readonly need: string;
  readonly support: string;
  readonly nextStep: string;
  readonly minutes: number;
  /** Contact roles, first choice first. */
  readonly whoCanHelp: readonly string[];
}

export interface Pitfall {
  readonly code: string;
  readonly label: string;
  readonly showFirst: boolean;
  readonly connection: Connection;
  readonly values: readonly string[];
  readonly sessions: readonly string[];
  /** Nudges that fit it. */
  readonly nudges: readonly string[];
}

/** A practice or a core value: its id and how the district calls it. */
export interface Label {
  readonly id: string;
  readonly label: string;
}

export interface PraiseField {
  readonly field: string;
  readonly label: string;
  readonly help: string;
  readonly required: boolean;
  readonly maxChars: number;
  readonly options: readonly string[];
}

export interface DigestSection {
  readonly id: string;
  readonly title: string;
  readonly template: string;
  /** Shown when there is nothing new; "" leaves the section out. */
  readonly empty: string;
  readonly most: number;
}

export interface DigestTemplate {
  readonly subject: string;
  readonly sections: readonly DigestSection[];
}

export interface TrainingSession {
  readonly id: string;
  readonly title: string;
  readonly minutes: number;
  readonly rule: TrainingRule;
}

/** When a training is worth offering: either of the two is enough. */
export interface TrainingRule {
  /** So many schools name one of these pitfalls. */
  readonly named?: { readonly pitfalls: readonly string[]; readonly schools: number } | undefined;
  /**
   * Each of these look-fors was noticed in under a third of rooms: in all, or at so many schools.
   */
  readonly noticed?:
    | { readonly lookFors: readonly string[]; readonly atSchools?: number | undefined }
    | undefined;
}

/** Something one can see or hear of students where a practice lives. */
export interface LookFor {
  readonly id: string;
  readonly practice: string;
  readonly statement: string;
  /** What a student might say. */
  readonly mightHear: string;
  /** A question to ask a student. */
  readonly askAStudent: string;
}

/** What visits, examples and focus groups say. */
export interface VisitLibrary {
  readonly lookFors: readonly LookFor[];
  readonly expedition: {
    /** What the staff of a school are promised before a visit, line by line. */
    readonly agreement: readonly string[];
    readonly noteHelp: string;
    readonly signals: readonly { readonly id: Signal; readonly label: string }[];
    readonly minutesPerRoom: number;
  };
  readonly focusGroups: {
    readonly privacy: string;
    readonly teacherPrompts: readonly string[];
    readonly studentPrompts: readonly string[];
  };
}

/** The content library: every word that a district may change. */
export interface Library extends VisitLibrary {
  readonly practices: readonly Label[];
  readonly values: readonly Label[];
  readonly nudges: readonly NudgeText[];
  readonly pitfalls: readonly Pitfall[];
  readonly connectionOverrides: Readonly<Record<string, string>>;
  readonly praiseForm: readonly PraiseField[];
  readonly weeklyPrompts: readonly string[];
  readonly coachLines: Readonly<Record<string, string>>;
  readonly pollAnswers: Readonly<Record<string, string>>;
  readonly sessions: readonly TrainingSession[];
  readonly digest: DigestTemplate;
  readonly roundup: DigestTemplate;
  readonly principalNote: DigestTemplate;
  /** What schools that joined are asked, and the three answers, from yes to not yet. */
  readonly pulse: { readonly items: readonly string[]; readonly answers: readonly string[] };
  readonly helpAnswers: readonly { readonly question: string; readonly answer: string }[];
  /** Every placeholder the product knows, by name. */
  readonly placeholders: ReadonlySet<string>;
  /** Messages by name: those of the library and the product's own notes, buttons and forms. */
  readonly texts: Readonly<Record<string, string>>;
}
