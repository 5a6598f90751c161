import type { Hono } from "hono";
import { type DistrictId, type PersonId, toId } from "#domain/ids.ts";
import { makeSignInLink } from "#usecases/make-sign-in-link.ts";
import { type PageKey, readKey, writeDistrict } from "#usecases/page-key.ts";
import type { Actor, Product } from "#usecases/product.ts";
import { signIn } from "#usecases/sign-in.ts";

/** Where the pages are asked for. */
const ORIGIN = "http://127.0.0.1";
const CSRF = /name="csrf" value="([^"]+)"/;
const TAG = /<[^>]*>/g;
const SPACES = /\s+/g;
const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" } as const;

/** What a browser of somebody who has just signed in keeps. */
export async function signInAs(product: Product, actor: Actor): Promise<string> {
  const link = await makeSignInLink(product, actor);
  const signed = await signIn(product, {
    link: keyOf(link?.url ?? ""),
    browser: undefined,
    session: undefined,
    number: link?.number ?? "",
  });
  if (signed.kind !== "signed_in") throw new RangeError(`signing in was ${signed.kind}`);
  const { district, secret } = signed.session;
  return `${writeDistrict(district)}.${secret}`;
}

function keyOf(url: string): PageKey {
  const [secret = "", district = ""] = url.split("/").reverse();
  const key = readKey(district, secret);
  if (key) return key;
  throw new RangeError(`"${url}" is no link`);
}

export function actorOf(district: string, person: string): Actor {
  return { district: toId<DistrictId>(district), person: toId<PersonId>(person) };
}

export interface Seen {
  readonly status: number;
  readonly html: string;
  /** What a person reads: without markup, every run of spaces one. */
  readonly text: string;
  readonly headers: Headers;
}

/** Somebody with a browser at one product's pages. */
export function createVisitor(web: Hono, cookie: string | undefined, language = "en") {
  const send = async (path: string, init: RequestInit = {}): Promise<Seen> => {
    const headers = new Headers(init.headers);
    headers.set("accept-language", language);
    if (cookie !== undefined) headers.set("cookie", `groundswell=${cookie}`);
    const response = await web.request(`${ORIGIN}${path}`, { ...init, headers });
    const html = await response.text();
    return { status: response.status, html, text: textOf(html), headers: response.headers };
  };
  return {
    open: async (path: string) => await send(path),
    send,
    /** Sends the page's own form to a path, as a press of its button does. */
    press: async (from: Seen, path: string) =>
      await send(path, {
        method: "POST",
        body: new URLSearchParams({ csrf: CSRF.exec(from.html)?.[1] ?? "" }),
        headers: { origin: ORIGIN, "content-type": "application/x-www-form-urlencoded" },
      }),
  };
}

export type Visitor = ReturnType<typeof createVisitor>;

function textOf(html: string): string {
  const [, main = html] = html.split("<body>");
  let text = main.replace(TAG, " ").replace(SPACES, " ");
  for (const [entity, sign] of Object.entries(ENTITIES)) text = text.replaceAll(entity, sign);
  return text;
}
