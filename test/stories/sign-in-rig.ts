import { Hono } from "hono";
import { afterAll, beforeAll, expect } from "vitest";
import { type DistrictId, toId } from "#domain/ids.ts";
import type { Product as Parts } from "#usecases/product.ts";
import { addPages } from "#web/page-routes.ts";
import { listen, type Server } from "#web/server.ts";
import { addSignInRoutes } from "#web/sign-in-routes.ts";
import { cardOf, type Product, startProduct } from "./playground-rig.ts";

export const district = toId<DistrictId>("rbps");

const TICKET = /name="ticket" value="([^"]+)"/;
const CSRF = /name="csrf" value="([^"]+)"/;
const NUMBER = /type (\d{3})\./;

export interface Sent {
  readonly method?: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Seen {
  readonly status: number;
  readonly location: string | null;
  readonly text: string;
  /** Each as it was set, its attributes too. */
  readonly cookies: readonly string[];
  readonly headers: Headers;
}

/** A browser as far as this matters: it keeps cookies, and follows nothing by itself. */
export function createBrowser(origin: string) {
  const jar = new Map<string, string>();
  const go = async (path: string, { method, form, headers = {} }: Sent = {}): Promise<Seen> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(new URL(path, origin), {
      method: method ?? (form ? "POST" : "GET"),
      redirect: "manual",
      headers: { ...(cookie === "" ? {} : { cookie }), ...headers },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    const cookies = response.headers.getSetCookie();
    for (const each of cookies) keep(jar, each);
    const location = response.headers.get("location");
    const { status } = response;
    return { status, location, cookies, headers: response.headers, text: await response.text() };
  };
  return { jar, go };
}

export type Browser = ReturnType<typeof createBrowser>;

function keep(jar: Map<string, string>, cookie: string): void {
  const [pair = "", ...attributes] = cookie.split("; ");
  const [name = "", value = ""] = pair.split("=");
  if (attributes.includes("Max-Age=0")) jar.delete(name);
  else jar.set(name, value);
}

export const ticketIn = ({ text }: Pick<Seen, "text">): string => TICKET.exec(text)?.[1] ?? "";
export const csrfIn = ({ text }: Pick<Seen, "text">): string => CSRF.exec(text)?.[1] ?? "";

export interface ChatLink {
  /** The path alone. */
  readonly path: string;
  readonly number: string;
  readonly wrong: string;
}

/** Asks for a link in chat, as this person. */
async function askForLink(product: Product, as: string): Promise<ChatLink> {
  const card = cardOf(await product.say(as, "/pl dashboard"));
  const number = NUMBER.exec(card.text)?.[1] ?? "";
  const wrong = number === "000" ? "001" : "000";
  return { path: card.links?.[0]?.url ?? "", number, wrong };
}

/** Opens the link and presses its button, with the number where one is given. */
export async function press(browser: Browser, path: string, more: Sent["form"] = {}) {
  const ticket = ticketIn(await browser.go(path));
  return await browser.go(path, { form: { ticket, ...more } });
}

/** One playground on real HTTP for a whole file. */
export function usePages() {
  let started: { readonly product: Product; readonly server: Server } | undefined;
  const get = () => started ?? fail("The playground is there only while tests run.");
  beforeAll(async () => {
    const product = await startProduct();
    const server = await listen(product.app.web, { host: "127.0.0.1", port: 0 });
    started = { product, server };
  });
  afterAll(async () => {
    await started?.server.stop();
    await started?.product.stop();
  });
  const open = (): Browser => createBrowser(get().server.url);
  const ask = async (as: string): Promise<ChatLink> => await askForLink(get().product, as);
  return {
    get product() {
      return get().product;
    },
    get url() {
      return get().server.url;
    },
    open,
    ask,
    /** A browser in which this person is signed in. */
    signedIn: async (as: string): Promise<Browser> => {
      const browser = open();
      const { path, number } = await ask(as);
      expect((await press(browser, path, { number })).status).toBe(303);
      return browser;
    },
    /** The newest entries first. */
    audited: async (count: number) =>
      await get().product.app.product.store.read(district, (tx) => tx.audit.list(count)),
  };
}

/** A product's pages alone on real HTTP; `pagesUrl` is what PUBLIC_URL would say. */
export async function startPages(product: Parts, pagesUrl: string | undefined = product.pagesUrl) {
  const web = new Hono();
  const parts = { ...product, pagesUrl };
  addSignInRoutes(web, parts);
  addPages(web, parts);
  return await listen(web, { host: "127.0.0.1", port: 0 });
}

/** True where the pages show somebody's own. */
export async function isSignedIn(browser: Browser): Promise<boolean> {
  return (await browser.go("/dashboard")).status !== 401;
}

function fail(what: string): never {
  throw new Error(what);
}
