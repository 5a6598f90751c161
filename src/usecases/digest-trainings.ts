import type { TrainingFact } from "#domain/digest-facts.ts";
import type { PitfallCount } from "#ports/wave-rows.ts";
import type { Work } from "./product.ts";

/** Trainings that answer what several schools named, each with the counts behind it. */
export function trainingFacts(
  { product }: Pick<Work, "product">,
  pitfalls: readonly PitfallCount[],
): readonly TrainingFact[] {
  const { library } = product.words;
  return library.sessions.flatMap((session) => {
    const behind = pitfalls.filter(({ code }) =>
      library.pitfalls.find((each) => each.code === code)?.sessions.includes(session.id),
    );
    if (behind.length === 0) return [];
    const evidence = behind.map(({ code, sites }) => ({
      kind: "named" as const,
      pitfall: code,
      sites,
    }));
    return [{ session: session.id, evidence }];
  });
}
