import { type DistrictId, type PersonId, toId } from "#domain/ids.ts";
import { makeSignInLink } from "#usecases/make-sign-in-link.ts";
import { type PageKey, readKey, writeDistrict } from "#usecases/page-key.ts";
import type { Actor, Product } from "#usecases/product.ts";
import { signIn } from "#usecases/sign-in.ts";
import { type Browser, createBrowser } from "./sign-in-rig.ts";

const TAG = /<[^>]*>/g;
const SPACES = /\s+/g;
const SIGNS = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&" } as const;

export function actorOf(district: string, person: string): Actor {
  return { district: toId<DistrictId>(district), person: toId<PersonId>(person) };
}

/** What a browser keeps of somebody who has just signed in, without https. */
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

/** A browser in which this person is signed in, without the way there. */
export async function browserOf(product: Product, actor: Actor, origin: string): Promise<Browser> {
  const browser = createBrowser(origin);
  browser.jar.set("groundswell", await signInAs(product, actor));
  return browser;
}

function keyOf(url: string): PageKey {
  const [secret = "", district = ""] = url.split("/").reverse();
  const key = readKey(district, secret);
  if (key) return key;
  throw new RangeError(`"${url}" is no link`);
}

/** What a person reads of a page: without markup, every run of spaces one. */
export function wordsIn({ text }: { readonly text: string }): string {
  const body = text.slice(text.indexOf("<body>"));
  let words = body.replace(TAG, " ").replace(SPACES, " ");
  for (const [entity, sign] of Object.entries(SIGNS)) words = words.replaceAll(entity, sign);
  return words;
}
