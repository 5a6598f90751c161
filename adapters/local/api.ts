import { type AccountId, type ChannelId, toId } from "#domain/ids.ts";
import type { OnEvent } from "#ports/chat.ts";
import { playgroundScenes } from "#ports/playground.ts";
import type { LocalConfig } from "./config.ts";
import { readPage } from "./page.ts";
import { parseEvent, parseMove, parseScene } from "./parse.ts";
import { renderCard, renderReply } from "./render.ts";

export interface Turn {
  readonly config: LocalConfig;
  readonly onEvent: OnEvent;
  /** The event key of a request that brings none. */
  readonly freshKey: string;
}

type Route = (turn: Turn, request: Request, url: URL) => Promise<Response>;

const API = "/playground/api/";
const ASSETS = "/playground/assets/";
const MOST_PEOPLE = 5000;
const FEW_PEOPLE = 50;

const routes: Readonly<Record<string, Route>> = {
  "GET people": people,
  "GET channels": async ({ config }, _request, url) =>
    Response.json({ channels: await config.playground.channels(of(url, "site")) }),
  "GET inbox": inbox,
  "GET clock": async ({ config: { playground } }) =>
    Response.json({ now: playground.now().toISOString(), district: await playground.district() }),
  "GET moments": async ({ config }) =>
    Response.json({ moments: await config.playground.moments() }),
  "POST clock": moveClock,
  "POST events": takeEvent,
  "POST import": importRoster,
  "POST reset": startOver,
};

/** Serves the page and its JSON API; every refusal is a 4xx with a sentence and a hint. */
export async function answerRequest(turn: Turn, request: Request): Promise<Response> {
  const url = new URL(request.url);
  if (!url.pathname.startsWith(API)) return await page(turn, url.pathname);
  const name = url.pathname.slice(API.length);
  const route = routes[`${request.method} ${name}`];
  if (route) return await route(turn, request, url);
  return refuse(
    404,
    `There is no ${request.method} ${url.pathname}.`,
    "See the README's API list.",
  );
}

async function page({ config }: Turn, pathname: string): Promise<Response> {
  const name = pathname.startsWith(ASSETS) ? pathname.slice(ASSETS.length) : "index.html";
  const found = await readPage(config.pageFolder, name);
  return found ?? refuse(404, `There is no ${pathname}.`, "Open /playground.");
}

async function people({ config }: Turn, _request: Request, url: URL): Promise<Response> {
  const wanted = Number(of(url, "limit") || FEW_PEOPLE);
  const limit = Number.isInteger(wanted) && wanted > 0 ? Math.min(wanted, MOST_PEOPLE) : FEW_PEOPLE;
  const query = { q: of(url, "q"), role: of(url, "role"), site: of(url, "site"), limit };
  return Response.json({ people: await config.playground.people(query) });
}

async function inbox({ config }: Turn, _request: Request, url: URL): Promise<Response> {
  const person = of(url, "person");
  const channel = of(url, "channel");
  if (person === "" && channel === "") {
    return refuse(400, "Say whose inbox to read.", "Add ?person=ID or ?channel=ID.");
  }
  const messages = await config.playground.inbox(
    person === ""
      ? { kind: "channel", id: toId<ChannelId>(channel) }
      : { kind: "account", id: toId<AccountId>(person) },
  );
  return Response.json({
    messages: messages.map((message) => ({ ...message, card: renderCard(message.card) })),
  });
}

async function moveClock({ config }: Turn, request: Request): Promise<Response> {
  const { playground } = config;
  const body = await readJson(request);
  const move = parseMove(body, playground.now());
  if ("problem" in move)
    return refuse(400, move.problem, 'Send {"to": ISO} or {"advance": "P7D"}.');
  if (move.ok < playground.now()) {
    return refuse(409, "The clock only goes forward.", "Use reset to begin again.");
  }
  const delivered = await playground.moveTo(move.ok);
  return Response.json({ now: move.ok.toISOString(), delivered });
}

async function takeEvent(turn: Turn, request: Request): Promise<Response> {
  const { config, onEvent, freshKey } = turn;
  const at = config.playground.now();
  const parsed = parseEvent(await readJson(request), {
    workspace: config.workspace(),
    freshKey,
    at,
  });
  if ("problem" in parsed) {
    const hint =
      "Send {as, kind, ...} with kind command, text, press, submit, search, shortcut or opened.";
    return refuse(400, `This event cannot be read: ${parsed.problem}.`, hint);
  }
  const { event, message } = parsed.ok;
  const reply = await onEvent(event);
  if (reply.kind === "replace" && message !== undefined) {
    await config.playground.replace(message, reply.card, at);
  }
  return Response.json({ reply: renderReply(reply) });
}

async function importRoster({ config }: Turn, request: Request, url: URL): Promise<Response> {
  const zip = new Uint8Array(await request.arrayBuffer());
  if (zip.length === 0)
    return refuse(400, "There is no file.", "Send a OneRoster .zip as the body.");
  const dryRun = of(url, "dry_run") === "1";
  return Response.json({ report: await config.playground.importRoster(zip, dryRun) });
}

async function startOver({ config }: Turn, request: Request): Promise<Response> {
  const parsed = parseScene(await readJson(request));
  if ("problem" in parsed) {
    const known = playgroundScenes.map((scene) => `{"scene": "${scene}"}`).join(" or ");
    return refuse(400, parsed.problem, `Send ${known}; without one it is the first morning.`);
  }
  await config.playground.reset(parsed.ok);
  return Response.json({ now: config.playground.now().toISOString(), scene: parsed.ok });
}

async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    return undefined;
  }
}

function of(url: URL, name: string): string {
  return url.searchParams.get(name) ?? "";
}

function refuse(status: number, error: string, hint: string): Response {
  return Response.json({ error, hint }, { status });
}
