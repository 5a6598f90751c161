import { type Clock, clockOf, waitingSince } from "#domain/call-urgency.ts";
import type { CallTaskId, ClusterId, SiteId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import { may } from "#domain/rights.ts";
import { displayName, holds, type Person, type Site } from "#domain/roster.ts";
import type { CallTask, Wave } from "#domain/wave.ts";
import type { SchoolState } from "#messages/waves-card.ts";
import type { Steps } from "#ports/steps.ts";
import { auditPage } from "./audit-page.ts";
import { type Ask, listAsks } from "./digest-calls.ts";
import { listCallsFor, readCallDesk, readToday } from "./list-calls.ts";
import { type MyPages, readPages } from "./list-my-pages.ts";
import { listTroubled, type Troubled } from "./list-troubled.ts";
import type { Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { readStates, type WaveStates } from "./school-states.ts";
import { readSchoolDays } from "./school-time.ts";
import { lookAs } from "./wave-numbers.ts";

/** What a lead has to do this week: of the district, or of an area lead's own clusters. */
export interface ThisWeek {
  readonly pages: MyPages;
  readonly now: Date;
  readonly zone: string;
  /** The local day at the district. */
  readonly today: string;
  /** Undefined for the whole district. */
  readonly clusters: readonly string[] | undefined;
  /** What is overdue first, then the lead's own; the most urgent first. */
  readonly calls: readonly Call[];
  readonly questions: readonly Call[];
  readonly waves: readonly WaveSchools[];
  /** Names of waves that wait to be opened. */
  readonly drafts: readonly string[];
  readonly troubled: readonly SchoolTrouble[];
  /** Every school that the reader may look at, by name. */
  readonly schools: readonly Site[];
  readonly digest: { readonly at: Date | undefined; readonly asks: readonly Ask[] };
}

/** A school that should hear from a person. */
export interface Call {
  readonly task: CallTaskId;
  readonly site: Site;
  readonly waveName: string;
  readonly reason: CallTask["reason"];
  /** The question as it was asked; undefined where the reader may not see it. */
  readonly words: string | undefined;
  readonly askedBy: string | undefined;
  readonly principals: readonly string[];
  readonly waitedDays: number;
  readonly clock: Clock;
  /** Whether the reader may tick it off. */
  readonly mayTick: boolean;
}

/** One wave's schools by where they stand; "silent" has said nothing, or nothing for this reader. */
export interface WaveSchools {
  readonly wave: Wave;
  readonly groups: Readonly<Record<SchoolState, readonly Site[]>>;
}

export interface SchoolTrouble extends Troubled {
  readonly school: string | undefined;
}

/** The lead's week; that it was read is written down. Throws NOT_ALLOWED. */
export async function readThisWeek(product: Product, actor: Actor): Promise<ThisWeek> {
  const now = product.clock.now();
  return await product.store.transaction(actor.district, function* (tx) {
    const work: Work = { tx, product, now };
    const clusters = yield* listClusters(work, actor);
    const cluster = clusters[0]?.id;
    const me = yield* requireRight(work, actor, { right: "readThisWeek", cluster });
    const week = yield* readWeek(work, me, clusters);
    yield* auditPage(work, actor, "page:week");
    return week;
  });
}

interface Led {
  readonly id: ClusterId;
  readonly name: string;
}

/** The clusters that somebody leads. */
function* listClusters({ tx }: Work, actor: Actor): Steps<readonly Led[]> {
  const person = yield* tx.roster.getPerson(actor.person);
  const clusters = yield* tx.roster.listClusters();
  return clusters.filter(
    ({ id }) => may(person, "readThisWeek", { cluster: id }) && holds(person, "area_lead", id),
  );
}

function* readWeek(work: Work, me: Person, clusters: readonly Led[]): Steps<ThisWeek> {
  const { tx, now } = work;
  const { zone } = yield* tx.roster.getDistrict();
  const all = may(me, "readThisWeek");
  const sites = (yield* tx.roster.listSites()).filter(
    ({ cluster }) => all || clusters.some(({ id }) => id === cluster),
  );
  const seen = { me, sites: new Map<SiteId, Site>(sites.map((site) => [site.id, site])) };
  const tasks = (yield* listCallsFor(work, me)).filter(({ site }) => seen.sites.has(site));
  const calls = yield* readCalls(work, seen, tasks);
  const waves = yield* tx.waves.listWaves();
  const digest = yield* tx.schedule.find("digest");
  return {
    pages: yield* readPages(work, me),
    now,
    zone,
    today: localDay(now, zone),
    clusters: all ? undefined : clusters.map(({ name }) => name),
    calls: calls.filter(({ reason }) => reason !== "question"),
    questions: calls.filter(({ reason }) => reason === "question"),
    waves: yield* readWaves(work, seen, waves),
    drafts: all ? waves.filter(({ state }) => state === "draft").map(({ name }) => name) : [],
    troubled: yield* listTrouble(work, seen, all),
    schools: sites.toSorted((a, b) => work.product.words.compare(a.name, b.name)),
    digest: { at: digest?.nextAt, asks: yield* listAsks(work, tasks) },
  };
}

/** Who looks, and the schools they see. */
interface Seen {
  readonly me: Person;
  readonly sites: ReadonlyMap<SiteId, Site>;
}

function* readCalls(
  work: Work,
  { me, sites }: Seen,
  tasks: readonly CallTask[],
): Steps<readonly Call[]> {
  const { tx, now } = work;
  const schoolDays = yield* readSchoolDays(work);
  const today = yield* readToday(work);
  const desk = yield* readCallDesk(work);
  const askers = yield* tx.roster.listPeople([
    ...new Set(tasks.flatMap(({ askedBy }) => askedBy ?? [])),
  ]);
  const names = new Map(askers.map((person) => [person.id, displayName(person)]));
  return tasks.flatMap((task): readonly Call[] => {
    const site = sites.get(task.site);
    if (!site) return [];
    const mayTick = may(me, "logCall", { owners: [task.lead] });
    const call = {
      task: task.id,
      site,
      waveName: desk.waveName(task.wave),
      reason: task.reason,
      words: mayTick ? task.words : undefined,
      askedBy: task.askedBy && mayTick ? names.get(task.askedBy) : undefined,
      principals: desk.principalsAt(site.id).map(displayName),
      waitedDays: schoolDays.schoolDaysBetween(waitingSince(task), localDay(now, site.zone)),
      clock: clockOf(task, today),
      mayTick,
    };
    return [call];
  });
}

/** Waves that were opened, open ones first; their schools by name, in no order of merit. */
function* readWaves(
  work: Work,
  { me, sites }: Seen,
  waves: readonly Wave[],
): Steps<readonly WaveSchools[]> {
  const opened = (["open", "closing", "closed"] as const).flatMap((state) =>
    waves.filter((each) => each.state === state),
  );
  const read = yield* readStates(work, lookAs(me, sites), opened);
  const shown = read.map(({ wave, states }) => ({
    wave,
    groups: groupSchools(work, sites, states),
  }));
  return shown.filter(({ groups }) => Object.values(groups).some((group) => group.length > 0));
}

function groupSchools(
  { product }: Pick<Work, "product">,
  sites: Seen["sites"],
  states: WaveStates["states"],
): WaveSchools["groups"] {
  const byName = [...sites.values()].toSorted((a, b) => product.words.compare(a.name, b.name));
  const of = (wanted: SchoolState) => byName.filter(({ id }) => states.get(id) === wanted);
  return {
    yes: of("yes"),
    not_yet: of("not_yet"),
    no: of("no"),
    question: of("question"),
    stop: of("stop"),
    silent: of("silent"),
    later: of("later"),
    undeliverable: of("undeliverable"),
  };
}

/** Messages to somebody that are about the school, and say nothing of how they like to be reached. */
const ABOUT_SCHOOLS: readonly Troubled["kind"][] = ["invitation", "reminder"];

function isAboutSchool({ posted, kind }: Troubled): boolean {
  return posted || ABOUT_SCHOOLS.includes(kind);
}

/** An area lead sees what is about the own schools, and of nobody's own messages anything. */
function* listTrouble(work: Work, { sites }: Seen, all: boolean): Steps<readonly SchoolTrouble[]> {
  const troubled = yield* listTroubled(work);
  return troubled
    .map((each) => ({ ...each, school: each.site && sites.get(each.site)?.name }))
    .filter((each) => all || (each.school !== undefined && isAboutSchool(each)));
}
