import type { Context, Hono } from "hono";
import { ProductError } from "#domain/errors.ts";
import type { Right } from "#domain/rights.ts";
import { MINE_PATH } from "#messages/mine-card.ts";
import { speakFor } from "#usecases/district-words.ts";
import { inLanguage } from "#usecases/languages.ts";
import type { Product } from "#usecases/product.ts";
import { saveCalendar, showCalendar } from "./calendar-page.ts";
import { type Cookies, createCookies } from "./cookies.ts";
import {
  showMySchool,
  showOnePage,
  showPages,
  showThisWeek,
  tickCall,
  type Visit,
} from "./dashboard.ts";
import { digestRoutes } from "./digest-routes.ts";
import { type MineFileKind, mineFileKinds } from "./mine-files.ts";
import { saveMine, showMine } from "./mine-page.ts";
import { ownPathOf } from "./own-path.ts";
import { answerFile, type PageFileName, pageFileNames } from "./page-files.ts";
import { chooseLanguage } from "./page-language.ts";
import { CALENDAR_PATH } from "./page-parts.ts";
import { showBroken, showForbidden, showNoSession, showNotFound } from "./page-refusals.ts";
import { readForm } from "./read-form.ts";
import { createSessions, type Sessions } from "./sessions.ts";
import { showForeignForm } from "./sign-in-pages.ts";
import { visitRoutes } from "./visit-routes.ts";
import { wordingRoutes } from "./wording-routes.ts";

interface OwnRoute {
  readonly method: "GET" | "POST";
  readonly path: string;
  /** What the use case behind it asks for; nobody comes here without a session. */
  readonly right: Right;
  readonly handle: (visit: Visit) => Promise<Response>;
}

/** One of the files that every page needs. */
interface FileRoute {
  readonly method: "GET";
  readonly path: string;
  readonly right: "public";
  readonly handle: (context: Context) => Response;
}

export type PageRoute = OwnRoute | FileRoute;

const file = (name: PageFileName): FileRoute => ({
  method: "GET",
  path: `/pages/${name}`,
  right: "public",
  handle: (context) => answerFile(context, name),
});

const mineFile = (kind: MineFileKind): OwnRoute => ({
  method: "GET",
  path: `${MINE_PATH}.${kind}`,
  right: "readMyShoutOuts",
  handle: saveMine(kind),
});

/** Every page of somebody signed in, and the files of all pages. A page that is not here is not there. */
export const pageRoutes: readonly PageRoute[] = [
  ...pageFileNames.map(file),
  { method: "GET", path: "/dashboard", right: "listMyPages", handle: showPages },
  { method: "GET", path: "/dashboard/school/:site", right: "readMySchool", handle: showMySchool },
  { method: "GET", path: MINE_PATH, right: "readMyShoutOuts", handle: showMine },
  ...mineFileKinds.map(mineFile),
  ...digestRoutes,
  { method: "GET", path: "/dashboard/week", right: "readThisWeek", handle: showThisWeek },
  { method: "GET", path: CALENDAR_PATH, right: "readCalendar", handle: showCalendar },
  { method: "POST", path: CALENDAR_PATH, right: "confirmCalendar", handle: saveCalendar },
  {
    method: "GET",
    path: "/dashboard/one-page/:code",
    right: "readOnePages",
    handle: showOnePage,
  },
  { method: "POST", path: "/dashboard/week/calls/:task", right: "logCall", handle: tickCall },
  ...visitRoutes,
  ...wordingRoutes,
];

interface Desk {
  readonly product: Product;
  readonly sessions: Sessions;
  readonly cookies: Cookies;
}

/** Long enough to ask for a link in chat and to press it. */
const WANTED_SECONDS = 20 * 60;

/** Puts every page in its place; what is under /dashboard and not in the table is not found. */
export function addPages(web: Hono, product: Product): void {
  const cookies = createCookies(product.pagesUrl);
  const desk: Desk = { product, sessions: createSessions(product), cookies };
  for (const route of pageRoutes) {
    web.on(route.method, route.path, async (context) => await answer(desk, context, route));
  }
  web.all("/dashboard/*", async (context) => await answerUnknown(desk, context));
}

async function answer(desk: Desk, context: Context, route: PageRoute): Promise<Response> {
  if (route.right === "public") return route.handle(context);
  try {
    return await visit(desk, context, route);
  } catch (error) {
    return await explain(desk, context, { route, error });
  }
}

async function visit(desk: Desk, context: Context, route: OwnRoute): Promise<Response> {
  const { product, sessions } = desk;
  const session = await sessions.find(context);
  if (!session) {
    rememberWanted(desk, context);
    return await showNoSession(context);
  }
  if (route.method === "POST") {
    const form = await readForm(context);
    if (!sessions.isOwnForm(context, session, form)) return await showForeignForm(context);
  }
  const spoken = await product.store.read(session.actor.district, (tx) =>
    speakFor({ tx }, inLanguage(product, chooseLanguage(context))),
  );
  return await route.handle({ context, product: spoken, session });
}

/** A link from a card leads here before its reader signs in: the browser keeps for a while where it led. */
function rememberWanted({ cookies }: Desk, context: Context): void {
  const value = context.req.method === "GET" ? ownPathOf(context.req.url) : undefined;
  if (value !== undefined) cookies.write(context, "wanted", { value, seconds: WANTED_SECONDS });
}

interface Failed {
  readonly route: OwnRoute;
  readonly error: unknown;
}

/** An address that names something never tells whether it exists: it is not found. */
async function explain(
  { product }: Desk,
  context: Context,
  { route, error }: Failed,
): Promise<Response> {
  const code = error instanceof ProductError ? error.code : undefined;
  if (code === "NOT_ALLOWED" || code === "SITE_NOT_FOUND") {
    return route.path.includes(":") ? await showNotFound(context) : await showForbidden(context);
  }
  product.log.error("page_failed", { path: route.path, cause: error });
  return await showBroken(context, error);
}

async function answerUnknown({ sessions }: Desk, context: Context): Promise<Response> {
  const session = await sessions.find(context);
  return session ? await showNotFound(context) : await showNoSession(context);
}
