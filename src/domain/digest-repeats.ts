import {
  type ComingFact,
  type DistrictFacts,
  type PrincipalFacts,
  type Repeats,
  repeatingSections,
} from "./digest-facts.ts";

type Counted = Pick<DistrictFacts, "waves" | "inTheWay" | "notLooked" | "trainings">;

/** Compares the figures of a digest with those of the reader's last one. */
export function findRepeats(now: Counted, last: Counted): Repeats {
  const told = new Set(last.trainings.map(({ session }) => session));
  return {
    sections: repeatingSections.filter((each) => countsOf(now, each) === countsOf(last, each)),
    trainings: now.trainings.map(({ session }) => session).filter((each) => told.has(each)),
  };
}

/** As text: what order a list has in the store says nothing new. */
function countsOf(
  { waves, inTheWay, notLooked }: Counted,
  section: (typeof repeatingSections)[number],
): string {
  switch (section) {
    case "waves":
      return sorted(
        waves.map(({ wave, counts }) => [wave, Object.entries(counts ?? {}).toSorted()]),
      );
    case "in_the_way":
      return sorted(inTheWay.map(({ pitfall, sites }) => [pitfall, sites]));
    case "spread":
      return sorted(
        [notLooked.clusters, notLooked.levels, notLooked.practices].map((list) => list.toSorted()),
      );
  }
}

function sorted(lines: readonly unknown[]): string {
  return JSON.stringify(lines.map((line) => JSON.stringify(line)).toSorted());
}

type SchoolFacts = Pick<PrincipalFacts, "coming" | "waiting">;

/** A day of the calendar and a visit's report are told to a principal once; what is to be done stays until it is. */
export function untold(now: SchoolFacts, before: readonly SchoolFacts[]): SchoolFacts {
  const told = new Set(
    before.flatMap(({ coming, waiting }) => [...coming, ...waiting]).flatMap(onceOf),
  );
  const isNew = (fact: SchoolFact) => !onceOf(fact).some((key) => told.has(key));
  return { coming: now.coming.filter(isNew), waiting: now.waiting.filter(isNew) };
}

type SchoolFact = ComingFact | PrincipalFacts["waiting"][number];

/** What is told once; a break whose first days are over is the same break. */
function onceOf(fact: SchoolFact): readonly string[] {
  if (fact.kind === "calendar") return [`${fact.what}:${fact.until}`];
  return fact.kind === "report" ? [`report:${fact.day}`] : [];
}
