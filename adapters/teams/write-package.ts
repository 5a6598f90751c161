import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { zipSync } from "fflate";
import { toManifest } from "./manifest.ts";
import { type PackageOptions, readPackageOptions } from "./package-options.ts";

const USAGE =
  "npm run -s teams:package -- --url https://bot.example.org --app-id <Microsoft App ID>\n" +
  "  [--out groundswell-teams.zip] [--schema 1.28] [--no-sso] [--app-version 1.0.1]";
/** The same input gives the same bytes; a zip knows no day before 1980. */
const MTIME = "1980-01-02T12:00:00";

/** `npm run teams:package`: writes the zip that the Teams admin center takes, or says what is wrong. */
function run(): void {
  const { options, problems } = readPackageOptions(process.argv.slice(2));
  if (!options) {
    fail([...problems, `Use it like this:\n  ${USAGE}`]);
    return;
  }
  const { out } = options;
  try {
    writeFileSync(out, toZip(options));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    fail([`${out} was not written (${why}): give another file with --out.`]);
    return;
  }
  process.stdout.write(
    `${out} is written. Upload it in the Teams admin center: Teams apps > Manage apps.\n`,
  );
}

function toZip(options: PackageOptions): Uint8Array {
  const folder = new URL("./manifest/", import.meta.url);
  const template = readFileSync(new URL("manifest.json", folder), "utf8");
  return zipSync(
    {
      "manifest.json": Buffer.from(toManifest(template, options)),
      "color.png": readFileSync(new URL("color.png", folder)),
      "outline.png": readFileSync(new URL("outline.png", folder)),
    },
    { mtime: MTIME },
  );
}

function fail(lines: readonly string[]): void {
  process.stderr.write(`${lines.map((line) => `teams:package: ${line}`).join("\n")}\n`);
  process.exitCode = 1;
}

run();
