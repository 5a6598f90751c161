import type { SeenFact, TrainingFact } from "./digest-facts.ts";
import {
  type Fields,
  fieldsOf,
  readCount,
  readList,
  readMaybe,
  readOneOf,
  readText,
} from "./read-json.ts";
import type { Evidence } from "./training.ts";

/** What was noticed on visits, as it was kept; throws for anything else. */
export function toSeen(value: unknown): SeenFact {
  const of = fieldsOf(value);
  return {
    lookFor: readText(of("lookFor")),
    rooms: readCount(of("rooms")),
    of: readCount(of("of")),
    sites: readCount(of("sites")),
  };
}

/** A training and the counts behind it, as they were kept; throws for anything else. */
export function toTraining(value: unknown): TrainingFact {
  const of = fieldsOf(value);
  return { session: readText(of("session")), evidence: readList(of("evidence"), toEvidence) };
}

function toEvidence(value: unknown): Evidence {
  const of = fieldsOf(value);
  const kind = readOneOf(of("kind"), ["named", "noticed", "themes"]);
  if (kind === "noticed") return { kind, ...toSeen(value) };
  if (kind === "named") return { kind, pitfalls: toPitfalls(of), sites: readCount(of("sites")) };
  return { kind, pitfall: readText(of("pitfall")), groups: readCount(of("groups")) };
}

/** What an older digest kept has one. */
function toPitfalls(of: Fields): readonly string[] {
  const one = readMaybe(of("pitfall"), readText);
  return one === undefined ? readList(of("pitfalls"), readText) : [one];
}
