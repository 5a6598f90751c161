import process from "node:process";
import { build } from "esbuild";

/**
 * Writes what `npm start` runs to `build/`: our code and the packages in a few large files, since
 * reading thousands of small ones is most of a start. `node bundle.mjs [--as=prefix] [more entries]`
 */
const given = process.argv.slice(2);
const prefix = given.find((each) => each.startsWith("--as="))?.slice("--as=".length) ?? "";
const entries = given.filter((each) => !each.startsWith("--"));

/** Packages ask for `require` and their own place, which a module does not have. */
const COMMON_JS = `import { createRequire as makeRequire } from "node:module";
const require = makeRequire(import.meta.url);
const __filename = import.meta.filename;
const __dirname = import.meta.dirname;`;

await build({
  entryPoints: ["src/main.ts", ...entries],
  outbase: "src",
  outdir: "build",
  entryNames: `[dir]/${prefix}[name]`,
  chunkNames: `${prefix}[name]-[hash]`,
  bundle: true,
  splitting: true,
  platform: "node",
  format: "esm",
  target: "node20",
  // Parts in machine code, which Node itself must load; nobody has the last.
  external: ["better-sqlite3", "@resvg/resvg-js", "pg-native"],
  banner: { js: COMMON_JS },
  // Names stay, so that a fault's place can be read. Blanks and maps would stay in memory: 15 MB.
  minifySyntax: true,
  minifyWhitespace: true,
  logLevel: "error",
});
