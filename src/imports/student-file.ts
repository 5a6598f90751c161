import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { ProductError } from "#domain/errors.ts";
import type { ListedStudent } from "#domain/listed-names.ts";
import { readTable } from "./csv-table.ts";
import { newMeter } from "./meter.ts";
import { invalid, newProblems } from "./problems.ts";

const MEGABYTE = 1024 * 1024;
const MOST_MEGABYTES = 50;

/**
 * Reads a district's own list of students: given_name, family_name, and where it has them preferred_name
 * and student_id. Throws ANSWERS_NOT_FOUND, or IMPORT_INVALID naming lines and columns, and no name.
 */
export async function readStudents(path: string): Promise<readonly ListedStudent[]> {
  const file = basename(path);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new ProductError("ANSWERS_NOT_FOUND", `There is no file ${path}.`);
  if (found.size > MOST_MEGABYTES * MEGABYTE)
    throw invalid({ file, reason: `is larger than ${MOST_MEGABYTES} MB` });
  return parseStudents(file, await readFile(path));
}

function parseStudents(file: string, bytes: Uint8Array): readonly ListedStudent[] {
  const problems = newProblems();
  const students: ListedStudent[] = [];
  const table = {
    file,
    bytes,
    required: ["given_name", "family_name"] as const,
    optional: ["preferred_name", "student_id"] as const,
  };
  readTable(table, { problems, meter: newMeter(bytes.length, undefined), mode: "bulk" }, (row) => {
    students.push({
      givenName: row.filled("given_name"),
      familyName: row.filled("family_name"),
      preferredName: row.cell("preferred_name"),
      studentId: row.cell("student_id"),
    });
  });
  if (students.length === 0) problems.add({ file, reason: "names no student" });
  problems.throwIfAny();
  return students;
}
