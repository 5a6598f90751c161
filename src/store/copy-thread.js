/**
 * Runs in a thread of its own: to copy a large database and to look through it takes seconds, and
 * nobody must wait for that. Only `run-copy.ts` starts it.
 */
import { closeSync, fdatasyncSync, openSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import Database from "better-sqlite3";

/** Four megabytes. */
const PAGES = 1000;
const MOST_PROBLEMS = 5;
const DAMAGED = new Set(["SQLITE_CORRUPT", "SQLITE_NOTADB"]);

try {
  parentPort?.postMessage(workerData.do === "copy" ? await copy(workerData) : check(workerData));
} catch (error) {
  // What SQLite throws loses its message on the way to another thread.
  parentPort?.postMessage({ problems: [], rows: {}, failed: toFacts(error) });
}

/**
 * Within one reading transaction, so all of it is of one instant: a writer of any process neither waits
 * nor disturbs it. It goes to the disk bit by bit: all at the end, the bot's next write would wait for it.
 */
async function copy({ from, to }) {
  const source = new Database(from, { fileMustExist: true });
  const written = openSync(to, "r");
  try {
    source.exec("begin; select count(*) from sqlite_master");
    await source.backup(to, {
      progress: () => {
        fdatasyncSync(written);
        return PAGES;
      },
    });
  } finally {
    source.close();
    closeSync(written);
  }
  const target = new Database(to);
  // One file from now on, which needs no other beside it.
  target.pragma("journal_mode = delete");
  target.close();
  return { problems: [], rows: {} };
}

/** Reads every page, every index and every reference, and counts the rows of each table. */
function check({ file }) {
  const client = new Database(file, { readonly: true });
  try {
    const problems = findProblems(client);
    return { problems, rows: problems.length === 0 ? countRows(client) : {} };
  } catch (error) {
    if (DAMAGED.has(error.code)) return { problems: [error.message], rows: {} };
    throw error;
  } finally {
    client.close();
  }
}

function findProblems(client) {
  const rows = client.pragma(`integrity_check(${MOST_PROBLEMS})`);
  const torn = rows.map((row) => row.integrity_check).filter((text) => text !== "ok");
  const lost = client.pragma("foreign_key_check").slice(0, MOST_PROBLEMS);
  return [...torn, ...lost.map(({ table }) => `a reference of ${table} leads nowhere`)];
}

function countRows(client) {
  const tables = client
    .prepare("select name from sqlite_master where type = 'table' order by name")
    .pluck()
    .all()
    .filter((name) => !name.startsWith("sqlite_"));
  const count = (table) => client.prepare(`select count(*) from "${table}"`).pluck().get();
  return Object.fromEntries(tables.map((table) => [table, count(table)]));
}

function toFacts(error) {
  return { code: String(error.code ?? error.name), message: error.message };
}
