import { expect, test } from "vitest";
import { nothingKnown } from "#domain/known-names.ts";
import { fold } from "#domain/names.ts";
import { findPrivateText } from "#domain/private-text.ts";
import { toStaffNames } from "#domain/staff-names.ts";
import { findStudentNames } from "#domain/student-names.ts";
import {
  colleagues,
  figuresOf,
  judge,
  type Labelled,
  readSentences,
} from "#test/guard/labelled.ts";
import { readStaff } from "#test/guard/sample-staff.ts";
import { quantile, report, spread } from "./figures.ts";

const labels = ["student_name", "private", "ok"] as const;
const LENGTH = 500;
const ROUNDS = 400;

const all = readSentences();
const percent = (part: number): string => `${(100 * part).toFixed(1)} %`;

test("what the guard holds, of sentences that we wrote", () => {
  const parts: Readonly<Record<string, readonly Labelled[]>> = {
    all,
    "that the rules were built with": all.filter(({ part }) => part === "built"),
    "written last": all.filter(({ part }) => part === "fresh"),
    English: all.filter(({ language }) => language === "en"),
    Spanish: all.filter(({ language }) => language === "es"),
  };
  for (const [name, some] of Object.entries(parts)) {
    const figures = figuresOf(some);
    report(`Guard: ${name}, ${some.length} sentences`, {
      ...Object.fromEntries(labels.map((label) => [`is ${label}`, confusionOf(some, label)])),
      "recall of names": percent(figures.nameRecall),
      "recall of private matters": percent(figures.privateRecall),
      precision: percent(figures.precision),
    });
  }
  expect(figuresOf(all).nameRecall).toBeGreaterThanOrEqual(0.95);
});

function confusionOf(some: readonly Labelled[], label: Labelled["label"]): string {
  const judged = some.filter((each) => each.label === label).map(({ text }) => judge(text));
  const count = (as: string) => judged.filter((each) => each === as).length;
  return labels.map((as) => `${String(count(as)).padStart(3)} read as ${as}`).join(", ");
}

test("how long a check of 500 letters takes, without what is looked up", () => {
  const texts = all.map((_, at) => {
    const some = [...all.slice(at), ...all].map(({ text }) => text);
    return some.join(" ").slice(0, LENGTH);
  });
  const plain = all.filter(({ label }) => label === "ok").map(({ text }) => text);
  const calm = plain.map((_, at) => [...plain.slice(at), ...plain].join(" ").slice(0, LENGTH));
  const small = toStaffNames(colleagues.map(fold));
  const large = toStaffNames(readStaff());
  report("Guard: one check of 500 letters", {
    "nothing in it": timeOf(calm, small),
    "names and matters in it": timeOf(texts, small),
    "beside 4,900 names at once": timeOf(texts, large),
  });
});

function timeOf(texts: readonly string[], staff: ReturnType<typeof toStaffNames>): string {
  const knowledge = { known: nothingKnown, staff };
  const times = Array.from({ length: ROUNDS }, (_, at) => {
    const text = texts[at % texts.length] ?? "";
    const from = performance.now();
    findPrivateText(text);
    findStudentNames(text, knowledge);
    return 1000 * (performance.now() - from);
  });
  const p99 = Math.round(quantile(times, 0.99));
  return `${spread(times.slice(ROUNDS / 2), "µs")}, p99 ${p99} µs`;
}
