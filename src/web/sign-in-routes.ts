import type { Context, Hono } from "hono";
import { KNOWN_BROWSER_DAYS } from "#ports/access-rows.ts";
import { type PageKey, readKey } from "#usecases/page-key.ts";
import type { Product } from "#usecases/product.ts";
import { isUsableLink, type SignInResult, signIn } from "#usecases/sign-in.ts";
import { signOut, signOutEverywhere } from "#usecases/sign-out.ts";
import { type Cookies, createCookies } from "./cookies.ts";
import { isFromOwnPage } from "./own-origin.ts";
import { toOwnPath } from "./own-path.ts";
import { followLanguage } from "./page-language.ts";
import { readForm } from "./read-form.ts";
import { isSameSecret } from "./same-secret.ts";
import { createSessions, fieldOf, type Sessions } from "./sessions.ts";
import {
  showForeignForm,
  showPress,
  showPressHere,
  showSignedOut,
  showUnusable,
  ticketOf,
} from "./sign-in-pages.ts";

/** A link lives as long. */
const VISIT_SECONDS = 10 * 60;
const SESSION_SECONDS = 8 * 60 * 60;
const BROWSER_SECONDS = KNOWN_BROWSER_DAYS * 24 * 60 * 60;
const LINK = "/sign-in/:district/:secret";
const VISIT = /^[A-Za-z0-9_-]{43}$/;

interface Desk {
  readonly product: Product;
  readonly cookies: Cookies;
  readonly sessions: Sessions;
}

/** Signing in by a link and a press, and signing out. Reading any of these pages changes nothing. */
export function addSignInRoutes(web: Hono, product: Product): void {
  const cookies = createCookies(product.pagesUrl);
  const desk: Desk = { product, cookies, sessions: createSessions(product) };
  web.get(LINK, async (context) => await showLink(desk, context));
  web.post(LINK, async (context) => await pressLink(desk, context));
  web.post("/sign-out", async (context) => await leave(desk, context));
  web.post("/sign-out-everywhere", async (context) => await leaveEverywhere(desk, context));
}

function keyOf(context: Context): PageKey | undefined {
  return readKey(context.req.param("district") ?? "", context.req.param("secret") ?? "");
}

/** For people, previews and scanners alike; a visit that has begun goes on, also in another tab. */
async function showLink({ product, cookies }: Desk, context: Context): Promise<Response> {
  const key = keyOf(context);
  if (!(key && (await isUsableLink(product, key)))) return await showUnusable(context);
  const kept = cookies.read(context, "visit") ?? "";
  const visit = VISIT.test(kept) ? kept : product.random.secret();
  cookies.write(context, "visit", { value: visit, seconds: VISIT_SECONDS });
  const asksNumber = cookies.readKey(context, "browser")?.district !== key.district;
  return await showPress(context, { ticket: ticketOf(visit, key), asksNumber });
}

async function pressLink(desk: Desk, context: Context): Promise<Response> {
  const { product, cookies } = desk;
  const key = keyOf(context);
  if (!(key && (await isUsableLink(product, key)))) return await showUnusable(context);
  const form = await readForm(context);
  const visit = cookies.read(context, "visit") ?? "";
  const ticket = ticketOf(visit, key);
  const isOwn = VISIT.test(visit) && isSameSecret(fieldOf(form, "ticket"), ticket);
  if (!(isOwn && isFromOwnPage(context, product.pagesUrl)))
    return await showPressHere(context, key);
  const result = await signIn(product, {
    link: key,
    browser: cookies.readKey(context, "browser"),
    session: cookies.readKey(context, "session"),
    number: fieldOf(form, "number").trim(),
  });
  return await answerPress(desk, context, { result, ticket });
}

interface Pressed {
  readonly result: SignInResult;
  readonly ticket: string;
}

async function answerPress(
  { cookies }: Desk,
  context: Context,
  { result, ticket }: Pressed,
): Promise<Response> {
  switch (result.kind) {
    case "unusable":
      return await showUnusable(context);
    case "number_needed":
      return await showPress(context, {
        ticket,
        asksNumber: true,
        problem: "sign_in_number_missing",
      });
    case "number_wrong":
      return await showPress(context, {
        ticket,
        asksNumber: true,
        problem: "sign_in_number_wrong",
      });
    case "signed_in":
      cookies.writeKey(context, "session", { key: result.session, seconds: SESSION_SECONDS });
      cookies.writeKey(context, "browser", { key: result.browser, seconds: BROWSER_SECONDS });
      cookies.remove(context, "visit");
      followLanguage(context, result.language);
      return context.redirect(readNext(cookies, context), 303);
  }
}

/** What the link names, or what was asked for in this browser before it was signed in; once. */
function readNext(cookies: Cookies, context: Context): string {
  const wanted = cookies.read(context, "wanted");
  cookies.remove(context, "wanted");
  return toOwnPath(context.req.query("next") ?? wanted);
}

/** What the page of a visit keeps on a phone: its drafts, and itself. */
const KEPT_HERE = '"cache", "storage"';

/** A form of another page must not end a session, nor look as if it had. */
async function leave(desk: Desk, context: Context): Promise<Response> {
  const { product, cookies, sessions } = desk;
  const session = await sessions.find(context);
  const isOwn = session
    ? sessions.isOwnForm(context, session, await readForm(context))
    : isFromOwnPage(context, product.pagesUrl);
  if (!isOwn) return await showForeignForm(context);
  const key = cookies.readKey(context, "session");
  if (key) await signOut(product, key);
  cookies.remove(context, "session");
  context.header("clear-site-data", KEPT_HERE);
  return await showSignedOut(context, "signed_out");
}

/** Where nobody is signed in, nobody can be signed out elsewhere. */
async function leaveEverywhere(desk: Desk, context: Context): Promise<Response> {
  const { product, cookies, sessions } = desk;
  const session = await sessions.find(context);
  if (!(session && sessions.isOwnForm(context, session, await readForm(context)))) {
    return await showForeignForm(context);
  }
  await signOutEverywhere(product, session.actor);
  cookies.remove(context, "session");
  cookies.remove(context, "browser");
  context.header("clear-site-data", KEPT_HERE);
  return await showSignedOut(context, "signed_out_everywhere");
}
