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
  const client = openAlone(file);
  try {
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

/** Writes into a file that no other process has open, and that none can open meanwhile. Throws DATABASE_IN_USE. */
export function whileAlone<T>(file: string, work: (client: Database.Database) => T): T {
  const client = openAlone(file);
  try {
    client.exec("begin exclusive");
    const done = work(client);
    client.exec("commit");
    return done;
  } catch (error) {
    throw isBusy(error) ? inUse(file) : error;
  } finally {
    client.close();
  }
}

/** Said before anything is read: then SQLite takes the whole file, and shares nothing. */
function openAlone(file: string): Database.Database {
  const client = new Database(file, { fileMustExist: true, timeout: WAIT_MS });
  client.pragma("locking_mode = exclusive");
  return client;
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY");
}

function inUse(file: string): ProductError {
  return new ProductError("DATABASE_IN_USE", `Another process has "${file}" open.`);
}
