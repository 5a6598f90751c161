import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { type Language, languages } from "#domain/language.ts";

const COOKIE = "groundswell-language";
const YEAR_SECONDS = 365 * 24 * 60 * 60;
const QUALITY = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;
const SLASHES = /^\/+/;
/** More wishes than a browser sends. */
const MOST_WISHES = 20;

/**
 * The language somebody reads in: what the address asks for, else what the browser remembers, else
 * what it wishes, else English.
 */
export function chooseLanguage(context: Context): Language {
  const wanted = toLanguage(context.req.query("lang")) ?? toLanguage(getCookie(context, COOKIE));
  return wanted ?? wished(context.req.header("accept-language") ?? "") ?? "en";
}

/** Lets the browser remember the language that the address asks for. */
export function keepLanguage(context: Context): void {
  const asked = toLanguage(context.req.query("lang"));
  if (asked) remember(context, asked);
}

/** Whoever signs in goes on in the language they read in chat, unless they chose another one here. */
export function followLanguage(context: Context, language: Language | undefined): void {
  if (language && !toLanguage(getCookie(context, COOKIE))) remember(context, language);
}

function remember(context: Context, language: Language): void {
  setCookie(context, COOKIE, language, {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    maxAge: YEAR_SECONDS,
  });
}

/** This very page in the other language: its path and its question, and nothing of another site. */
export function otherLanguagePath(context: Context, language: Language): string {
  const url = new URL(context.req.url);
  url.searchParams.set("lang", language === "en" ? "es" : "en");
  // Two slashes at its start would name another site.
  return `${url.pathname.replace(SLASHES, "/")}${url.search}`;
}

function toLanguage(text: string | undefined): Language | undefined {
  return languages.find((language) => language === text);
}

/** The best of "es-MX,es;q=0.9,en;q=0.8" that we speak. */
function wished(header: string): Language | undefined {
  const wishes = header
    .split(",", MOST_WISHES)
    .map((wish) => {
      const [tag = "", quality = "q=1"] = wish.split(";").map((part) => part.trim().toLowerCase());
      const language = toLanguage(tag.split("-")[0]);
      return { language, weight: Number(QUALITY.exec(quality)?.[1] ?? 0) };
    })
    .filter(({ language, weight }) => language !== undefined && weight > 0);
  return wishes.toSorted((a, b) => b.weight - a.weight)[0]?.language;
}
