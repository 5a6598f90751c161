import { readFile, stat } from "node:fs/promises";
import { ProductError } from "#domain/errors.ts";
import { invalid } from "./problems.ts";

const MEGABYTE = 1024 * 1024;
const MOST_MEGABYTES = 5;

/** The text of a calendar on this machine. Throws CALENDAR_NOT_FOUND, or IMPORT_INVALID for a large one. */
export async function readCalendarFile(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new ProductError("CALENDAR_NOT_FOUND", `There is no file ${path}.`);
  if (found.size > MOST_MEGABYTES * MEGABYTE)
    throw invalid({ file: path, reason: `is larger than ${MOST_MEGABYTES} MB` });
  return await readFile(path, "utf8");
}
