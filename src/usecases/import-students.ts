import type { DistrictId } from "#domain/ids.ts";
import type { ListedStudent } from "#domain/listed-names.ts";
import type { Product, Work } from "./product.ts";
import { keepStudents } from "./student-list.ts";
import { COMMAND_LINE, writeAudit } from "./write-audit.ts";

/** Amounts as they are written down: how many students a district has is nobody's business here. */
const BUCKETS: readonly (readonly [number, string])[] = [
  [1000, "under 1,000"],
  [10_000, "under 10,000"],
  [50_000, "under 50,000"],
];

/**
 * The list of students from now on, as marks that nobody can read; without any it is removed. All or
 * nothing, and from the command line only.
 */
export async function importStudents(
  product: Product,
  district: DistrictId,
  students: readonly ListedStudent[],
): Promise<void> {
  await product.store.transaction(district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* keepStudents(work, students);
    const facts = { amount: bucketOf(students.length) };
    const said = { actor: COMMAND_LINE, subject: "district", facts } as const;
    yield* writeAudit(work, { ...said, action: "students_imported" });
  });
}

function bucketOf(count: number): string {
  if (count === 0) return "removed";
  return BUCKETS.find(([below]) => count < below)?.[1] ?? "50,000 and more";
}
