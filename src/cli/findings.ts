import { ProductError } from "#domain/errors.ts";
import type { Finding } from "#ports/chat.ts";

export const fine = (what: string): Finding => ({ ok: true, what, todo: "" });
export const fix = (what: string, todo: string): Finding => ({ ok: false, what, todo });
/** Nothing is broken yet; somebody should know. */
export const note = (what: string, todo: string): Finding => ({ ok: true, what, todo });

/** One line a finding: "ok", "note" or "FIX", what is so, and what to do. */
export function toLine({ ok, what, todo }: Finding): string {
  const good = todo === "" ? "ok  " : "note";
  return `${ok ? good : "FIX "} ${what} ${todo}`.trim();
}

/** What is found, or that it could not be looked at: one check that fails keeps no other back. */
export async function look(
  about: string,
  check: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await check();
  } catch (error) {
    return [failed(about, error)];
  }
}

/** A failure as a finding: nothing of what is stored is shown. */
export function failed(about: string, error: unknown): Finding {
  if (error instanceof ProductError) return fix(error.message, error.hint);
  const code = error instanceof Error && "code" in error ? String(error.code) : "no code";
  return fix(
    `${about} cannot be looked at (${code}).`,
    "See that the database is there and whole, and that this account may read it.",
  );
}
