import type { Wave } from "#domain/wave.ts";
import type { Button, Card, Field } from "#ports/card.ts";
import { button } from "./actions.ts";
import { MOST_NAMES, nameList } from "./name-list.ts";
import { waveFacts } from "./wave-facts-card.ts";
import type { Words } from "./words.ts";

interface Until {
  /** A day or a month in words. */
  readonly until: string;
  readonly schools: readonly string[];
}

interface People {
  readonly school: string;
  readonly names: readonly string[];
}

export interface DryRun {
  readonly wave: Wave;
  /** Schools of the wave, and how many of them would get a message. */
  readonly schoolCount: number;
  readonly askedCount: number;
  readonly replyBy: string;
  /** Arrival times in words, each with its schools' names. */
  readonly arrivals: readonly { readonly when: string; readonly schools: readonly string[] }[];
  /** Schools without a principal, and who gets the invitation instead. */
  readonly vacancies: readonly { readonly school: string; readonly person: string }[];
  readonly breaks: readonly Until[];
  readonly testing: readonly Until[];
  readonly snoozed: readonly Until[];
  readonly nobody: readonly string[];
  readonly noBot: readonly string[];
  readonly stopped: readonly string[];
  /** Another wave that is open waits for them; they said "not this year", this year. */
  readonly elsewhere: readonly string[];
  readonly notThisYear: readonly string[];
  readonly noChange: readonly string[];
  readonly joined: readonly string[];
  readonly noSchoolDay: readonly string[];
  /** People who cannot be written to, also where a colleague of theirs can. */
  readonly noAccount: readonly People[];
}

/** What opening a wave would do; nothing is sent before its button is pressed, and then another. */
export function dryRunCard(words: Words, dryRun: DryRun): Card {
  const text = dryRunText(words, dryRun);
  return {
    title: words.say("dry_run_title", { wave_name: dryRun.wave.name }),
    text,
    table:
      dryRun.arrivals.length > 0
        ? {
            columns: [words.say("dry_run_column_when", {}), words.say("dry_run_column_sites", {})],
            rows: dryRun.arrivals.map(({ when, schools }) => [when, schoolList(words, schools)]),
          }
        : undefined,
    fields: [...obstacleFields(words, dryRun), ...waveFacts(words, dryRun.wave)],
    buttons: dryRunButtons(words, dryRun),
    fallback: text,
  };
}

function dryRunText(words: Words, dryRun: DryRun): string {
  const { wave, schoolCount, askedCount, noChange } = dryRun;
  const wave_name = wave.name;
  if (schoolCount === 0) return words.say("dry_run_empty", { wave_name });
  const rest = schoolCount - askedCount;
  const lines = [
    askedCount === 0
      ? words.say("dry_run_none", { wave_name })
      : words.say("dry_run_text", {
          wave_name,
          count: String(askedCount),
          reply_by: words.day(dryRun.replyBy),
        }),
    rest > 0 && askedCount > 0 ? words.say("dry_run_rest", { count: String(rest) }) : "",
    noChange.length > 0
      ? words.say("dry_run_write_change", { count: String(noChange.length), wave_name })
      : "",
  ];
  return lines.filter((line) => line !== "").join("\n");
}

function obstacleFields(words: Words, dryRun: DryRun): Field[] {
  const untils = (list: readonly Until[]): string =>
    lines(list.map((one) => untilLine(words, one)));
  const vacancies = dryRun.vacancies.map((vacancy) => words.say("dry_run_vacancy", vacancy));
  const people = dryRun.noAccount.map(({ school, names }) =>
    names.length === 0 ? school : words.say("dry_run_people", { school, names: words.list(names) }),
  );
  const fields = [
    { label: words.say("dry_run_no_change", {}), value: nameList(words, dryRun.noChange) },
    { label: words.say("dry_run_vacancies", {}), value: lines(vacancies) },
    { label: words.say("dry_run_no_principal", {}), value: nameList(words, dryRun.nobody) },
    { label: words.say("dry_run_no_account", {}), value: lines(people) },
    { label: words.say("dry_run_no_bot", {}), value: nameList(words, dryRun.noBot) },
    { label: words.say("dry_run_stopped", {}), value: nameList(words, dryRun.stopped) },
    { label: words.say("dry_run_breaks", {}), value: untils(dryRun.breaks) },
    { label: words.say("dry_run_testing", {}), value: untils(dryRun.testing) },
    { label: words.say("dry_run_snoozed", {}), value: untils(dryRun.snoozed) },
    { label: words.say("dry_run_joined", {}), value: nameList(words, dryRun.joined) },
    { label: words.say("dry_run_elsewhere", {}), value: nameList(words, dryRun.elsewhere) },
    { label: words.say("dry_run_not_this_year", {}), value: nameList(words, dryRun.notThisYear) },
    { label: words.say("dry_run_quiet", {}), value: nameList(words, dryRun.noSchoolDay) },
  ];
  return fields.filter(({ value }) => value !== "");
}

function untilLine(words: Words, { until, schools }: Until): string {
  return words.say("dry_run_until", { day: until, names: nameList(words, schools) });
}

/** As many lines as names are listed; the rest is a number. */
function lines(all: readonly string[]): string {
  const rest = all.length - MOST_NAMES;
  return [...all.slice(0, MOST_NAMES), ...(rest > 0 ? [`+ ${rest}`] : [])].join("\n");
}

function openLabel(words: Words, count: number): string {
  if (count === 1) return words.say("button_open_wave_one", {});
  return words.say("button_open_wave", { count: String(count) });
}

function schoolList(words: Words, schools: readonly string[]): string {
  return `${schools.length}: ${nameList(words, schools)}`;
}

function dryRunButtons(words: Words, { wave, askedCount, noChange }: DryRun): Button[] {
  const choose = button(words.say("button_choose_schools", {}), "choose-schools", [wave.id]);
  const edit = button(words.say("button_edit_wave", {}), "edit-wave", [wave.id]);
  const change = button(words.say("button_write_change", {}), "write-change", [wave.id]);
  const open = button(openLabel(words, askedCount), "open-wave", [wave.id]);
  if (noChange.length > 0) return [{ ...change, style: "primary" }, choose, edit];
  if (askedCount === 0) return [{ ...choose, style: "primary" }, edit];
  return [{ ...open, style: "primary" }, choose, edit];
}
