import process from "node:process";
import type { CommandLine } from "#compose";
import { ProductError } from "#domain/errors.ts";
import { importStudents } from "#usecases/import-students.ts";
import { chooseDistrict } from "#usecases/link-workspace.ts";

export interface StudentFlags {
  readonly remove: boolean;
  readonly district?: string | undefined;
  readonly json: boolean;
}

/** Takes in the list of students as hashes, or removes it. Throws what the reading throws. */
export async function runStudents(
  { product, readStudents }: CommandLine,
  path: string | undefined,
  flags: StudentFlags,
): Promise<void> {
  const district = chooseDistrict(await product.store.listDistricts(), flags.district);
  if ((path === undefined) !== flags.remove) {
    throw new ProductError("FLAG_INVALID", "Name a file, or say --remove.");
  }
  const students = path === undefined ? [] : await readStudents(path);
  await importStudents(product, district, students);
  const facts = { district, students: students.length };
  process.stdout.write(flags.json ? `${JSON.stringify(facts)}\n` : `${toText(students.length)}\n`);
}

function toText(count: number): string {
  if (count === 0) return "The list of students is removed. The guard goes by its rules alone.";
  return `${count} students are known to the guard from now on. Only hashes were kept: delete the file where it is not needed.`;
}
