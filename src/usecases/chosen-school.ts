import type { SiteId } from "#domain/ids.ts";
import type { Site } from "#domain/roster.ts";
import type { SiteChoices } from "#domain/site-choices.ts";
import type { Steps } from "#ports/steps.ts";
import { type FoundPlace, findPlace } from "./link-channel.ts";
import type { Act, Work } from "./product.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

/** Which school is meant: that of a button, or a name as it was typed; "" for the own one. */
export interface WantedSchool {
  readonly site?: SiteId | undefined;
  readonly place: string;
}

export type NoSchool =
  | { readonly kind: "district" }
  | Exclude<FoundPlace, { readonly kind: "place" }>;

export interface Chosen {
  readonly choices: SiteChoices;
  readonly facts: Readonly<Record<string, string>>;
}

/** Throws SITE_NOT_FOUND for a button of a school that is not there. */
export function* findSchool(
  work: Work,
  act: Act,
  { site, place }: WantedSchool,
): Steps<Site | NoSchool> {
  const { roster } = work.tx;
  if (site) return yield* roster.getSite(site);
  const found = yield* findPlace(work, yield* roster.getPerson(act.person), place);
  if (found.kind !== "place") return found;
  return found.site ?? { kind: "district" };
}

/** Keeps what a school chose, and writes down who chose it. */
export function* saveChoices(work: Work, act: Act, { choices, facts }: Chosen): Steps<void> {
  yield* work.tx.serving.saveChoices(choices);
  yield* writeAudit(work, {
    actor: actorOf(act),
    action: "school_week_chosen",
    subject: `site:${choices.site}`,
    facts,
  });
}
