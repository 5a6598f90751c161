import { createHmac } from "node:crypto";
import type { Context } from "hono";
import { findSession } from "#usecases/find-session.ts";
import type { Actor, Product } from "#usecases/product.ts";
import { createCookies } from "./cookies.ts";
import { isFromOwnPage } from "./own-origin.ts";
import { isSameSecret } from "./same-secret.ts";

export interface PageSession {
  readonly actor: Actor;
  /** What a form of this session sends back in its field "csrf". */
  readonly csrf: string;
  readonly expiresAt: Date;
}

/** A form as it was sent: FormData, or what a parser made of it. */
export type SentForm = FormData | Readonly<Record<string, unknown>>;

export interface Sessions {
  /** Who looks at a page; undefined for nobody, an ended session or somebody who left. */
  find(context: Context): Promise<PageSession | undefined>;
  /** True if a form was sent from our own page by this session: field "csrf", Origin, Sec-Fetch-Site. */
  isOwnForm(context: Context, session: PageSession, form: SentForm): boolean;
}

/** Sessions as the store has them at every request; nothing is remembered in between. */
export function createSessions(product: Product): Sessions {
  const { pagesUrl } = product;
  const cookies = createCookies(pagesUrl);
  return {
    find: async (context) => {
      const key = cookies.readKey(context, "session");
      const found = key && (await findSession(product, key));
      return found && { ...found, csrf: csrfOf(key.secret) };
    },
    isOwnForm: (context, session, form) =>
      isFromOwnPage(context, pagesUrl) && isSameSecret(fieldOf(form, "csrf"), session.csrf),
  };
}

/** Made of the session's secret, which it does not tell: nothing is kept. */
function csrfOf(secret: string): string {
  return createHmac("sha256", secret).update("csrf").digest("base64url");
}

/** A field's text; "" for one that is missing or a file. */
export function fieldOf(form: SentForm, name: string): string {
  const value = form instanceof FormData ? form.get(name) : form[name];
  return typeof value === "string" ? value : "";
}
