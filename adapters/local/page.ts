import { readFile } from "node:fs/promises";
import path from "node:path";

const ASSET = /^[a-z0-9-]+\.(js|css|svg)$/;
const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
};
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The page or one of its files; undefined if there is no such file. */
export async function readPage(folder: string, name: string): Promise<Response | undefined> {
  if (name !== "index.html" && !ASSET.test(name)) return undefined;
  try {
    const body = await readFile(path.join(folder, name));
    return new Response(body, {
      headers: {
        "content-type": TYPES[path.extname(name).slice(1)] ?? "application/octet-stream",
        "content-security-policy": POLICY,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cache-control": "no-cache",
      },
    });
  } catch {
    return undefined;
  }
}
