import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { ProductError } from "#domain/errors.ts";
import type { ListedStudent } from "#domain/listed-names.ts";
import { readTable } from "./csv-table.ts";
import { newMeter } from "./meter.ts";
import { invalid, newProblems } from "./problems.ts";

const MEGABYTE = 1024 * 1024;
const MOST_MEGABYTES = 50;
const MOST_HEADER = 4096;

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

const HEADER = /^[^\r\n]*/;
const OTHER_SIGN = /[;\t]/;
const CAPITALS = /[A-Z]/g;
const BLANKS = /(?<=[a-z]) (?=[a-z])/g;

/** "Given Name" is given_name; whoever saves with another sign than a comma reads so. */
function withPlainHeader(file: string, bytes: Buffer): Uint8Array {
  const [header = ""] = HEADER.exec(bytes.toString("latin1", 0, MOST_HEADER)) ?? [];
  if (!header.includes(",") && OTHER_SIGN.test(header)) {
    const sign = header.includes(";") ? "semicolons" : "tabs";
    throw invalid({
      file,
      line: 1,
      reason: `has ${sign} between its columns; save it with commas`,
    });
  }
  const small = header.replace(CAPITALS, (letter) => letter.toLowerCase());
  const plain = Buffer.from(small.replace(BLANKS, "_"), "latin1");
  return Buffer.concat([plain, bytes.subarray(header.length)]);
}

function parseStudents(file: string, bytes: Buffer): readonly ListedStudent[] {
  const problems = newProblems();
  const students: ListedStudent[] = [];
  const table = {
    file,
    bytes: withPlainHeader(file, bytes),
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
  problems.throwIfAny();
  if (students.length === 0) throw invalid({ file, reason: "names no student" });
  return students;
}
