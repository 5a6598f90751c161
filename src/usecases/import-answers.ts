import type { DistrictId, SiteId } from "#domain/ids.ts";
import { readStandings } from "#domain/merge-past.ts";
import type { PastInvitation } from "#domain/rollout.ts";
import type { Site } from "#domain/roster.ts";
import type { Answer } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import { comparePast, type FreshPast } from "./compare-past.ts";
import { leaveSite } from "./join-site.ts";
import { keepPast } from "./keep-past.ts";
import { type PastWave, planPastWaves } from "./past-waves.ts";
import { planWeekly } from "./plan-weekly.ts";
import type { Product, Work } from "./product.ts";
import { readSchoolDays } from "./school-time.ts";
import { scheduleWaveCard } from "./wave-card.ts";
import { COMMAND_LINE, writeAudit } from "./write-audit.ts";

/** What was read of a district's own list of past waves. */
export interface PastAnswers {
  readonly past: readonly PastInvitation[];
  readonly laterCount: number;
}

export interface AnswersReport {
  readonly district: DistrictId;
  readonly dryRun: boolean;
  readonly rows: {
    readonly taken: number;
    /** Known before: nothing is done for them. */
    readonly there: number;
    /** After the moment up to which the list was to be read. */
    readonly later: number;
  };
  readonly waves: readonly {
    readonly name: string;
    readonly isNew: boolean;
    readonly opened: Date | undefined;
    readonly closesOn: string | undefined;
    readonly schools: number;
  }[];
  readonly schools: number;
  readonly answers: number;
  /** Answers for which the list names nobody: the school's lead stands for whoever gave them. */
  readonly unnamed: number;
  readonly calls: number;
  readonly returns: number;
  /** Schools that wait for a month from now on. */
  readonly snoozed: number;
  readonly joined: number;
  /** Schools that take an earlier yes back. */
  readonly left: number;
  /** By name: they answered here after the list, and what they said here stays. */
  readonly kept: readonly string[];
  /** By name: the month they asked for has come, and nothing in the list says that they were asked again. */
  readonly overdue: readonly string[];
}

/** More than any list may hold, and what is logged here besides. */
const MOST_CALLS = 1_000_000;

interface Options {
  readonly district: DistrictId;
  readonly dryRun: boolean;
}

/**
 * Takes in what happened in waves before the bot was here, all or nothing, and sends nothing; the same list
 * again changes nothing. From the command line only. Throws ANSWERS_NEED_LEAD.
 */
export async function importAnswers(
  product: Product,
  list: PastAnswers,
  { district, dryRun }: Options,
): Promise<AnswersReport> {
  const now = product.clock.now();
  const steps = dryRun ? product.store.read : product.store.transaction;
  return await steps(district, function* (tx) {
    const work: Work = { tx, product, now };
    if (!dryRun) yield* tx.waves.guardWaves();
    const sites = new Map((yield* tx.roster.listSites()).map((site) => [site.id, site]));
    const waves = yield* planPastWaves(work, list.past);
    const calls = yield* tx.listening.listWords({ kinds: ["call"], limit: MOST_CALLS });
    const logged = new Set(calls.map(({ id }) => id));
    const around = { schoolDays: yield* readSchoolDays(work), sites, logged };
    const fresh: FreshPast[] = [];
    for (const wave of waves) fresh.push(...(yield* comparePast(work, wave, around)));
    const changes = yield* readChanges(work, fresh);
    const report = toReport({ waves, fresh, changes, sites }, list, { district, dryRun });
    if (!dryRun && report.rows.taken > 0) {
      yield* keepPast(work, waves, { fresh, sites });
      yield* keepChanges(work, changes, sites);
      yield* showOpenWaves(work, fresh);
      yield* auditAnswers(work, report);
    }
    return report;
  });
}

/** Who is in from now on, and who is not any more. */
interface Changes {
  readonly joined: readonly {
    readonly site: SiteId;
    readonly wave: Answer["wave"];
    readonly at: Date;
  }[];
  readonly left: readonly SiteId[];
}

/** By everything these schools ever answered, here and in the list. */
function* readChanges({ tx }: Work, fresh: readonly FreshPast[]): Steps<Changes> {
  const news = fresh.flatMap(({ answers, past, wave }) =>
    answers.map(({ kind, at }) => ({ kind, at, site: past.site, wave: wave.wave.id })),
  );
  const said: Pick<Answer, "kind" | "at" | "site" | "wave">[] = [...news];
  const waves = yield* tx.waves.listWaves();
  said.push(...(yield* tx.waves.listWaveAnswers(waves.map(({ id }) => id))));
  const standings = readStandings(said);
  const before = new Set((yield* tx.waves.listJoined()).map(({ site }) => site));
  const sites = [...new Set(news.map(({ site }) => site))];
  const joined = sites.flatMap((site) => {
    const standing = before.has(site) ? undefined : standings.get(site);
    return standing ? [{ site, wave: standing.wave, at: standing.since }] : [];
  });
  return { joined, left: sites.filter((site) => before.has(site) && !standings.has(site)) };
}

/** Schools that are in get their weekly idea from the next slot on: nothing of the past comes after. */
function* keepChanges(
  work: Work,
  { joined, left }: Changes,
  sites: ReadonlyMap<SiteId, Site>,
): Steps<void> {
  for (const joining of joined) yield* work.tx.waves.saveJoining(joining);
  for (const id of left) {
    const site = sites.get(id);
    if (site) yield* leaveSite(work, site);
  }
  yield* planWeekly(work);
}

/** The live card of a wave that is open here shows what the list added. */
function* showOpenWaves(work: Work, fresh: readonly FreshPast[]): Steps<void> {
  const changed = fresh.filter(
    ({ freshRows, wave: { wave } }) => freshRows > 0 && wave.state === "open",
  );
  for (const wave of new Set(changed.map((one) => one.wave.wave)))
    yield* scheduleWaveCard(work, wave);
}

function* auditAnswers(work: Work, report: AnswersReport): Steps<void> {
  const { rows, waves, answers, unnamed, calls, joined, left } = report;
  const facts = {
    rows: String(rows.taken),
    waves: String(waves.filter(({ isNew }) => isNew).length),
    answers: String(answers),
    unnamed: String(unnamed),
    calls: String(calls),
    joined: String(joined),
    left: String(left),
  };
  const actor = COMMAND_LINE;
  yield* writeAudit(work, { actor, action: "answers_imported", subject: "district", facts });
}

interface Found {
  readonly waves: readonly PastWave[];
  readonly fresh: readonly FreshPast[];
  readonly changes: Changes;
  readonly sites: ReadonlyMap<SiteId, Site>;
}

function toReport(found: Found, list: PastAnswers, options: Options): AnswersReport {
  const { fresh, changes, sites } = found;
  const rowCount = fresh.reduce((sum, { past }) => sum + past.events.length, 0);
  const taken = fresh.reduce((sum, { freshRows }) => sum + freshRows, 0);
  const namesOf = (some: readonly FreshPast[]): readonly string[] => [
    ...new Set(some.map(({ past: { site } }) => sites.get(site)?.name ?? site)),
  ];
  const news = fresh.filter(({ freshRows }) => freshRows > 0);
  return {
    ...options,
    rows: { taken, there: rowCount - taken, later: list.laterCount },
    waves: found.waves.map(toWaveLine),
    schools: new Set(news.map(({ past }) => past.site)).size,
    answers: fresh.reduce((sum, { answers }) => sum + answers.length, 0),
    unnamed: fresh.flatMap(({ answers }) => answers.filter(({ by }) => by === undefined)).length,
    calls: fresh.reduce((sum, { calls }) => sum + calls.length, 0),
    returns: fresh.reduce((sum, { returns }) => sum + returns.length, 0),
    snoozed: news.filter(({ snooze }) => snooze !== undefined).length,
    joined: changes.joined.length,
    left: changes.left.length,
    kept: namesOf(news.filter((one) => one.isOutdated)),
    overdue: namesOf(
      news.filter(
        ({ past, snooze, wave }) =>
          past.snoozedUntil && !snooze && !wave.stored.get(past.site)?.answeredAt,
      ),
    ),
  };
}

function toWaveLine({ wave, before, past }: PastWave): AnswersReport["waves"][number] {
  const schools = past.filter(({ invitation }) => invitation !== undefined).length;
  const { name, openedAt, closesOn } = wave;
  return { name, isNew: wave !== before, opened: openedAt, closesOn, schools };
}
