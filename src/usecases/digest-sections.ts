import { formatDay, localDay } from "#domain/local-time.ts";
import { displayName, holds, type Person, type Site } from "#domain/roster.ts";
import { type CallTask, PREFER_NOT_TO_SAY } from "#domain/wave.ts";
import type { Line, SectionLines } from "#messages/weekly-cards.ts";
import type { PraiseRange } from "#ports/praise-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { PitfallCount } from "#ports/wave-rows.ts";
import type { Work } from "./product.ts";
import { readSchoolDays } from "./school-time.ts";
import { isWelcome, toLine } from "./send-roundup.ts";
import { countAnswers } from "./wave-card.ts";

/** A reason named by fewer sites could point at one of them. */
const SMALLEST_CELL = 3;
/** Fewer answers than this are not broken down. */
const FEWEST_ANSWERS = 5;
/** A week has room for so many asks. */
const MOST_ASKS = 3;
/** School days within which somebody who waits should be called. */
const DAYS_TO_CALL = 3;

type Week = Pick<PraiseRange, "since" | "until">;

/** What the district's week was: every number is a count of sites or messages, never of a person. */
export function* digestSections(work: Work, week: Week, reader: Person): Steps<SectionLines> {
  const pitfalls = (yield* work.tx.waves.countPitfalls())
    .filter(({ sites, code }) => sites >= SMALLEST_CELL && code !== PREFER_NOT_TO_SAY)
    .sort((a, b) => b.sites - a.sites || (a.code < b.code ? -1 : 1));
  const calls = yield* listCallsFor(work, reader);
  return {
    headline: yield* headline(work, week, pitfalls),
    do_this_week: yield* doThisWeek(work, calls),
    good_found: yield* goodFound(work, week),
    waves: yield* waveLines(work),
    in_the_way: pitfalls.map((count) => pitfallLine(work, count)),
    pd: trainingLines(work, pitfalls),
    call_list: yield* callLines(work, calls),
    plumbing: yield* plumbing(work, week),
  };
}

/** A PL lead sees every call, the own ones first; an area lead those of the own cluster, and never who stopped messages. */
export function* listCallsFor({ tx }: Work, reader: Person): Steps<readonly CallTask[]> {
  const calls = yield* tx.waves.listOpenCallTasks();
  const mine = calls.filter(({ lead }) => lead === reader.id);
  const others = calls.filter(({ lead }) => lead !== reader.id);
  if (holds(reader, "pl_lead")) return [...mine, ...others];
  const own: CallTask[] = [];
  for (const task of calls) {
    const cluster = yield* tx.roster.clusterOf(task.site);
    const shown = task.reason !== "stopped" && cluster && holds(reader, "area_lead", cluster);
    if (shown) own.push(task);
  }
  return own;
}

function* headline(
  { tx, product }: Work,
  week: Week,
  pitfalls: readonly PitfallCount[],
): Steps<readonly Line[]> {
  const joined = yield* tx.waves.listJoined();
  const fresh = joined.filter(({ at }) => at >= week.since && at < week.until);
  const top = product.words.library.pitfalls.find(({ code }) => code === pitfalls[0]?.code);
  if (fresh.length === 0 && !top) return [];
  return [
    {
      yes_count: String(joined.length),
      schools_total: String(yield* tx.roster.countSites()),
      new_yes: String(fresh.length),
      top_barrier_label: top?.label,
    },
  ];
}

/** One thing to do this week: a school to call, by whom, and until which day. */
export interface Ask {
  readonly site: Site;
  readonly owner: Person;
  /** Undefined where the calendar ends before. */
  readonly due: string | undefined;
}

/** At most three asks, each with an owner and a date; the longest waiting first. */
export function* listAsks(work: Work, calls: readonly CallTask[]): Steps<readonly Ask[]> {
  const { tx } = work;
  const schoolDays = yield* readSchoolDays(work);
  const asks: Ask[] = [];
  for (const task of calls.slice(0, MOST_ASKS)) {
    asks.push({
      site: yield* tx.roster.getSite(task.site),
      owner: yield* tx.roster.getPerson(task.lead),
      due: schoolDays.addSchoolDays(task.createdOn, DAYS_TO_CALL),
    });
  }
  return asks;
}

function* doThisWeek(work: Work, calls: readonly CallTask[]): Steps<readonly Line[]> {
  const { words } = work.product;
  return (yield* listAsks(work, calls)).map(({ site, owner, due }, index) => ({
    n: String(index + 1),
    action: words.say("call_action", { school: site.name }),
    owner: displayName(owner),
    due: due ? formatDay(due) : "",
  }));
}

/** Public thanks of the week, one a school, so that no school fills the list. */
function* goodFound(work: Work, week: Week): Steps<readonly Line[]> {
  const { tx } = work;
  const lines: Line[] = [];
  const seen = new Set<Site["id"] | undefined>();
  for (const shoutOut of yield* tx.praise.listShoutOuts(week)) {
    if (shoutOut.share === "private" || seen.has(shoutOut.site)) continue;
    if (!(yield* isWelcome(work, shoutOut, "district"))) continue;
    seen.add(shoutOut.site);
    lines.push(yield* toLine(work, shoutOut));
  }
  return lines;
}

function* waveLines(work: Work): Steps<readonly Line[]> {
  const lines: Line[] = [];
  for (const wave of yield* work.tx.waves.listWaves()) {
    if (wave.state === "draft") continue;
    const counts = yield* countAnswers(work, wave.id);
    if (counts.yes + counts.not_yet + counts.no < FEWEST_ANSWERS) continue;
    lines.push({
      wave_name: wave.name,
      yes: String(counts.yes),
      not_yet: String(counts.not_yet),
      no: String(counts.no),
      silent: String(counts.silent),
    });
  }
  return lines;
}

function pitfallLine({ product }: Work, { code, sites }: PitfallCount): Line {
  const pitfall = product.words.library.pitfalls.find((each) => each.code === code);
  return {
    label: pitfall?.label ?? code,
    count: String(sites),
    next_step: pitfall?.connection.nextStep,
  };
}

/** Training that answers what several schools named. */
function trainingLines({ product }: Work, pitfalls: readonly PitfallCount[]): readonly Line[] {
  const { library } = product.words;
  return library.sessions.flatMap((session) => {
    const behind = pitfalls.filter(({ code }) =>
      library.pitfalls.find((each) => each.code === code)?.sessions.includes(session.id),
    );
    if (behind.length === 0) return [];
    const evidence = behind.map((count) => {
      const pitfall = library.pitfalls.find((each) => each.code === count.code);
      return `${pitfall?.label ?? ""} (${count.sites})`;
    });
    return [
      {
        session_title: session.title,
        minutes: String(session.minutes),
        evidence: product.words.list(evidence),
      },
    ];
  });
}

function* callLines(work: Work, calls: readonly CallTask[]): Steps<readonly Line[]> {
  const { tx, product } = work;
  const schoolDays = yield* readSchoolDays(work);
  const lines: Line[] = [];
  for (const task of calls) {
    const site = yield* tx.roster.getSite(task.site);
    const waited = schoolDays.schoolDaysBetween(task.createdOn, localDay(work.now, site.zone));
    lines.push({
      school: site.name,
      reason: product.words.say(`call_reason_${task.reason}`, {}),
      days: String(waited),
    });
  }
  return lines;
}

function* plumbing({ tx }: Work, week: Week): Steps<readonly Line[]> {
  const { delivered, failed } = yield* tx.outbox.countDeliveries(week.since, week.until);
  if (delivered + failed === 0) return [];
  return [
    {
      sent: String(delivered),
      failed: String(failed),
      opted_out: String(yield* tx.roster.countStopped()),
      paused: "0",
    },
  ];
}
