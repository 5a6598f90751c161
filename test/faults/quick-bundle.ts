import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { build } from "esbuild";
import { MORNING_MS, type QuickSettings } from "./quick-settings.ts";

/** Beside the bundles of the whole product. */
const FOLDER = path.resolve("build");
/** What starts a quick child... */
export const QUICK = path.join(FOLDER, "tests-quick.cjs");
const BODY = "tests-quick-body.cjs";
/** ...and what the engine compiled of it before: compiling would take most of a child's milliseconds. */
const CODE = path.join(FOLDER, "tests-quick.code");

const LOADER = `const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const { Script } = require("node:vm");
const file = require.resolve("./${BODY}");
const code = ${JSON.stringify(CODE)};
const names = "exports, require, module, __filename, __dirname";
const script = new Script("(function (" + names + ") {" + readFileSync(file, "utf8") + "\\n})", {
  filename: file,
  cachedData: existsSync(code) ? readFileSync(code) : undefined,
});
if (process.argv[2] === "--keep") process.on("exit", () => writeFileSync(code, script.createCachedData()));
script.runInThisContext()({}, require, { exports: {} }, file, __dirname);
`;

/** Writes the child that is killed by the hundred; once for all files. */
export async function setup(): Promise<void> {
  await build({
    entryPoints: ["test/faults/quick-child.ts"],
    outfile: path.join(FOLDER, BODY),
    bundle: true,
    minify: true,
    keepNames: false,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["better-sqlite3", "pg-native"],
    define: { "import.meta.url": "__here" },
    banner: { js: 'const __here = require("node:url").pathToFileURL(__filename).href;' },
    logLevel: "warning",
  });
  writeFileSync(QUICK, LOADER);
  rmSync(CODE, { force: true });
  rehearse();
}

/** One child does a little of everything, and what was compiled by then is kept. */
function rehearse(): void {
  const settings: QuickSettings = {
    ...{ databaseUrl: ":memory:", directUrl: "", listen: false, prepared: true, pool: 2 },
    ...{ migrations: path.resolve("migrations"), platformUrl: "http://127.0.0.1:1", perSecond: 1 },
    clock: { anchor: Date.now(), from: MORNING_MS, speed: 1 },
    ...{ asked: 1, askedMs: 0, isRehearsal: true },
  };
  const input = `${JSON.stringify(settings)}\n`;
  execFileSync(process.execPath, [QUICK, "--keep"], { input, stdio: "pipe" });
}
