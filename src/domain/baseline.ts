import type { AddedUp } from "./add-up-parts.ts";
import type { Expedition, Signal } from "./expedition.ts";

/** With fewer rooms than this a count, or a line, points at one of them. */
export const LEAST_ROOMS = 3;

/** One visit, its parts added up. */
export interface VisitFound extends AddedUp {
  readonly visit: Expedition;
  /** By look-for, in no order of who wrote them. */
  readonly notes: readonly { readonly lookFor: string; readonly note: string }[];
}

/** What one visit says of one look-for. */
export type Told =
  | {
      readonly kind: "noticed";
      readonly signal: Signal;
      /** In how many rooms; undefined where so few were visited that it points at one. */
      readonly rooms: number | undefined;
    }
  /** Seen on an earlier visit: that stays true. */
  | { readonly kind: "before" }
  /** On no visit so far. It is no failure. */
  | { readonly kind: "none" };

/** One look-for that was noticed on some visit. */
export interface BaselineLook {
  readonly lookFor: string;
  /** One for each visit, in their order. */
  readonly told: readonly Told[];
  readonly notes: readonly string[];
}

export interface BaselineVisit {
  readonly visit: Expedition;
  readonly rooms: number;
  /** True where counts and lines are left out, because so few rooms were visited. */
  readonly isSmall: boolean;
}

/** What visits noticed at one school: the first is its baseline, and later ones stand beside it. */
export interface BaselineTold {
  /** The oldest first. */
  readonly visits: readonly BaselineVisit[];
  /** In the library's order; what nobody noticed is not among them. */
  readonly looks: readonly BaselineLook[];
}

/** Puts a school's visits side by side; the oldest is first. A later visit takes nothing away. */
export function tellBaseline(
  found: readonly VisitFound[],
  lookFors: readonly string[],
): BaselineTold {
  const looks = lookFors
    .map((lookFor) => ({ lookFor, told: tellLook(found, lookFor), notes: notesOf(found, lookFor) }))
    .filter(({ told }) => told.some(({ kind }) => kind === "noticed"));
  const visits = found.map(({ visit, rooms }) => ({ visit, rooms, isSmall: rooms < LEAST_ROOMS }));
  return { visits, looks };
}

function tellLook(found: readonly VisitFound[], lookFor: string): readonly Told[] {
  let isKnown = false;
  return found.map(({ rooms: all, noticed }): Told => {
    const here = noticed.find((each) => each.lookFor === lookFor);
    if (!here) return { kind: isKnown ? "before" : "none" };
    isKnown = true;
    const rooms = all < LEAST_ROOMS ? undefined : here.rooms;
    return { kind: "noticed", signal: here.signal, rooms };
  });
}

function notesOf(found: readonly VisitFound[], lookFor: string): readonly string[] {
  return found
    .filter(({ rooms }) => rooms >= LEAST_ROOMS)
    .flatMap(({ notes }) => notes.filter((each) => each.lookFor === lookFor))
    .map(({ note }) => note);
}
