import { readFile } from "node:fs/promises";
import path from "node:path";
import type { ListedStudent } from "#domain/listed-names.ts";
import { readTable } from "./csv-table.ts";
import { noMeter } from "./meter.ts";
import { invalid, newProblems } from "./problems.ts";

/**
 * Reads a district's own list of students: given_name, family_name, and where it has them preferred_name
 * and student_id. Throws IMPORT_INVALID naming file, line and column, and no name.
 */
export async function readStudents(file: string): Promise<readonly ListedStudent[]> {
  const name = path.basename(file);
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw invalid({ file: name, reason: "cannot be read" }, { cause });
  });
  const problems = newProblems();
  const students: ListedStudent[] = [];
  const table = {
    file: name,
    bytes,
    required: ["given_name", "family_name"] as const,
    optional: ["preferred_name", "student_id"] as const,
  };
  readTable(table, { problems, meter: noMeter, mode: "bulk" }, (row) => {
    students.push({
      givenName: row.filled("given_name"),
      familyName: row.filled("family_name"),
      preferredName: row.cell("preferred_name"),
      studentId: row.cell("student_id"),
    });
  });
  if (students.length === 0) problems.add({ file: name, reason: "names no student" });
  problems.throwIfAny();
  return students;
}
