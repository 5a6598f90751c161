import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { type PageKey, readKey, writeDistrict } from "#usecases/page-key.ts";

/** What a browser keeps for us: who is signed in, that it was here before, one visit's secret, and what was asked for. */
const names = {
  session: "groundswell",
  browser: "groundswell-browser",
  visit: "groundswell-visit",
  wanted: "groundswell-wanted",
};
export type Kept = keyof typeof names;

/** What the product is reached by; undefined where only the request says it. */
export type PagesUrl = string | undefined;

const HTTPS = /^https:/i;

/** True if this page came over https, as PUBLIC_URL says, or else as the request does. */
function isSecure(context: Context, pagesUrl: PagesUrl): boolean {
  return HTTPS.test(pagesUrl || context.req.url);
}

/** On https no other host, and no page without https, can have set it. */
function nameOf(kept: Kept, secure: boolean): string {
  return secure ? `__Host-${names[kept]}` : names[kept];
}

/** Reads and writes our cookies. */
export function createCookies(pagesUrl: PagesUrl) {
  const read = (context: Context, kept: Kept): string | undefined =>
    getCookie(context, nameOf(kept, isSecure(context, pagesUrl)));
  const write = (context: Context, kept: Kept, { value, seconds }: Cookie): void => {
    const secure = isSecure(context, pagesUrl);
    const attributes = { path: "/", httpOnly: true, sameSite: "Lax", secure } as const;
    setCookie(context, nameOf(kept, secure), value, { ...attributes, maxAge: seconds });
  };
  return {
    read,
    write,
    readKey: (context: Context, kept: Kept): PageKey | undefined => {
      const [district = "", secret = "", ...rest] = read(context, kept)?.split(".") ?? [];
      return rest.length > 0 ? undefined : readKey(district, secret);
    },
    writeKey: (context: Context, kept: Kept, { key, seconds }: KeyCookie): void =>
      write(context, kept, { value: `${writeDistrict(key.district)}.${key.secret}`, seconds }),
    remove: (context: Context, kept: Kept): void => {
      const secure = isSecure(context, pagesUrl);
      deleteCookie(context, nameOf(kept, secure), { path: "/", secure });
    },
  };
}

export type Cookies = ReturnType<typeof createCookies>;

interface Cookie {
  readonly value: string;
  readonly seconds: number;
}

interface KeyCookie {
  readonly key: PageKey;
  readonly seconds: number;
}
