import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Context } from "hono";
import { pageHeaders, recordHeaders } from "./page-headers.ts";

const HERE = path.dirname(fileURLToPath(import.meta.url));
/** Beside this file, and seen from the bundle that `npm start` makes in build/. */
const FOLDERS = [path.join(HERE, "page"), path.join(HERE, "../src/web/page")];
const SCRIPT = "text/javascript; charset=utf-8";
const FOREVER = "public, max-age=31536000, immutable";

/** It keeps the page of a visit for when there is no connection, and sees no other page. */
const workerHeaders = { ...recordHeaders, "service-worker-allowed": "/dashboard/visits/" };

interface PageFile {
  readonly text: string;
  readonly type: string;
  /** Another text whenever the content is another. */
  readonly version: string;
}

const files = {
  "style.css": readFiles(
    ["base.css", "parts.css", "acts.css", "visits.css", "charts.css", "digest.css", "wording.css"],
    "text/css; charset=utf-8",
  ),
  "icon.svg": readFiles(["icon.svg"], "image/svg+xml"),
  "record.js": readFiles(["record.js"], SCRIPT),
  "record-draft.js": readFiles(["record-draft.js"], SCRIPT),
  "record-worker.js": readFiles(["record-worker.js"], SCRIPT),
} as const satisfies Readonly<Record<string, PageFile>>;

export type PageFileName = keyof typeof files;
export const pageFileNames: readonly PageFileName[] = [
  "style.css",
  "icon.svg",
  "record.js",
  "record-draft.js",
  "record-worker.js",
];

/** Where a page asks for one of its files: another address whenever the content is another. */
export function filePath(name: PageFileName): string {
  return `/pages/${name}?v=${files[name].version}`;
}

/** One of the pages' own files; kept for good where the address names its version. */
export function answerFile(context: Context, name: PageFileName): Response {
  const { text, type, version } = files[name];
  const isKept = context.req.query("v") === version;
  return new Response(text, {
    headers: {
      ...(name === "record-worker.js" ? workerHeaders : pageHeaders),
      "content-type": type,
      "cache-control": isKept ? FOREVER : "no-cache",
    },
  });
}

/** Reads them once, at start; they are served as one. */
function readFiles(names: readonly string[], type: string): PageFile {
  const folder = FOLDERS.find((each) => existsSync(path.join(each, "icon.svg"))) ?? HERE;
  const text = names.map((name) => readFileSync(path.join(folder, name), "utf8")).join("\n");
  const version = createHash("sha256").update(text).digest("base64url").slice(0, 12);
  return { text, type, version };
}
