import { lt, type SQL } from "drizzle-orm";
import type { PurgeStep } from "#ports/record-rows.ts";
import type { Shape } from "./db.ts";

export const visitSteps = [
  "try",
  "room_skip",
  "correction",
  "expedition",
  "focus_group",
  "digest",
  "training",
  "made_change",
] as const satisfies readonly PurgeStep[];
type VisitStep = (typeof visitSteps)[number];

/** What is of before these times has had its own. */
interface VisitDues {
  readonly praiseAt: Date;
  readonly answersDay: string;
  readonly answersAt: Date;
}

/** True for tries, visits and what was decided that had their time. */
export function visitConditions(
  { tables }: Shape,
  is: VisitDues,
): Readonly<Record<VisitStep, SQL>> {
  const { tries, roomSkips, corrections, expeditions, focusGroups } = tables;
  const { digests, trainingDecisions, madeChanges } = tables;
  return {
    try: lt(tries.startedAt, is.praiseAt),
    room_skip: lt(roomSkips.at, is.answersAt),
    correction: lt(corrections.at, is.answersAt),
    expedition: lt(expeditions.day, is.answersDay),
    focus_group: lt(focusGroups.day, is.answersDay),
    digest: lt(digests.at, is.answersAt),
    training: lt(trainingDecisions.at, is.answersAt),
    made_change: lt(madeChanges.at, is.answersAt),
  };
}

/** Where the rows of a step are. */
export function visitTable({ tables }: Shape, step: VisitStep) {
  return {
    try: tables.tries,
    room_skip: tables.roomSkips,
    correction: tables.corrections,
    expedition: tables.expeditions,
    focus_group: tables.focusGroups,
    digest: tables.digests,
    training: tables.trainingDecisions,
    made_change: tables.madeChanges,
  }[step];
}
