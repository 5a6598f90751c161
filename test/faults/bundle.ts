import path from "node:path";
import { build } from "esbuild";

/** Beside the files of `npm start`, which may write its own while a child starts from these. */
const FOLDER = path.resolve("build");
const NAMES = "tests-[name]";

/** What `npm start` runs. */
export const BUNDLE = path.join(FOLDER, "tests-main.js");
/** The command line, which starts much faster from one file. */
export const COMMAND = path.join(FOLDER, "tests-command.js");

const entries = { main: "src/main.ts", command: "src/cli/main.ts" };

/** Writes the bundle that `npm start` runs, or the command line's, with the options of `prestart`. */
export async function bundle(name: keyof typeof entries = "main"): Promise<void> {
  await build({
    entryPoints: { [name]: entries[name] },
    entryNames: NAMES,
    chunkNames: `${NAMES}-[hash]`,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    splitting: true,
    sourcemap: true,
    logLevel: "warning",
    outdir: FOLDER,
  });
}

/** Once for all files, which run two at a time: no child may read what another file is writing. */
export async function setup(): Promise<void> {
  await bundle("main");
  await bundle("command");
}
