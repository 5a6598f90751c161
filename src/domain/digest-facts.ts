import type { ChartFacts } from "./chart-facts.ts";
import type { ClusterId, MadeChangeId, PersonId, SiteId, WaveId } from "./ids.ts";
import type { Evidence } from "./training.ts";
import type { CallTask } from "./wave.ts";

/** One thing to do this week. */
export type AskFact = {
  readonly owner: PersonId;
  /** The local day by which; undefined where the calendar ends before. */
  readonly due?: string | undefined;
} & (
  | {
      readonly kind: "call";
      readonly site: SiteId;
      /** The day on which somebody should have been answered; undefined where nothing is late. */
      readonly overdueSince?: string | undefined;
    }
  | { readonly kind: "open_wave"; readonly wave: WaveId }
  /** A visit whose day is over, and that nobody finished or called off. */
  | { readonly kind: "finish_visit"; readonly site: SiteId }
);

/** A school that waits for a person's call. */
export interface CallFact {
  readonly site: SiteId;
  readonly reason: CallTask["reason"];
  /** School days. */
  readonly days: number;
  readonly overdueSince?: string | undefined;
}

/** Where the schools of one wave stand; without counts it has begun, and few have answered. */
export interface WaveFact {
  readonly wave: WaveId;
  readonly counts?: WaveCounts | undefined;
}

/** They add up to the schools of the wave. */
export const waveCounts = [
  "yes",
  "not_yet",
  "no",
  "silent",
  "question",
  "later",
  "unasked",
] as const;
export type WaveCounts = Readonly<Record<(typeof waveCounts)[number], number>>;

/** What was noticed on visits of the week: in how many of the rooms that were visited, and at how many schools. */
export interface SeenFact {
  readonly lookFor: string;
  readonly rooms: number;
  readonly of: number;
  readonly sites: number;
}

/** A training that answers what was counted. */
export interface TrainingFact {
  readonly session: string;
  readonly evidence: readonly Evidence[];
}

/** What went out in the week. */
export interface PlumbingFact {
  readonly delivered: number;
  readonly failed: number;
  /** People who stopped all messages. */
  readonly stopped: number;
  /** Schools that are paused today. */
  readonly paused: number;
  /** True if all sending is stopped, or was in the week. */
  readonly halted: boolean;
}

/** Signs that something moves; 0 for what too few schools have to be told. */
export interface SignFacts {
  readonly answered: number;
  readonly thanked: number;
  readonly tried: number;
  /** Practices that people were thanked for. */
  readonly practices: readonly string[];
}

/** Sections that say the same until their counts change. */
export const repeatingSections = ["waves", "in_the_way", "spread"] as const;

/** What of a digest its reader was told just so in the digest before. */
export interface Repeats {
  readonly sections: readonly (typeof repeatingSections)[number][];
  /** Trainings, by session, that were told with their counts before. */
  readonly trainings: readonly string[];
}

/** Every figure of a lead's digest, all of one instant: counts, codes and ids, never a person's words or name. */
export interface DistrictFacts {
  readonly kind: "district";
  /** Undefined for the whole district. */
  readonly clusters?: readonly ClusterId[] | undefined;
  /** Where the week of this digest begins, as an instant (ISO). */
  readonly since: string;
  readonly schools: {
    readonly joined: number;
    readonly total: number;
    /** Joined in the week. */
    readonly fresh: number;
  };
  readonly asks: readonly AskFact[];
  readonly signs: SignFacts;
  readonly waves: readonly WaveFact[];
  readonly inTheWay: ChartFacts["inTheWay"];
  readonly seen: readonly SeenFact[];
  readonly trainings: readonly TrainingFact[];
  /** What leads said was changed in the week. */
  readonly changes: readonly MadeChangeId[];
  readonly calls: readonly CallFact[];
  readonly notLooked: {
    readonly clusters: readonly ClusterId[];
    readonly levels: readonly string[];
    readonly practices: readonly string[];
  };
  /** Undefined for an area lead: what is sent is counted for the district alone. */
  readonly plumbing?: PlumbingFact | undefined;
  readonly charts: ChartFacts;
  /** What the reader's last digest said just so: the message leaves it out, the page does not. */
  readonly repeats?: Repeats | undefined;
}

/** Something in the next two weeks. */
export type ComingFact = {
  readonly day: string;
} & (
  | { readonly kind: "calendar"; readonly until: string; readonly what: CalendarWord }
  | { readonly kind: "visit" }
  | { readonly kind: "our_visit"; readonly wave: WaveId }
  | { readonly kind: "wave_closes"; readonly wave: WaveId }
);

/** What of the calendar a principal's note tells. */
export const calendarWords = [
  "closed",
  "staff_only",
  "remote",
  "early_release",
  "testing",
  "conferences",
] as const;
export type CalendarWord = (typeof calendarWords)[number];

/** Something only the school can do. */
export type WaitingFact =
  /** An invitation without an answer, or days for a visit to pick from. */
  | { readonly kind: "invitation" | "dates"; readonly wave: WaveId }
  /** What a visit noticed, to read: it comes as a message of its own. */
  | { readonly kind: "report"; readonly day: string };

/** Everything but people's words in a principal's note, of one instant. */
export interface PrincipalFacts {
  readonly kind: "principal";
  readonly site: SiteId;
  readonly since: string;
  /** An idea's id in the library. */
  readonly idea?: string | undefined;
  readonly coming: readonly ComingFact[];
  readonly waiting: readonly WaitingFact[];
}

export type DigestFacts = DistrictFacts | PrincipalFacts;
