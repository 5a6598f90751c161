import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import type { TeamsConfig } from "./config.ts";
import { pages, tab } from "./surfaces.ts";
import { isGovernment } from "./tab-headers.ts";

/** A file as it is served, and what names this state of it. */
interface Served {
  readonly body: string;
  readonly etag: string;
}

interface Found {
  readonly file: string;
  readonly cache: string;
}

export interface Files {
  /** The file at an address; undefined where there is none. */
  read(request: Request, pathname: string): Promise<Response | undefined>;
}

const require = createRequire(import.meta.url);
const FOLDER = `${tab.path}/`;
const ASSET = /^[a-z0-9-]+\.(js|css)$/;
const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
};
/** Ours is asked about each time, so that a page and its parts are of one version. */
const ASKED = "no-cache";
const FOR_AN_HOUR = "public, max-age=3600";
/** What stands in a page for the address of the chat with the bot. */
const CHAT = "%CHAT%";

/** Microsoft's libraries, from where they are installed: nothing is fetched from anybody else. */
const libraries: Readonly<Record<string, () => string>> = {
  "teams-js.js": () => require.resolve("@microsoft/teams-js/dist/umd/MicrosoftTeams.min.js"),
  "adaptivecards.js": () => require.resolve("adaptivecards/dist/adaptivecards.min.js"),
};

/** The page of the tab with its parts, and the pages of plain words. */
export function createFiles(config: TeamsConfig): Files {
  const kept = new Map<string, Served & { readonly changedAt: number }>();
  const load = async (file: string): Promise<Served> => {
    const { mtimeMs: changedAt } = await stat(file);
    const before = kept.get(file);
    if (before?.changedAt === changedAt) return before;
    const body = (await readFile(file, "utf8")).replaceAll(CHAT, chatWith(config));
    const etag = `"${createHash("sha256").update(body).digest("base64url")}"`;
    const served = { body, etag, changedAt };
    kept.set(file, served);
    return served;
  };
  return {
    read: async (request, pathname) => {
      const found = find(config.pageFolder, pathname);
      const served = found && (await load(found.file).catch(() => undefined));
      return found && served ? respond(request, served, found) : undefined;
    },
  };
}

/** Opens the bot's own conversation, in Teams or in a browser. */
function chatWith({ appId, cloud }: TeamsConfig): string {
  const host = isGovernment(cloud) ? "gov.teams.microsoft.us" : "teams.microsoft.com";
  return `https://${host}/l/chat/0/0?users=28:${encodeURIComponent(appId)}`;
}

/** Names are compared, never joined unread: nothing outside can be meant. */
function find(folder: string, pathname: string): Found | undefined {
  const own = (name: string): Found => ({ file: path.join(folder, name), cache: ASKED });
  if (pathname === tab.path) return own("index.html");
  const page = Object.entries(pages).find(([, address]) => address === pathname);
  if (page) return own(`${page[0]}.html`);
  const name = pathname.startsWith(FOLDER) ? pathname.slice(FOLDER.length) : "";
  const library = Object.entries(libraries).find(([known]) => known === name);
  if (library) return { file: library[1](), cache: FOR_AN_HOUR };
  return ASSET.test(name) ? own(name) : undefined;
}

function respond(request: Request, { body, etag }: Served, { file, cache }: Found): Response {
  const headers = {
    "content-type": TYPES[path.extname(file).slice(1)] ?? "application/octet-stream",
    "cache-control": cache,
    etag,
  };
  const known = request.headers.get("if-none-match") ?? "";
  if (known.includes(etag)) return new Response(null, { status: 304, headers });
  return new Response(request.method === "HEAD" ? null : body, { headers });
}
