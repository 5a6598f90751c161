import Database from "better-sqlite3";
import { ProductError } from "#domain/errors.ts";

/** How long is waited for a command that is about to end. */
const WAIT_MS = 500;

/**
 * Makes sure that no process has the database open: while one has, it holds a lock on the file, also
 * when it does nothing. With `settle`, what its log holds goes into the file and the log is gone.
 * False for a file that is too damaged to tell. Throws DATABASE_IN_USE.
 */
export function isAlone(file: string, { settle }: { readonly settle: boolean }): boolean {
  const client = new Database(file, { fileMustExist: true, timeout: WAIT_MS });
  try {
    // Said before anything is read: then SQLite takes the whole file, and shares nothing.
    client.pragma("locking_mode = exclusive");
    client.exec("begin exclusive; rollback");
    if (settle) client.pragma("journal_mode = delete");
    return true;
  } catch (error) {
    if (isBusy(error)) throw inUse(file);
    return false;
  } finally {
    client.close();
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY");
}

function inUse(file: string): ProductError {
  return new ProductError("DATABASE_IN_USE", `Another process has "${file}" open.`);
}
