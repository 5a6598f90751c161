import type { Expedition } from "#domain/expedition.ts";
import type { ExpeditionId } from "#domain/ids.ts";
import { MOST_VISIT_LINE } from "#domain/visit-line.ts";
import { findPartProblem, type PartProblem, type SentPart } from "#domain/visit-part.ts";
import type { Steps } from "#ports/steps.ts";
import { findHeldOnVisit, type HeldVisitLine } from "./check-visit-line.ts";
import { getExpedition } from "./get-expedition.ts";
import type { Actor, Product, Work } from "./product.ts";

export interface RecordedPart extends SentPart {
  readonly expedition: ExpeditionId;
}

export type Recorded =
  | { readonly kind: "kept" }
  /** The store has this revision of it, or a later one. */
  | { readonly kind: "older" }
  /** Finished, called off, or never planned. Nothing was kept. */
  | { readonly kind: "closed" }
  /** Its day is still to come. Nothing was kept. */
  | { readonly kind: "early"; readonly day: string }
  /** Nothing was kept. */
  | ({ readonly kind: "problem" } & RecordProblem);

/** What is not right, and about which look-for. */
export interface RecordProblem extends PartProblem {
  /** For "note": which words hold it; undefined for one that is too long. */
  readonly held?: HeldVisitLine | undefined;
}

/**
 * Keeps what one visitor recorded on one device; sent again it replaces itself, and never anybody else's.
 * Throws NOT_ALLOWED, also for a visit that is not there.
 */
export async function recordPart(
  product: Product,
  actor: Actor,
  recorded: RecordedPart,
): Promise<Recorded> {
  const now = product.clock.now();
  const { district } = actor;
  // A form that comes back with an error has not acted: nothing is kept before all is well.
  const looked = await product.store.read(district, (tx) =>
    checkPart({ tx, product, now }, actor, recorded),
  );
  if (looked.kind !== "good") return looked;
  return await product.store.transaction(district, function* (tx): Steps<Recorded> {
    yield* tx.visiting.guardExpedition(recorded.expedition);
    const checked = yield* checkPart({ tx, product, now }, actor, recorded);
    if (checked.kind !== "good") return checked;
    const { given } = checked;
    const isKept = yield* tx.visiting.savePart({ ...given, by: actor.person, at: now });
    return { kind: isKept ? "kept" : "older" };
  });
}

type Checked =
  | { readonly kind: "good"; readonly given: RecordedPart }
  | Extract<Recorded, { readonly kind: "closed" | "early" | "problem" }>;

function* checkPart(work: Work, actor: Actor, recorded: RecordedPart): Steps<Checked> {
  const wanted = { id: recorded.expedition, right: "recordPart" } as const;
  const { visit, today } = yield* getExpedition(work, actor, wanted);
  if (visit.state !== "planned") return { kind: "closed" };
  if (visit.day > today) return { kind: "early", day: visit.day };
  const given = withCleanNotes(recorded);
  const problem = yield* findProblem(work, visit, given);
  if (problem) return { kind: "problem", ...problem };
  const parts = yield* work.tx.visiting.listParts(visit.id);
  const isForeign = parts.some(({ part, by }) => part === given.part && by !== actor.person);
  if (isForeign) return { kind: "problem", field: "part", lookFor: "" };
  return { kind: "good", given };
}

const SPACES = /\s+/gu;

/** One line each. */
function withCleanNotes(part: RecordedPart): RecordedPart {
  const observations = part.observations.map((each) => ({
    ...each,
    note: each.note.replace(SPACES, " ").trim(),
  }));
  return { ...part, observations };
}

function* findProblem(
  work: Work,
  { site }: Expedition,
  given: RecordedPart,
): Steps<RecordProblem | undefined> {
  const lookFors = new Set(work.product.words.library.lookFors.map(({ id }) => id));
  const wrong = findPartProblem(given, lookFors);
  if (wrong) return wrong;
  for (const { lookFor, note } of given.observations) {
    const field = "note";
    if ([...note].length > MOST_VISIT_LINE) return { field, lookFor };
    const held = yield* findHeldOnVisit(work, note, site);
    if (held) return { field, lookFor, held };
  }
  return undefined;
}
