import type { Chart } from "#domain/chart.ts";
import type { AnswerKind, Wave } from "#domain/wave.ts";
import type { Card } from "#ports/card.ts";
import type { Words } from "./words.ts";

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
  const fallback = words.say("wave_card_fallback", {
    wave_name: wave.name,
    yes: String(counts.yes),
    not_yet: String(counts.not_yet),
    no: String(counts.no),
    questions: String(counts.question),
    stopped: String(counts.stop),
    silent: String(counts.silent),
  });
  return {
    title: words.say("wave_card_title", { wave_name: wave.name }),
    text: closed
      ? words.say("wave_card_closed", { wave_name: wave.name })
      : words.say("wave_card_text", { count: String(answered) }),
    fields: fields.map(([label, value]) => ({ label, value: String(value) })),
    charts: [answersChart(words, fields, fallback)],
    fallback,
  };
}

function answersChart(
  words: Words,
  fields: readonly (readonly [label: string, count: number])[],
  says: string,
): Chart {
  return {
    kind: "bars",
    title: words.say("chart_answers", {}),
    says,
    axis: words.say("chart_answer", {}),
    labels: fields.map(([label]) => label),
    series: [{ name: words.say("chart_schools", {}), values: fields.map(([, count]) => count) }],
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
