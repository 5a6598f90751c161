import type { SiteId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import type { Pause } from "#domain/pause.ts";
import { may } from "#domain/rights.ts";
import type { Person, Site } from "#domain/roster.ts";
import type { PauseLine } from "#messages/pause-cards.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";

/** Pauses that hold now or are to come, the oldest first. */
export function* listCurrentPauses({ tx, now }: Pick<Work, "tx" | "now">): Steps<readonly Pause[]> {
  const { zone } = yield* tx.roster.getDistrict();
  const pauses = yield* tx.serving.listPauses(localDay(now, zone));
  return pauses.filter(({ endedAt }) => endedAt === undefined);
}

/** Those that somebody may end, or that hold at a school they lead. */
export function* listPausesFor(work: Work, person: Person): Steps<readonly PauseLine[]> {
  const pauses = yield* listCurrentPauses(work);
  if (pauses.length === 0 || !LEADING.some((role) => holdsRole(person, role))) return [];
  const sites = new Map((yield* work.tx.roster.listSites()).map((site) => [site.id, site]));
  return pauses.flatMap((pause) => {
    const site = pause.site && sites.get(pause.site);
    if (pause.site !== undefined && !(site && mayEnd(person, site))) return [];
    return [toLine(pause, site)];
  });
}

/** Those that hold at one school. */
export function* listPausesAt(work: Work, site: Site): Steps<readonly PauseLine[]> {
  const pauses = yield* listCurrentPauses(work);
  return pauses.filter((one) => isAt(one, site.id)).map((one) => toLine(one, one.site && site));
}

function isAt(pause: Pick<Pause, "site">, site: SiteId): boolean {
  return pause.site === undefined || pause.site === site;
}

function mayEnd(person: Person, { id: site, cluster }: Site): boolean {
  return may(person, "endSchoolPause", { site, cluster });
}

function toLine({ fromDay: from, untilDay: until }: Pause, site: Site | undefined): PauseLine {
  return { school: site?.name, from, until };
}

const LEADING = ["principal", "area_lead", "pl_lead", "it_admin"] as const;

function holdsRole({ assignments }: Person, role: (typeof LEADING)[number]): boolean {
  return assignments.some((one) => one.role === role);
}
