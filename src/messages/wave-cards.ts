import { displayName, type Person } from "#domain/roster.ts";
import type { AnswerKind, CallTask, Wave } from "#domain/wave.ts";
import type { Card } from "#ports/card.ts";
import { button } from "./actions.ts";
import type { Words } from "./words.ts";

export interface DryRun {
  readonly wave: Wave;
  readonly schoolCount: number;
  readonly replyBy: string;
  /** Arrival times in words, each with its schools' names. */
  readonly arrivals: readonly { readonly when: string; readonly schools: readonly string[] }[];
  /** Schools without a principal, and who gets the invitation instead. */
  readonly vacancies: readonly { readonly school: string; readonly person: string }[];
  readonly unreachable: readonly string[];
}

/** More names than this are counted, not listed. */
const MOST_NAMES = 8;

/** What opening a wave would do; nothing is sent before its button is pressed. */
export function dryRunCard(words: Words, dryRun: DryRun): Card {
  const { wave, schoolCount } = dryRun;
  const count = String(schoolCount);
  const text = words.say("dry_run_text", { wave_name: wave.name, count, reply_by: dryRun.replyBy });
  const vacancies = dryRun.vacancies.map((vacancy) => words.say("dry_run_vacancy", vacancy));
  const fields = [
    { label: words.say("dry_run_vacancies", {}), value: vacancies.join("\n") },
    { label: words.say("dry_run_unreachable", {}), value: words.list(dryRun.unreachable) },
  ];
  return {
    title: words.say("dry_run_title", { wave_name: wave.name }),
    text,
    table: {
      columns: [words.say("dry_run_column_when", {}), words.say("dry_run_column_sites", {})],
      rows: dryRun.arrivals.map(({ when, schools }) => [when, schoolList(schools)]),
    },
    fields: fields.filter(({ value }) => value !== ""),
    buttons: [
      {
        ...button(words.say("button_open_wave", { count }), "open-wave", [wave.id]),
        style: "primary",
      },
    ],
    fallback: text,
  };
}

function schoolList(schools: readonly string[]): string {
  const shown = schools.slice(0, MOST_NAMES).join(", ");
  const rest = schools.length - MOST_NAMES;
  return rest > 0 ? `${schools.length}: ${shown} + ${rest}` : `${schools.length}: ${shown}`;
}

export type AnswerCounts = Readonly<Record<AnswerKind | "silent", number>>;

/** The lead's live card: counts of sites, never of people. */
export function waveCard(words: Words, wave: Wave, counts: AnswerCounts): Card {
  const answered = counts.yes + counts.not_yet + counts.no + counts.question + counts.stop;
  const closed = wave.state === "closed";
  const fields: [string, number][] = [
    [words.say("wave_field_yes", {}), counts.yes],
    [words.say("wave_field_not_yet", {}), counts.not_yet],
    [words.say("wave_field_no", {}), counts.no],
    [words.say("wave_field_question", {}), counts.question],
    [words.say("wave_field_stop", {}), counts.stop],
    [words.say("wave_field_silent", {}), counts.silent],
  ];
  return {
    title: words.say("wave_card_title", { wave_name: wave.name }),
    text: closed
      ? words.say("wave_card_closed", { wave_name: wave.name })
      : words.say("wave_card_text", { count: String(answered) }),
    fields: fields.map(([label, value]) => ({ label, value: String(value) })),
    chart: {
      title: words.say("wave_card_title", { wave_name: wave.name }),
      bars: fields.map(([label, value]) => ({ label, value })),
    },
    fallback: words.say("wave_card_fallback", {
      wave_name: wave.name,
      yes: String(counts.yes),
      not_yet: String(counts.not_yet),
      no: String(counts.no),
      questions: String(counts.question),
      stopped: String(counts.stop),
      silent: String(counts.silent),
    }),
  };
}

/** Every wave with its state. */
export function waveListCard(words: Words, waves: readonly Wave[]): Card {
  const lines = waves.map((wave) =>
    words.say("wave_list_line", {
      wave_name: wave.name,
      state: words.say(`wave_state_${wave.state}`, {}),
    }),
  );
  const text = lines.length > 0 ? lines.join("\n") : words.say("wave_list_empty", {});
  return {
    title: words.say("wave_list_title", {}),
    text,
    context: words.say("wave_list_context", {}),
    fallback: text,
  };
}

/** One school's last answer. */
export interface SchoolAnswer {
  readonly school: string;
  readonly kind: AnswerKind;
  readonly by: string;
  /** Labels, joined; "" where nothing was said. */
  readonly inTheWay: string;
}

/** A wave's answers by school, for the leads who help them. */
export function waveStatusCard(
  words: Words,
  wave: Wave,
  { answers, total }: { readonly answers: readonly SchoolAnswer[]; readonly total: number },
): Card {
  const text = words.say("wave_status_text", {
    count: String(answers.length),
    schools_total: String(total),
  });
  return {
    title: wave.name,
    text,
    table: {
      columns: [
        words.say("dry_run_column_sites", {}),
        words.say("wave_status_answer", {}),
        words.say("wave_status_by", {}),
        words.say("wave_status_in_the_way", {}),
      ],
      rows: answers.map(({ school, kind, by, inTheWay }) => [
        school,
        words.library.pollAnswers[kind] ?? kind,
        by,
        inTheWay,
      ]),
    },
    fallback: text,
  };
}

export interface CallLine {
  readonly task: CallTask;
  readonly school: string;
  readonly waveName: string;
  readonly principals: readonly Person[];
}

/** Slack shows five buttons in a row; the command lists the rest. */
const MOST_CALL_BUTTONS = 5;

/** Schools that should hear from a person; each can be ticked off once somebody called. */
export function callsCard(words: Words, lines: readonly CallLine[], most: number): Card {
  const shown = lines.slice(0, most);
  const rest = lines.length - shown.length;
  const list = shown.map(({ task, school, waveName, principals }) =>
    words.say(`calls_${task.reason}`, {
      school,
      wave_name: waveName,
      names: words.list(principals.map(displayName)) || "–",
    }),
  );
  if (lines.length === 0) {
    const text = words.say("calls_empty", {});
    return { title: words.say("calls_title", {}), text, fallback: text };
  }
  return {
    title: words.say("calls_title", {}),
    text: [words.say("calls_text", {}), ...list].join("\n"),
    buttons: shown
      .slice(0, MOST_CALL_BUTTONS)
      .map(({ task, school }) =>
        button(words.say("button_called", { school }), "log-call", [task.id]),
      ),
    context: rest > 0 ? words.say("calls_more", { count: String(rest) }) : undefined,
    fallback: list.join(" "),
  };
}

/** A principal's question, to the lead. */
export function questionCard(
  words: Words,
  question: { school: string; person: string; waveName: string; text: string; task: string },
): Card {
  const text = words.say("question_lead_text", {
    person: question.person,
    wave_name: question.waveName,
    text: question.text,
  });
  return {
    title: words.say("question_lead_title", { school: question.school }),
    text,
    buttons: [
      button(words.say("button_called", { school: question.school }), "log-call", [question.task]),
    ],
    context: words.say("question_lead_context", {}),
    fallback: text,
  };
}
