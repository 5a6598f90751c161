import { readFileSync } from "node:fs";
import process from "node:process";
import type { CommandLine } from "#compose";
import { ProductError } from "#domain/errors.ts";
import { languages } from "#domain/language.ts";
import type { Finding } from "#domain/lint-words.ts";
import {
  type CannotSay,
  type LintedText,
  type LintReport,
  lintLibrary,
  lintTexts,
  type TextToLint,
} from "#usecases/lint-library.ts";

export interface LintFlags {
  readonly json: boolean;
}

/**
 * `groundswell lint-words [file]`: looks at the product's words and each district's own, or at the texts of a
 * file; true if nothing has to be mended. Throws FLAG_INVALID for a file that cannot be read.
 */
export async function runLintWords(
  { product }: Pick<CommandLine, "product">,
  file: string | undefined,
  flags: LintFlags,
): Promise<boolean> {
  const report =
    file === undefined ? await lintLibrary(product) : lintTexts(product, readTexts(file));
  process.stdout.write(flags.json ? `${JSON.stringify(report)}\n` : toText(report));
  return !report.found.some(isError);
}

function isError({ fault, findings }: LintedText): boolean {
  return fault !== undefined || findings.some(({ level }) => level === "error");
}

/** {"en": {"invite": "..."}, "es": {...}}. */
function readTexts(file: string): readonly TextToLint[] {
  const given = parse(file);
  return languages.flatMap((language) => {
    const texts = isTable(given) ? given[language] : undefined;
    if (texts === undefined) return [];
    if (!isTable(texts)) throw notTexts(file);
    return Object.entries(texts).map(([key, text]) => {
      if (typeof text !== "string") throw notTexts(file);
      return { language, key, text };
    });
  });
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw notTexts(file, cause);
  }
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function notTexts(file: string, cause?: unknown): ProductError {
  const like = '{"en": {"invite": "..."}, "es": {"invite": "..."}}';
  return new ProductError("FLAG_INVALID", `"${file}" is no file of texts. Write it like ${like}.`, {
    cause,
  });
}

function toText({ looked, found }: LintReport): string {
  const errors = found.filter(isError).length;
  const lines = found.flatMap(toLines);
  const end = `${looked} texts looked at: ${errors} to mend, ${found.length - errors} to look at.`;
  return `${[...lines, end].join("\n")}\n`;
}

function toLines({ language, key, district, fault, missing, findings }: LintedText): string[] {
  const where = `${district === undefined ? "" : `${district} `}${language} ${key}`;
  return [
    ...(fault ? [`FIX   ${where}: ${sayTextFault(fault)}`] : []),
    ...findings.map((one) => `${one.level === "error" ? "FIX " : "look"}  ${where}: ${say(one)}`),
    ...(missing.length > 0 ? [`look  ${where}: no longer says ${missing.join(", ")}`] : []),
  ];
}

function sayTextFault(fault: CannotSay): string {
  if (fault.name !== undefined) return `{${fault.name}} cannot be filled in there as it is written`;
  return fault.fault === "no_such_text" ? "no text has this name" : fault.fault;
}

function say({ fault, field, about }: Finding): string {
  const what = fault.replaceAll("_", " ");
  return [
    ...(field ? [`${field}:`] : []),
    what,
    ...(about === undefined ? [] : [`(${about})`]),
  ].join(" ");
}
