import { ProductError } from "#domain/errors.ts";
import { type SchoolWordId, type SiteId, toId } from "#domain/ids.ts";
import type { Person, Site } from "#domain/roster.ts";
import type { Steps } from "#ports/steps.ts";
import { requireAnswerer } from "./answer-invitation.ts";
import { auditStandIn } from "./audit-stand-in.ts";
import { listSpokenFor } from "./own-schools.ts";
import type { Act, Product, Work } from "./product.ts";
import { readWhyLine } from "./read-team.ts";

/** Why lines of one school that are looked through for the one to replace. */
const MOST_LINES = 20;

export interface GivenWhyLine {
  /** Undefined for the own school. */
  readonly site: SiteId | undefined;
  readonly text: string;
}

/** Keeps a school's why line in place of the one before. Throws NOT_ALLOWED, SITE_NOT_FOUND. */
export async function writeWhyLine(
  product: Product,
  act: Act,
  { site: named, text }: GivenWhyLine,
): Promise<void> {
  const now = product.clock.now();
  await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const { site, person } = yield* requireSchool(work, act, { right: "writeWhyLine", named });
    const kinds = ["why_line"] as const;
    for (const word of yield* tx.listening.listWords({ kinds, site: site.id, limit: MOST_LINES })) {
      if (!word.retiredAt) yield* tx.listening.saveWord({ ...word, retiredAt: now });
    }
    yield* tx.listening.addWord({
      id: toId<SchoolWordId>(product.random.id()),
      kind: "why_line",
      text,
      site: site.id,
      writer: person.id,
      owner: person.id,
      at: now,
    });
    yield* auditStandIn(work, act, { site, by: person, what: "why_line" });
  });
}

/** The school and its why line as it is, for the form. Throws NOT_ALLOWED, SITE_NOT_FOUND. */
export async function readWhyLineToChange(product: Product, act: Act, named?: SiteId) {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const { site } = yield* requireSchool(work, act, { right: "readWhyLineToChange", named });
    return { site, text: yield* readWhyLine(work, site.id) };
  });
}

interface Writing {
  readonly site: Site;
  readonly person: Person;
}

interface Asking {
  readonly right: "writeWhyLine" | "readWhyLineToChange";
  readonly named: SiteId | undefined;
}

function* requireSchool(work: Work, act: Act, { right, named }: Asking): Steps<Writing> {
  const { roster } = work.tx;
  const own = named ? [] : yield* listSpokenFor(work, yield* roster.getPerson(act.person));
  const id = named ?? own[0]?.id;
  if (id === undefined) {
    throw new ProductError("NOT_ALLOWED", "A why line is written by those who lead a school.");
  }
  const site = yield* roster.getSite(id);
  return { site, person: yield* requireAnswerer(work, act, { right, site }) };
}
