import type { DistrictFacts, PrincipalFacts, WaveFact } from "#domain/digest-facts.ts";
import { waveCounts } from "#domain/digest-facts.ts";
import { askWords, callReason, trainingLine } from "#messages/digest-lines.ts";
import type { DigestNames } from "#messages/digest-names.ts";
import { pitfallLabel } from "#messages/evidence-words.ts";
import { practiceNames } from "#messages/look-card.ts";
import { comingWords } from "#messages/note-lines.ts";
import type { PageWords } from "#messages/page-words.ts";
import type { Words } from "#messages/words.ts";

/** One section's figures; the first cell of a row names it. */
export interface DigestTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What belongs to it and is no figure. */
  readonly note?: string | undefined;
}

interface Spoken {
  readonly words: PageWords;
  readonly bot: Words;
}

type Tables = Readonly<Record<string, DigestTable | undefined>>;

/** The tables of a lead's digest, by section; sections without figures have none. */
export function districtTables(spoken: Spoken, facts: DistrictFacts, names: DigestNames): Tables {
  return {
    headline: schoolsTable(spoken, facts),
    do_this_week: asksTable(spoken, facts, names),
    momentum: signsTable(spoken, facts),
    waves: wavesTable(spoken, facts.waves, names),
    in_the_way: reasonsTable(spoken, facts),
    seen_heard: seenTable(spoken, facts),
    pd: trainingsTable(spoken, facts),
    call_list: callsTable(spoken, facts, names),
    plumbing: plumbingTable(spoken, facts),
  };
}

/** The tables of a principal's note, by section. */
export function noteTables(
  { words, bot }: Spoken,
  { coming }: PrincipalFacts,
  names: DigestNames,
): Tables {
  const rows = coming.flatMap((each) => {
    const event = comingWords(bot, each, names);
    return event === undefined ? [] : [[bot.day(each.day), event]];
  });
  const columns = [words.say("digest_col_day", {}), words.say("digest_col_event", {})];
  return { coming_up: orNone({ columns, rows }) };
}

/** A table without rows is left out; a note alone is said. */
function orNone(table: DigestTable): DigestTable | undefined {
  return table.rows.length > 0 || table.note !== undefined ? table : undefined;
}

function schoolsTable({ words }: Spoken, { schools }: DistrictFacts): DigestTable {
  const rows = ["joined", "total", "fresh"] as const;
  return {
    columns: [words.say("digest_col_what", {}), words.say("digest_col_count", {})],
    rows: rows.map((each) => [words.say(`digest_col_${each}`, {}), String(schools[each])]),
  };
}

function asksTable({ words, bot }: Spoken, { asks }: DistrictFacts, names: DigestNames) {
  const columns = ["what", "who", "due"] as const;
  return orNone({
    columns: columns.map((each) => words.say(`digest_col_${each}`, {})),
    rows: asks.flatMap((ask) => {
      const what = askWords(bot, ask, names);
      const due = ask.due ? bot.day(ask.due) : "";
      return what === undefined ? [] : [[what, names.people.get(ask.owner) ?? "", due]];
    }),
  });
}

function signsTable({ words, bot }: Spoken, { signs }: DistrictFacts) {
  const kinds = ["answered", "tried", "thanked"] as const;
  const practices = practiceNames(bot, signs.practices);
  return orNone({
    columns: [words.say("digest_col_sign", {}), words.say("digest_col_schools", {})],
    rows: kinds
      .filter((kind) => signs[kind] > 0)
      .map((kind) => [words.say(`digest_row_${kind}`, {}), String(signs[kind])]),
    note:
      practices.length > 0
        ? words.say("digest_practices", { names: words.list(practices) })
        : undefined,
  });
}

/** A column for each wave: a phone is narrow. What nobody said in any wave is left out. */
function wavesTable({ words }: Spoken, waves: readonly WaveFact[], names: DigestNames) {
  const told = waves.flatMap(({ wave, counts }) => {
    const name = names.waves.get(wave);
    return counts && name !== undefined ? [{ name, counts }] : [];
  });
  const few = waves.flatMap(({ wave, counts }) => (counts ? [] : (names.waves.get(wave) ?? [])));
  const isSaid = (each: (typeof waveCounts)[number]) =>
    ALWAYS_SAID.has(each) || told.some(({ counts }) => counts[each] > 0);
  const rows = waveCounts
    .filter(isSaid)
    .map((each) => [
      words.say(`digest_col_${each}`, {}),
      ...told.map(({ counts }) => String(counts[each])),
    ]);
  return orNone({
    columns: [words.say("digest_col_answer", {}), ...told.map(({ name }) => name)],
    rows: told.length > 0 ? rows : [],
    note: few.length > 0 ? `${words.list(few)}: ${words.say("digest_few", {})}.` : undefined,
  });
}

const ALWAYS_SAID: ReadonlySet<string> = new Set(["yes", "not_yet", "no", "silent"]);

function reasonsTable({ words, bot }: Spoken, { inTheWay }: DistrictFacts) {
  const columns = ["reason", "schools", "sent"] as const;
  return orNone({
    columns: columns.map((each) => words.say(`digest_col_${each}`, {})),
    rows: inTheWay.map(({ pitfall, sites }) => {
      const found = bot.library.pitfalls.find(({ code }) => code === pitfall);
      return [pitfallLabel(bot, pitfall), String(sites), found?.connection.nextStep ?? ""];
    }),
  });
}

function seenTable({ words, bot }: Spoken, { seen }: DistrictFacts) {
  const columns = ["look", "rooms", "of", "visited"] as const;
  return orNone({
    columns: columns.map((each) => words.say(`digest_col_${each}`, {})),
    rows: seen.flatMap(({ lookFor, rooms, of, sites }) => {
      const look = bot.library.lookFors.find(({ id }) => id === lookFor);
      return look ? [[look.statement, String(rooms), String(of), String(sites)]] : [];
    }),
  });
}

function trainingsTable({ words, bot }: Spoken, { trainings }: DistrictFacts) {
  const columns = ["training", "minutes", "why"] as const;
  return orNone({
    columns: columns.map((each) => words.say(`digest_col_${each}`, {})),
    rows: trainings
      .flatMap((each) => trainingLine(bot, each))
      .map(({ session_title = "", minutes = "", evidence = "" }) => [
        session_title,
        minutes,
        evidence,
      ]),
  });
}

function callsTable({ words, bot }: Spoken, { calls }: DistrictFacts, names: DigestNames) {
  const columns = ["school", "reason", "days"] as const;
  return orNone({
    columns: columns.map((each) => words.say(`digest_col_${each}`, {})),
    rows: calls.flatMap((call) => {
      const school = names.sites.get(call.site);
      return school === undefined ? [] : [[school, callReason(bot, call), String(call.days)]];
    }),
  });
}

function plumbingTable({ words, bot }: Spoken, { plumbing }: DistrictFacts) {
  if (!plumbing) return undefined;
  const rows = ["delivered", "failed", "stopped", "paused"] as const;
  return {
    columns: [words.say("digest_col_what", {}), words.say("digest_col_count", {})],
    rows: rows.map((each) => [words.say(`digest_col_${each}`, {}), String(plumbing[each])]),
    note: plumbing.halted ? bot.say("digest_halted", {}) : undefined,
  };
}
