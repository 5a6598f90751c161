import type {
  AskFact,
  CallFact,
  DistrictFacts,
  PlumbingFact,
  TrainingFact,
  WaveFact,
} from "#domain/digest-facts.ts";
import type { DigestNames } from "./digest-names.ts";
import { evidenceWords, pitfallLabel } from "./evidence-words.ts";
import { levelNames, practiceNames } from "./look-card.ts";
import { usualWords } from "./waves-card.ts";
import type { Line, SectionLines } from "./weekly-cards.ts";
import type { Words } from "./words.ts";

/** The lines of a lead's digest, but for its thanks. */
export function districtLines(
  words: Words,
  facts: DistrictFacts,
  names: DigestNames,
): SectionLines {
  return {
    headline: [headline(words, facts)],
    do_this_week: askLines(words, facts.asks, names),
    momentum: signLines(words, facts),
    waves: facts.waves.flatMap((wave) => waveLine(words, wave, names)),
    in_the_way: facts.inTheWay.map((each) => reasonLine(words, each)),
    seen_heard: facts.seen.flatMap((each) => seenLine(words, each)),
    pd: trainingLines(words, facts),
    you_said: facts.changes.flatMap((id) => {
      const said = names.changes.get(id);
      return said ? [{ heard: said.heard, changed: said.changed }] : [];
    }),
    call_list: facts.calls.flatMap((call) => callLine(words, call, names)),
    spread: spreadLines(words, facts, names),
    plumbing: plumbingLines(words, facts.plumbing),
  };
}

/** The same without what the reader's last digest said just so. */
export function freshLines(words: Words, facts: DistrictFacts, names: DigestNames): SectionLines {
  const told = facts.repeats?.sections ?? [];
  const lines = Object.entries(districtLines(words, facts, names));
  return Object.fromEntries(lines.filter(([id]) => !told.some((each) => each === id)));
}

function headline(words: Words, { schools, inTheWay }: DistrictFacts): Line {
  const { joined, total, fresh } = schools;
  const [top] = inTheWay;
  return {
    yes_count: String(joined),
    schools_total: String(total),
    usual: joined > 0 ? usualWords(words, joined, total) : undefined,
    new_yes: String(fresh),
    top_barrier_label: (top && pitfallLabel(words, top.pitfall)) || undefined,
  };
}

/** What is asked, without who and until when; undefined where the school or wave is not there any more. */
export function askWords(words: Words, ask: AskFact, names: DigestNames): string | undefined {
  if (ask.kind === "open_wave") {
    const wave_name = names.waves.get(ask.wave);
    return wave_name === undefined ? undefined : words.say("digest_open_wave", { wave_name });
  }
  const school = names.sites.get(ask.site);
  if (ask.kind === "finish_visit") {
    return school === undefined ? undefined : words.say("digest_finish_visit", { school });
  }
  const day = ask.overdueSince && words.day(ask.overdueSince);
  return school === undefined ? undefined : words.say("call_action", { school, day });
}

function askLines(words: Words, asks: readonly AskFact[], names: DigestNames): readonly Line[] {
  return asks
    .flatMap((ask) => {
      const action = askWords(words, ask, names);
      const owner = names.people.get(ask.owner) ?? words.say("somebody", {});
      return action === undefined
        ? []
        : [{ action, owner, due: ask.due ? words.day(ask.due) : "" }];
    })
    .map((line, index) => ({ n: String(index + 1), ...line }));
}

function signLines(words: Words, { signs }: DistrictFacts): readonly Line[] {
  const { answered, thanked, tried, practices } = signs;
  const names = practiceNames(words, practices);
  const said = [
    answered > 0 ? words.say("momentum_answered", { count: String(answered) }) : "",
    tried > 0 ? words.say("momentum_tried", { count: String(tried) }) : "",
    thanked > 0 ? words.say("momentum_thanked", { count: String(thanked) }) : "",
    names.length > 0 ? words.say("momentum_practices", { names: words.list(names) }) : "",
  ];
  return said.filter((sign) => sign !== "").map((sign) => ({ sign }));
}

function waveLine(words: Words, { wave, counts }: WaveFact, names: DigestNames): readonly Line[] {
  const wave_name = names.waves.get(wave);
  if (wave_name === undefined) return [];
  if (!counts) return [{ wave_name, begun: words.say("digest_wave_begun", {}) }];
  const some = (count: number) => (count > 0 ? String(count) : undefined);
  return [
    {
      wave_name,
      yes: String(counts.yes),
      not_yet: String(counts.not_yet),
      no: String(counts.no),
      silent: String(counts.silent),
      questions: some(counts.question),
      later: some(counts.later),
      unasked: some(counts.unasked),
    },
  ];
}

function reasonLine(
  { library }: Words,
  { pitfall: code, sites }: DistrictFacts["inTheWay"][number],
): Line {
  const pitfall = library.pitfalls.find((each) => each.code === code);
  const next_step = pitfall?.connection.nextStep;
  return { label: pitfall?.label ?? code, count: String(sites), next_step };
}

function seenLine(
  { library }: Words,
  { lookFor, rooms, of, sites }: DistrictFacts["seen"][number],
): readonly Line[] {
  const statement = library.lookFors.find(({ id }) => id === lookFor)?.statement;
  if (statement === undefined) return [];
  return [
    { statement, rooms_with: String(rooms), rooms_visited: String(of), sites: String(sites) },
  ];
}

/** A training worth offering, with the counts behind it; nothing for one that the library has no more. */
export function trainingLine(words: Words, fact: TrainingFact): readonly Line[] {
  const session = words.library.sessions.find(({ id }) => id === fact.session);
  if (!session) return [];
  const evidence = words.list(fact.evidence.map((each) => evidenceWords(words, each)));
  return [{ session_title: session.title, minutes: String(session.minutes), evidence }];
}

/** One that was told before is named, and its counts are not said again. */
function trainingLines(words: Words, { trainings, repeats }: DistrictFacts): readonly Line[] {
  const told = new Set(repeats?.trainings);
  const fresh = trainings.filter(({ session }) => !told.has(session));
  const titles = trainings
    .filter(({ session }) => told.has(session))
    .flatMap((each) => trainingLine(words, each))
    .map(({ session_title = "" }) => session_title);
  const still = words.say("digest_training_still", { names: words.list(titles) });
  return [
    ...fresh.flatMap((each) => trainingLine(words, each)),
    ...(titles.length > 0 ? [{ still }] : []),
  ];
}

/** Why a school waits, in words. */
export function callReason(words: Words, { reason, overdueSince }: CallFact): string {
  const day = overdueSince && words.day(overdueSince);
  const why = words.say(`call_reason_${reason}`, {});
  return words.say("call_reason_overdue", { reason: why, day });
}

function callLine(words: Words, call: CallFact, names: DigestNames): readonly Line[] {
  const school = names.sites.get(call.site);
  if (school === undefined) return [];
  return [{ school, reason: callReason(words, call), days: String(call.days) }];
}

/** Places in one line, practices in another; no name of anybody. */
function spreadNames(
  words: Words,
  { notLooked }: DistrictFacts,
  names: DigestNames,
): readonly (readonly string[])[] {
  const { clusters, levels, practices } = notLooked;
  const near = clusters.flatMap((id) => names.clusters.get(id) ?? []).toSorted(words.compare);
  return [[...near, ...levelNames(words, levels)], practiceNames(words, practices)];
}

function spreadLines(words: Words, facts: DistrictFacts, names: DigestNames): readonly Line[] {
  if (isEverywhere(words, facts, names)) return [{ everywhere: words.say("digest_nowhere", {}) }];
  return spreadNames(words, facts, names)
    .filter((some) => some.length > 0)
    .map((some) => ({ clusters_or_levels: words.list(some) }));
}

/** True where every cluster and every practice would have to be named. */
function isEverywhere({ library }: Words, facts: DistrictFacts, names: DigestNames): boolean {
  const { clusters, practices } = facts.notLooked;
  const all = facts.clusters?.length ?? names.clusters.size;
  return all > 0 && clusters.length === all && practices.length === library.practices.length;
}

function plumbingLines(words: Words, plumbing: PlumbingFact | undefined): readonly Line[] {
  if (!plumbing) return [];
  const { delivered, failed, stopped, paused, halted } = plumbing;
  if (delivered + failed + paused === 0 && !halted) return [];
  return [
    {
      sent: String(delivered),
      failed: String(failed),
      opted_out: String(stopped),
      paused: String(paused),
      halted: halted ? words.say("digest_halted", {}) : undefined,
    },
  ];
}
