import type { Person } from "#domain/roster.ts";
import { PREFER_NOT_TO_SAY } from "#domain/wave.ts";
import { usualWords } from "#messages/waves-card.ts";
import type { Line, SectionLines } from "#messages/weekly-cards.ts";
import type { PraiseRange } from "#ports/praise-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { PitfallCount } from "#ports/wave-rows.ts";
import { askLines, callLines } from "./digest-calls.ts";
import { momentumLines } from "./digest-momentum.ts";
import { spreadLines } from "./digest-spread.ts";
import { waveLines } from "./digest-waves.ts";
import { listCallsFor } from "./list-calls.ts";
import type { Work } from "./product.ts";

/** A reason named by fewer sites could point at one of them. */
const SMALLEST_CELL = 3;

type Week = Pick<PraiseRange, "since" | "until">;

/** What the district's week was, but for its thanks: every number is a count of sites or messages, never of a person. */
export function* digestSections(work: Work, week: Week, reader: Person): Steps<SectionLines> {
  const pitfalls = (yield* work.tx.waves.countPitfalls())
    .filter(({ sites, code }) => sites >= SMALLEST_CELL && code !== PREFER_NOT_TO_SAY)
    .sort((a, b) => b.sites - a.sites || (a.code < b.code ? -1 : 1));
  const calls = yield* listCallsFor(work, reader);
  return {
    headline: yield* headline(work, week, pitfalls),
    do_this_week: yield* askLines(work, calls),
    momentum: yield* momentumLines(work, week),
    waves: yield* waveLines(work),
    in_the_way: pitfalls.map((count) => pitfallLine(work, count)),
    pd: trainingLines(work, pitfalls),
    call_list: yield* callLines(work, calls),
    spread: yield* spreadLines(work, reader),
    plumbing: yield* plumbing(work, week),
  };
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
  const total = yield* tx.roster.countSites();
  return [
    {
      yes_count: String(joined.length),
      schools_total: String(total),
      usual: joined.length > 0 ? usualWords(product.words, joined.length, total) : undefined,
      new_yes: String(fresh.length),
      top_barrier_label: top?.label,
    },
  ];
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
