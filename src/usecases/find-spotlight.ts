import { listSpotlights } from "#domain/choose-spotlight.ts";
import type { PersonId, SiteId } from "#domain/ids.ts";
import { addDays, DAY_MS, mondayOf, weekKey } from "#domain/local-time.ts";
import type { Site } from "#domain/roster.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { holdStill, type Lately, listWelcome, readHomes } from "./quote-shout-outs.ts";
import { keyOf } from "./send-direct.ts";

/** Older thanks are no news in another school. */
const NEW_MS = 14 * DAY_MS;
/** This week and four before: nobody is shown twice in a month. */
const MONTH_WEEKS = 5;

export interface Showing {
  /** The school whose channel shows it. */
  readonly site: Site;
  readonly day: string;
  /** This week's own thanks in that channel. */
  readonly own: readonly ShoutOut[];
  readonly lately: Lately;
}

/** The one shout-out of another school that a roundup shows, with everybody's consent; none where none fits. */
export function* findSpotlight(work: Work, showing: Showing): Steps<readonly ShoutOut[]> {
  const { tx, now } = work;
  const { site, day, own, lately } = showing;
  const spreadable = yield* tx.praise.listSpreadable(new Date(now.getTime() - NEW_MS));
  const here = { school: site.id };
  const offered = yield* listWelcome(work, spreadable, here);
  if (offered.length === 0) return [];
  const sites = yield* tx.roster.listSites();
  const named = offered.flatMap(({ giver, receivers }) => [giver, ...receivers]);
  const fitting = listSpotlights({
    offered,
    site,
    sites: new Map<SiteId, Site>(sites.map((each) => [each.id, each])),
    practices: new Set(own.map(({ practice }) => practice).filter((each) => each !== "")),
    here: lately.ids,
    homes: yield* readHomes(work, named),
    shown: yield* readShown(work, day),
    week: weekKey(day),
  });
  for (const post of fitting) {
    const [still] = yield* holdStill(work, [post], here);
    // Behind the lock: another school's roundup may have shown somebody of it a moment ago.
    const shown = yield* readShown(work, day);
    if (!still || [still.giver, ...still.receivers].some((each) => shown.has(each))) continue;
    yield* tx.praise.addQuotes(spotlightKey(day), [still.id], now);
    return [still];
  }
  return [];
}

/** Who was shown to any other school in this month of weeks. */
function* readShown({ tx }: Work, day: string): Steps<ReadonlySet<PersonId>> {
  const shown = new Set<PersonId>();
  for (let week = 0; week < MONTH_WEEKS; week++) {
    const key = spotlightKey(addDays(mondayOf(day), -7 * week));
    for (const { giver, receivers } of yield* tx.praise.listQuoted(key)) {
      for (const each of [giver, ...receivers]) shown.add(each);
    }
  }
  return shown;
}

/** No message has this key: it keeps what all channels together were shown of other schools in a week. */
function spotlightKey(day: string) {
  return keyOf("spotlight", weekKey(day));
}
