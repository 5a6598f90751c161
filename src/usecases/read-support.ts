import type { Person, Site } from "#domain/roster.ts";
import { statesSeenBy } from "#domain/visit-sharing.ts";
import { supportLines } from "#messages/support-lines.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { readBaseline } from "./read-baseline.ts";
import { maySeeAnswer } from "./read-standing.ts";

/**
 * What support for a school starts from: what visits noticed, as far as the reader may see it, and what the
 * school named last. Nothing where there is neither.
 */
export function* readSupport(work: Work, reader: Person, site: Site): Steps<readonly string[]> {
  const { words } = work.product;
  const states = statesSeenBy(reader, { site: site.id, cluster: site.cluster });
  const { looks } = yield* readBaseline(work, { site: site.id, states });
  const noticed = new Set(looks.map(({ lookFor }) => lookFor));
  const practices = words.library.lookFors
    .filter(({ id }) => noticed.has(id))
    .map(({ practice }) => practice);
  return supportLines(words, { practices, pitfalls: yield* readNamed(work, reader, site) });
}

/** What the newest answer that says why named. */
function* readNamed({ tx }: Work, reader: Person, site: Site): Steps<readonly string[]> {
  const answers = yield* tx.waves.listSiteAnswers(site.id);
  for (const answer of answers.toReversed()) {
    if (!maySeeAnswer(reader, answer.kind, site)) continue;
    const codes = yield* tx.waves.listPitfalls(answer.id);
    if (codes.length > 0) return codes;
  }
  return [];
}
