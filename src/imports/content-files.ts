import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Library } from "#domain/content.ts";
import { ProductError } from "#domain/errors.ts";
import type { Language } from "#domain/language.ts";
import { type Season, seasonIds } from "#domain/seasons.ts";
import { toVisitLibrary, visitSchemas } from "./content-visits.ts";
import { trainingSchema } from "./training-rules.ts";

const labelSchema = z.object({ id: z.string(), label: z.string() });
const seasonSchema = z.enum(seasonIds);
const sectionSchema = z.object({
  id: z.string(),
  title: z.string(),
  template: z.string(),
  empty: z.string(),
  max_items: z.number().int().positive().optional(),
});
const digestSchema = z.object({ subject: z.string(), sections: z.array(sectionSchema) });

const nudgeSchema = z.object({
  id: z.string(),
  audience: z.enum(["teacher", "principal"]),
  title: z.string(),
  body: z.string(),
  try_this: z.string(),
  practice: z.string(),
  minutes: z.number(),
  season: z.object({ prefer: z.array(seasonSchema), avoid: z.array(seasonSchema) }),
  praise_hook: z.string(),
  nothing_to_try: z.boolean().optional(),
});

const pitfallSchema = z.object({
  code: z.string(),
  label: z.string(),
  show_first: z.boolean(),
  connection: z.object({
    need: z.string(),
    support: z.string(),
    next_step: z.string(),
    minutes: z.number(),
    who_can_help: z.array(z.string()),
  }),
  values: z.array(z.string()),
  pd_sessions: z.array(z.string()),
  nudges: z.array(z.string()),
});

const praiseFieldSchema = z.object({
  field: z.string(),
  label: z.string(),
  help: z.string().default(""),
  required: z.boolean(),
  max_chars: z.number().default(100),
  options: z.array(z.string()).default([]),
});

const librarySchema = z.object({
  ...visitSchemas,
  placeholders: z.record(z.string(), z.string()),
  practices: z.array(labelSchema),
  core_values_sample: z.object({ values: z.array(labelSchema) }),
  nudges: z.array(nudgeSchema),
  pitfalls: z.array(pitfallSchema),
  connection_overrides: z.record(z.string(), z.string()),
  praise: z.object({
    form: z.array(praiseFieldSchema),
    weekly_prompts: z.array(z.string()).min(1),
    coach_lines: z.record(z.string(), z.string()),
  }),
  poll: z.object({
    answers: z.array(labelSchema),
    barrier_question: z.string(),
    who_sees: z.string(),
    change_mind: z.string(),
  }),
  messages: z.record(z.string(), z.object({ text: z.string(), title: z.string().optional() })),
  pd_sessions: z.array(trainingSchema),
  digest: z.object({
    district: digestSchema,
    principal: digestSchema,
    staff_channel: digestSchema,
  }),
  pulse_after_joining: z.object({
    items: z.array(z.string()).length(3),
    answers: z.array(z.string()).length(3),
  }),
  help_answers: z.array(z.object({ q: z.string(), a: z.string() })),
});

const contentSchema = z.object({
  library: librarySchema,
  bot: z.object({
    placeholders: z.record(z.string(), z.string()),
    texts: z.record(z.string(), z.string()),
  }),
});

/** The file of each language. */
const FILES: Readonly<Record<Language, string>> = { en: "en-US.json", es: "es.json" };

/**
 * Reads one language's library and the product's own words from a folder.
 * Throws CONTENT_INVALID with every entry that has the wrong shape.
 */
export function readContent(folder: string, language: Language = "en"): Library {
  const { library, bot } = readJson(path.join(folder, FILES[language]), contentSchema);
  return {
    ...toVisitLibrary(library),
    practices: library.practices,
    values: library.core_values_sample.values,
    nudges: library.nudges.map(toNudge),
    pitfalls: library.pitfalls.map(toPitfall),
    connectionOverrides: library.connection_overrides,
    praiseForm: library.praise.form.map(({ max_chars, ...field }) => ({
      ...field,
      maxChars: max_chars,
    })),
    weeklyPrompts: library.praise.weekly_prompts,
    coachLines: library.praise.coach_lines,
    pollAnswers: Object.fromEntries(library.poll.answers.map(({ id, label }) => [id, label])),
    sessions: library.pd_sessions,
    digest: toDigest(library.digest.district),
    roundup: toDigest(library.digest.staff_channel),
    principalNote: toDigest(library.digest.principal),
    pulse: library.pulse_after_joining,
    helpAnswers: library.help_answers.map(({ q, a }) => ({ question: q, answer: a })),
    placeholders: new Set([...Object.keys(library.placeholders), ...Object.keys(bot.placeholders)]),
    texts: { ...libraryTexts(library), ...bot.texts },
  };
}

function libraryTexts(library: z.infer<typeof librarySchema>): Record<string, string> {
  const texts: Record<string, string> = {
    poll_barrier_question: library.poll.barrier_question,
    poll_who_sees: library.poll.who_sees,
    poll_change_mind: library.poll.change_mind,
  };
  for (const [name, message] of Object.entries(library.messages)) {
    texts[name] = message.text;
    if (message.title !== undefined) texts[`${name}_title`] = message.title;
  }
  return texts;
}

function toNudge({
  try_this,
  praise_hook,
  nothing_to_try,
  season,
  ...nudge
}: z.infer<typeof nudgeSchema>) {
  const { prefer, avoid }: { prefer: readonly Season[]; avoid: readonly Season[] } = season;
  const isQuiet = nothing_to_try === true ? { nothingToTry: true } : {};
  return { ...nudge, ...isQuiet, prefer, avoid, tryThis: try_this, praiseHook: praise_hook };
}

function toPitfall({
  show_first,
  pd_sessions,
  connection,
  ...pitfall
}: z.infer<typeof pitfallSchema>) {
  const { next_step, who_can_help, ...rest } = connection;
  return {
    ...pitfall,
    showFirst: show_first,
    sessions: pd_sessions,
    connection: { ...rest, nextStep: next_step, whoCanHelp: who_can_help },
  };
}

function toDigest({ subject, sections }: z.infer<typeof digestSchema>) {
  return {
    subject,
    sections: sections.map(({ max_items, ...rest }) => ({ ...rest, most: max_items ?? 10 })),
  };
}

function readJson<T>(file: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseJson(file));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `${issue.path.join(".")}: ${issue.message.toLowerCase()}`,
  );
  throw new ProductError(
    "CONTENT_INVALID",
    `${path.basename(file)} has ${problems.length} problem(s): ${problems.slice(0, 10).join("; ")}.`,
  );
}

function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw notJson(file, cause);
  }
}

function notJson(file: string, cause: unknown): ProductError {
  return new ProductError("CONTENT_INVALID", `${path.basename(file)} is not JSON.`, { cause });
}
