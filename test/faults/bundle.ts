import { execFile } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";

/** Beside the files of `npm start`, which may write its own while a child starts from these. */
const FOLDER = path.resolve("build");
const PREFIX = "tests-";
const COMMAND_LINE = "src/cli/main.ts";

/** What `npm start` runs. */
export const BUNDLE = path.join(FOLDER, `${PREFIX}main.js`);
/** The command line, which starts much faster from one file. */
export const COMMAND = path.join(FOLDER, `cli/${PREFIX}main.js`);

const run = promisify(execFile);

/** Writes the bundle that `npm start` runs, and the command line's; once for all files, which run two at a time. */
export async function setup(): Promise<void> {
  await run(process.execPath, ["bundle.mjs", `--as=${PREFIX}`, COMMAND_LINE]);
}
