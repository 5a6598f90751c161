import Database from "better-sqlite3";
import type { Forgetting } from "#ports/store.ts";

/**
 * Writes the file anew without its free pages, where rows of long ago may still be read, and empties the
 * log beside it. Blocks for about a second for each 200 MB.
 */
export function forgetDeleted(client: Database.Database): Forgetting {
  try {
    client.exec("vacuum");
    const readers: unknown = client.pragma("wal_checkpoint(truncate)", { simple: true });
    return readers === 0 ? "done" : "busy";
  } catch (error) {
    if (isBusy(error)) return "busy";
    throw error;
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY");
}
