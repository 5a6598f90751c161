import type { Observation } from "./expedition.ts";

export const MOST_ROOMS = 60;
/** What a device calls a draft of its own. */
const PART = /^[A-Za-z0-9_-]{8,64}$/;
const MOST_REVISION = 1_000_000;

/** What a device sends of a visit. */
export interface SentPart {
  readonly part: string;
  readonly revision: number;
  readonly rooms: number;
  readonly observations: readonly Observation[];
}

export type PartField = "part" | "rooms" | "look_for" | "look_rooms" | "note";

export interface PartProblem {
  readonly field: PartField;
  /** The look-for it is about; "" for the part itself. */
  readonly lookFor: string;
}

/** What of the numbers is not right; notes are the guard's. */
export function findPartProblem(
  { part, revision, rooms, observations }: SentPart,
  lookFors: ReadonlySet<string>,
): PartProblem | undefined {
  if (!(PART.test(part) && isBetween(revision, 1, MOST_REVISION))) return about("part");
  if (!isBetween(rooms, 1, MOST_ROOMS)) return about("rooms");
  const seen = new Set<string>();
  for (const { lookFor, rooms: those } of observations) {
    if (!lookFors.has(lookFor) || seen.has(lookFor)) return about("look_for", lookFor);
    seen.add(lookFor);
    if (!isBetween(those, 1, rooms)) return about("look_rooms", lookFor);
  }
  return undefined;
}

function about(field: PartField, lookFor = ""): PartProblem {
  return { field, lookFor };
}

function isBetween(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}
