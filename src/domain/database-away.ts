import { ProductError } from "./errors.ts";

/** True where the database was away, and not what it was asked at fault. */
export function isDatabaseAway(error: unknown): boolean {
  const code = error instanceof ProductError ? error.code : undefined;
  return code === "DATABASE_UNAVAILABLE" || code === "DATABASE_UNSURE";
}
