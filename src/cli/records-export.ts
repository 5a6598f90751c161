import { appendFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import type { CommandLine } from "#compose";
import { BYTE_ORDER_MARK } from "#domain/csv-line.ts";
import { ProductError } from "#domain/errors.ts";
import { type RecordType, recordTypes } from "#domain/records.ts";
import type { StoredRecord } from "#ports/record-rows.ts";
import { readRecords, startExport, type TypeCount } from "#usecases/export-records.ts";
import type { Product } from "#usecases/product.ts";
import { type RecordAsk, type Selection, selectRecords } from "#usecases/select-records.ts";
import { print } from "./print.ts";
import { csvHead, csvRow } from "./records-csv.ts";

export interface ExportFlags extends RecordAsk {
  readonly out?: string | undefined;
  readonly json: boolean;
}

type Write = (text: string) => void;

/**
 * Gives out what is meant: to a folder, or one type as CSV or all of it as JSON to the terminal.
 * Throws what selecting throws, FLAG_INVALID, and RECORDS_UNWRITABLE for files that are there already.
 */
export async function runExport({ product }: CommandLine, flags: ExportFlags): Promise<void> {
  const { out, json, type } = flags;
  if (out === undefined && !json && type === undefined) {
    const what = "--out: name a folder, or ask for one --type or for --json.";
    throw new ProductError("FLAG_INVALID", what);
  }
  const selection = await selectRecords(product, flags);
  const folder = out === undefined ? undefined : prepareFolder(out);
  const counts = await startExport(product, selection);
  const toScreen: Write = (text) => void process.stdout.write(text);
  if (folder !== undefined) await writeFolder(product, selection, { folder, counts });
  else if (json) await writeJson(product, selection, { counts, write: toScreen });
  else
    for (const { type: only } of counts)
      await writeCsv(product, selection, { only, write: toScreen });
}

interface Filling {
  readonly folder: string;
  readonly counts: readonly TypeCount[];
}

async function writeFolder(
  product: Product,
  selection: Selection,
  { folder, counts }: Filling,
): Promise<void> {
  for (const { type: only } of counts) {
    const write = newFile(path.join(folder, csvName(only)));
    write(BYTE_ORDER_MARK);
    await writeCsv(product, selection, { only, write });
  }
  await writeJson(product, selection, { counts, write: newFile(path.join(folder, JSON_NAME)) });
  const lines = counts.map(({ type, count }) => `${csvName(type)}: ${count}`);
  print(false, counts, [...lines, `Written to ${folder}, for this account alone.`]);
}

async function writeCsv(
  product: Product,
  selection: Selection,
  { only, write }: { readonly only: RecordType; readonly write: Write },
): Promise<void> {
  let isFirst = true;
  for await (const part of readRecords(product, selection, only)) {
    const [first] = part;
    if (isFirst && first) write(csvHead(first));
    isFirst = false;
    write(part.map(csvRow).join(""));
  }
}

async function writeJson(
  product: Product,
  selection: Selection,
  { counts, write }: { readonly counts: readonly TypeCount[]; readonly write: Write },
): Promise<void> {
  const { district, filter } = selection;
  write(`{"district":${JSON.stringify(district)},"asked":${JSON.stringify(filter)},"records":{`);
  for (const [index, { type }] of counts.entries()) {
    write(`${index > 0 ? "," : ""}\n${JSON.stringify(type)}:[`);
    let before = "\n";
    for await (const part of readRecords(product, selection, type)) {
      write(`${before}${part.map(toJson).join(",\n")}`);
      before = ",\n";
    }
    write("]");
  }
  write("}}\n");
}

function toJson({ values }: StoredRecord): string {
  return JSON.stringify(values);
}

const JSON_NAME = "records.json";

function csvName(type: RecordType): string {
  return `${type}.csv`;
}

/** Made for this account alone. Nothing in it is written over. */
function prepareFolder(folder: string): string {
  const names = [...recordTypes.map(csvName), JSON_NAME];
  const there = names.find((name) => existsSync(path.join(folder, name)));
  if (there !== undefined) {
    throw new ProductError("RECORDS_UNWRITABLE", `--out: "${folder}" has a file ${there} already.`);
  }
  return writable(folder, () => void mkdirSync(folder, { recursive: true, mode: 0o700 }));
}

function newFile(file: string): Write {
  writable(file, () => writeFileSync(file, "", { mode: 0o600, flag: "wx" }));
  return (text) => appendFileSync(file, text);
}

function writable(where: string, work: () => void): string {
  try {
    work();
    return where;
  } catch (error) {
    throw unwritable(where, error);
  }
}

function unwritable(where: string, cause: unknown): ProductError {
  const what = `--out: "${where}" cannot be written.`;
  return new ProductError("RECORDS_UNWRITABLE", what, { cause });
}
