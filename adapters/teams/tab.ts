import { createSeen, type Seen } from "#edge/seen.ts";
import type { ChatEvent, OnEvent, Reply } from "#ports/chat.ts";
import { isSettled, type Making } from "./answer.ts";
import type { TeamsConfig } from "./config.ts";
import type { Origin } from "./incoming.ts";
import { parseAction } from "./parse-action.ts";
import { tab } from "./surfaces.ts";
import { toTabAnswer, toTabPage } from "./tab-answer.ts";
import { acted, isOwn, opened, readJson, unreadable } from "./tab-body.ts";
import { createFiles } from "./tab-files.ts";
import { headersOf } from "./tab-headers.ts";
import { createSignIn, type SignedIn, type SignIn } from "./tab-sign-in.ts";
import type { Refusal } from "./verify.ts";

export interface TabParts {
  readonly config: TeamsConfig;
  readonly makingOf: (workspace: string) => Making;
  readonly onEvent: OnEvent;
}

/** What the requests of the tab are answered with. */
interface Desk extends TabParts {
  readonly signIn: SignIn;
  readonly seen: Seen<Reply>;
}

type Route = (desk: Desk, request: Request) => Promise<object | Refusal>;

const routes: ReadonlyMap<string, Route> = new Map([
  [`${tab.path}/page`, openPage],
  [`${tab.path}/act`, act],
]);

const refusals = {
  nowhere: { status: 404, error: "There is nothing here.", hint: "Open the tab in Teams." },
  otherPage: {
    status: 403,
    error: "Another page may not act here.",
    hint: "Set PUBLIC_URL to the address at which Teams opens the tab.",
  },
  broken: {
    status: 503,
    error: "This cannot be answered just now.",
    hint: "Nothing is lost. Please try again.",
  },
} as const satisfies Record<string, Refusal>;

/** The personal tab: its page with what belongs to it, and what the page asks. Never throws. */
export function createTab(parts: TabParts): (request: Request) => Promise<Response> {
  const { config } = parts;
  const files = createFiles(config);
  const headers = headersOf(config.cloud);
  const desk: Desk = {
    ...parts,
    signIn: createSignIn(config),
    seen: createSeen<Reply>(config.clock, isSettled),
  };
  return async (request) => {
    const response = await answer(desk, files, request);
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    return response;
  };
}

async function answer(
  desk: Desk,
  files: ReturnType<typeof createFiles>,
  request: Request,
): Promise<Response> {
  const { pathname } = new URL(request.url);
  try {
    if (request.method === "POST") {
      const route = routes.get(pathname);
      return tell(route ? await ask(desk, request, route) : refusals.nowhere);
    }
    const isRead = request.method === "GET" || request.method === "HEAD";
    return (isRead && (await files.read(request, pathname))) || tell(refusals.nowhere);
  } catch (cause) {
    desk.config.log.error("teams_tab_failed", { cause });
    return tell(refusals.broken);
  }
}

async function ask(desk: Desk, request: Request, route: Route): Promise<object> {
  return isOwn(request, desk.config.publicUrl) ? await route(desk, request) : refusals.otherPage;
}

function tell(body: object): Response {
  const headers = { "cache-control": "no-store" };
  if (!isRefusal(body)) return Response.json(body, { headers });
  const { status, error, hint } = body;
  return Response.json({ error, hint }, { status, headers });
}

function isRefusal(body: object): body is Refusal {
  return "status" in body;
}

async function openPage(desk: Desk, request: Request): Promise<object> {
  const who = await desk.signIn(request);
  if (isRefusal(who)) return who;
  const body = await readJson(request, opened);
  if (isRefusal(body)) return body;
  const origin = originOf(desk, who, body.ok);
  const reply = await desk.onEvent({ ...origin, key: "", kind: "opened" });
  return toTabPage(reply, desk.makingOf(who.workspace));
}

async function act(desk: Desk, request: Request): Promise<object> {
  const who = await desk.signIn(request);
  if (isRefusal(who)) return who;
  const body = await readJson(request, acted);
  if (isRefusal(body)) return body;
  const { data, inputs } = body.ok;
  const making = desk.makingOf(who.workspace);
  // What we locked into the action stands last: no input takes its place.
  const asked = parseAction({ ...inputs, ...data }, originOf(desk, who, body.ok), making.sealing);
  if (!asked) return unreadable;
  return toTabAnswer(await actOnce(desk, asked.event), asked.sent, making);
}

function originOf(
  { config }: Desk,
  { account, workspace }: SignedIn,
  { id = "", locale }: { readonly id?: string; readonly locale?: string | undefined },
): Origin {
  const key = `tab:${id}:${account}`;
  return { platform: "teams", workspace, account, key, locale, at: config.clock.now() };
}

/** Who sends the same again shares the answer, and is told later that it was done. */
async function actOnce({ seen, onEvent }: Desk, event: ChatEvent): Promise<Reply> {
  const run = async (): Promise<Reply> => await onEvent(event);
  const share = seen.once(`${event.workspace}:${event.key}`, run);
  return share ? await share.answer : { kind: "repeated", card: { text: "", fallback: "" } };
}
