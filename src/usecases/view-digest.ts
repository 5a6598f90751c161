import type { ChartFacts } from "#domain/chart-facts.ts";
import type { DigestFacts } from "#domain/digest-facts.ts";
import { type OutboxKey, type PersonId, toId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import { parseFacts } from "#domain/read-digest-facts.ts";
import { displayName } from "#domain/roster.ts";
import type { DigestView } from "#messages/digest-card.ts";
import type { DigestNames } from "#messages/digest-names.ts";
import type { KeptDigest } from "#ports/deciding-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { pictureUrl } from "./chart-pictures.ts";
import type { Work } from "./product.ts";
import { listWelcome, toLines } from "./quote-shout-outs.ts";
import { wordedCharts } from "./worded-charts.ts";

/**
 * A digest from what was kept of it: its figures as they were, names as they are today, and people's words as those
 * in them wish today. Undefined where nobody can read its figures any more.
 */
export function* viewDigest(work: Work, kept: KeptDigest): Steps<DigestView | undefined> {
  const { tx, product } = work;
  const facts = parseFacts(kept.facts);
  if (!facts) return undefined;
  const district = yield* tx.roster.getDistrict();
  const site = facts.kind === "principal" ? yield* tx.roster.findSite(facts.site) : undefined;
  const zone = site?.zone ?? district.zone;
  const quoted = yield* tx.praise.listQuoted(toId<OutboxKey>(kept.id));
  const where = facts.kind === "principal" ? { school: facts.site } : "district";
  const welcome = yield* listWelcome(work, quoted, where);
  return {
    id: kept.id,
    at: kept.at,
    zone,
    facts,
    names: yield* readNames(work, facts, localDay(kept.at, zone)),
    good: yield* toLines(work, welcome),
    charts: facts.kind === "district" ? yield* readCharts(work, kept, facts.charts) : [],
    pagesUrl: product.pagesUrl,
  };
}

/** The one chart that is worth a picture in chat, where a phone shows one thing after the other. */
const HEADLINE = "growth";

/** Charts of the figures; the headline with an address where a platform that draws none could fetch it. */
function* readCharts(
  work: Work,
  { id: digest, at }: KeptDigest,
  charts: ChartFacts,
): Steps<DigestView["charts"]> {
  const { words } = work.product;
  const { language } = words;
  const drawn: DigestView["charts"][number][] = [];
  for (const chart of yield* wordedCharts(work, words, { charts, at })) {
    const isHeadline = chart.name === HEADLINE;
    const url = isHeadline
      ? yield* pictureUrl(work, { digest, chart: chart.name, language })
      : undefined;
    const alt = `${chart.title}. ${chart.says}`;
    drawn.push({ ...chart, picture: url === undefined ? undefined : { url, alt } });
  }
  return drawn;
}

function* readNames({ tx }: Work, facts: DigestFacts, today: string): Steps<DigestNames> {
  const ids: readonly PersonId[] =
    facts.kind === "district" ? facts.asks.map(({ owner }) => owner) : [];
  const owners = yield* tx.roster.listPeople([...new Set(ids)]);
  const changes = yield* tx.deciding.listChanges();
  return {
    sites: new Map((yield* tx.roster.listSites()).map(({ id, name }) => [id, name])),
    people: new Map(owners.map((person) => [person.id, displayName(person)])),
    waves: new Map((yield* tx.waves.listWaves()).map(({ id, name }) => [id, name])),
    clusters: new Map((yield* tx.roster.listClusters()).map(({ id, name }) => [id, name])),
    changes: new Map(
      changes
        .filter(({ saidAt, withdrawnAt }) => saidAt !== undefined && withdrawnAt === undefined)
        .map((change) => [change.id, change]),
    ),
    today,
  };
}
