import { isDecided } from "#domain/answers.ts";
import { localDay } from "#domain/local-time.ts";
import type { Person, Site } from "#domain/roster.ts";
import type { Wave } from "#domain/wave.ts";
import type { Reinviting } from "#messages/reinvitation-card.ts";
import type { Steps } from "#ports/steps.ts";
import { readEarlier } from "./plan-sites.ts";
import type { Work } from "./product.ts";

/** What a school said before it was asked again, and what has changed; undefined where that is not there any more. */
export function* readReinvitation(
  work: Work,
  { wave, site }: { readonly wave: Wave; readonly site: Site },
  principal: Person,
): Steps<Reinviting | undefined> {
  const answers = yield* work.tx.waves.listSiteAnswers(site.id);
  const said = answers.findLast(({ kind }) => isDecided(kind));
  const earlier = yield* readEarlier(work, wave, said);
  if (earlier?.changed === undefined) return undefined;
  const { answer, code, changed } = earlier;
  return {
    principal,
    said: answer.kind,
    saidOn: localDay(answer.at, site.zone),
    today: localDay(work.now, site.zone),
    code,
    changed,
    // A colleague's words stand in the message alone: they are given out once.
    story: undefined,
  };
}
