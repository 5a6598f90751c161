import { readFileSync } from "node:fs";
import process from "node:process";
import { parseArgs } from "node:util";
import { PLACEHOLDER, toHttpManifest, toSocketManifest } from "./manifest.ts";

const USAGE = "Use --socket, or --url https://bot.example.org, or neither.";

/** `npm run -s slack:manifest`: the app manifest to paste into Slack, on standard output. */
function run(): void {
  const options = readOptions();
  if (!options) {
    process.stderr.write(`slack:manifest: ${USAGE}\n`);
    process.exitCode = 1;
    return;
  }
  const manifest = readFileSync(new URL("../../manifest.json", import.meta.url), "utf8");
  const { socket, url } = options;
  process.stdout.write(socket ? toSocketManifest(manifest) : toHttpManifest(manifest, url));
}

/** Undefined for options that are unknown, or do not go together. */
function readOptions(): { readonly socket: boolean; readonly url: string } | undefined {
  try {
    const { socket = false, url } = parseArgs({
      options: { socket: { type: "boolean" }, url: { type: "string" } },
    }).values;
    if (url === undefined) return { socket, url: PLACEHOLDER };
    return !socket && URL.canParse(url) && new URL(url).protocol === "https:"
      ? { socket, url }
      : undefined;
  } catch {
    return undefined;
  }
}

run();
