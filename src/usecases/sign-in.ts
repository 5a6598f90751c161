import type { Language } from "#domain/language.ts";
import { DAY_MS } from "#domain/local-time.ts";
import { KNOWN_BROWSER_DAYS, type SignInLink } from "#ports/access-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import { hashSecret } from "./hash-secret.ts";
import { hashNumber } from "./make-sign-in-link.ts";
import { isDistrictHere, type PageKey } from "./page-key.ts";
import type { Product } from "./product.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

const SESSION_MS = 8 * 60 * 60 * 1000;
const NUMBER = /^\d{3}$/;
/** Whoever tries a link and cannot say its number. */
const STRANGER = "somebody unknown";

export interface SignInTry {
  readonly link: PageKey;
  /** What the browser holds from before, as far as it is a key at all. */
  readonly browser: PageKey | undefined;
  readonly session: PageKey | undefined;
  /** As somebody typed it; "" for nothing. */
  readonly number: string;
}

export type SignInResult =
  | {
      readonly kind: "signed_in";
      readonly session: PageKey;
      readonly browser: PageKey;
      /** What the person reads in chat; undefined where nobody knows. */
      readonly language: Language | undefined;
    }
  /** The browser is new to this person; nothing was tried. */
  | { readonly kind: "number_needed" }
  | { readonly kind: "number_wrong" }
  /** Unknown, used, over, out of tries, or of somebody who has left. */
  | { readonly kind: "unusable" };

/** True for a link that a press may still spend. Changes nothing. */
export async function isUsableLink(product: Product, link: PageKey): Promise<boolean> {
  if (!(await isDistrictHere(product, link))) return false;
  const hash = await hashSecret(link.secret);
  const now = product.clock.now();
  return await product.store.read(link.district, function* (tx) {
    return (yield* findUsable(tx, hash, now)) !== undefined;
  });
}

/**
 * Spends the link and begins a session of eight hours. A browser in which the person was never seen
 * has to give the number; two wrong ones end the link. Of two presses at once one wins.
 */
export async function signIn(product: Product, asked: SignInTry): Promise<SignInResult> {
  const { district } = asked.link;
  if (!(await isDistrictHere(product, asked.link))) return { kind: "unusable" };
  const now = product.clock.now();
  const given = await readTry(product, asked);
  const { kind, language } = await product.store.transaction(district, function* (tx) {
    const tried = yield* tryLink(tx, given, now);
    return { kind: tried, language: yield* findReads(tx, given.session.hash, now) };
  });
  if (kind !== "known" && kind !== "new") return { kind };
  return {
    kind: "signed_in",
    language,
    session: { district, secret: given.session.secret },
    browser: { district, secret: kind === "known" ? given.before.browser : given.browser.secret },
  };
}

function* findReads(tx: Transaction, hash: string, now: Date): Steps<Language | undefined> {
  const session = yield* tx.access.findSession(hash, now);
  return session && (yield* tx.roster.findLanguage(session.person));
}

interface Fresh {
  readonly secret: string;
  readonly hash: string;
}

interface Given {
  readonly link: string;
  /** The hash that the typed number would have; undefined for none. */
  readonly numberHash: string | undefined;
  readonly session: Fresh;
  readonly browser: Fresh;
  readonly before: {
    readonly browser: string;
    readonly browserHash: string;
    readonly sessionHash: string;
  };
}

/** Everything that needs waiting, before the transaction. */
async function readTry(product: Product, asked: SignInTry): Promise<Given> {
  const { link, number } = asked;
  const own = (key: PageKey | undefined): string =>
    key?.district === link.district ? key.secret : "";
  const browser = own(asked.browser);
  return {
    link: await hashSecret(link.secret),
    numberHash: NUMBER.test(number) ? await hashNumber(link.secret, number) : undefined,
    session: await makeFresh(product),
    browser: await makeFresh(product),
    before: {
      browser,
      browserHash: await hashSecret(browser),
      sessionHash: await hashSecret(own(asked.session)),
    },
  };
}

async function makeFresh({ random }: Product): Promise<Fresh> {
  const secret = random.secret();
  return { secret, hash: await hashSecret(secret) };
}

type Tried = "known" | "new" | "number_needed" | "number_wrong" | "unusable";

function* tryLink(tx: Transaction, given: Given, now: Date): Steps<Tried> {
  const link = yield* findUsable(tx, given.link, now);
  if (!link) return "unusable";
  const { person } = link;
  const since = new Date(now.getTime() - KNOWN_BROWSER_DAYS * DAY_MS);
  const known = { hash: given.before.browserHash, person };
  const isKnown = yield* tx.access.isKnownBrowser(known, since);
  const refused = isKnown ? undefined : yield* checkNumber(tx, given, now);
  if (refused) return refused;
  if (!(yield* tx.access.spendLink(link.hash, now))) return "unusable";
  const hash = isKnown ? given.before.browserHash : given.browser.hash;
  yield* tx.access.saveBrowser({ hash, person, seenAt: now });
  // What this browser was signed in with before ends with it: nobody goes on with an older secret.
  yield* tx.access.removeSession(given.before.sessionHash);
  const expiresAt = new Date(now.getTime() + SESSION_MS);
  yield* tx.access.addSession({ hash: given.session.hash, person, createdAt: now, expiresAt });
  const subject = actorOf({ person });
  const facts = { browser: isKnown ? "known" : "new" };
  yield* writeAudit({ tx, now }, { actor: subject, action: "signed_in", subject, facts });
  return isKnown ? "known" : "new";
}

function* findUsable(tx: Transaction, hash: string, now: Date): Steps<SignInLink | undefined> {
  const link = yield* tx.access.findLink(hash, now);
  const person = link && (yield* tx.roster.findPerson(link.person));
  return person?.active ? link : undefined;
}

/** Why the link is refused; undefined where the number is right. Nothing typed takes no try. */
function* checkNumber(
  tx: Transaction,
  { link, numberHash }: Given,
  now: Date,
): Steps<Exclude<Tried, "known" | "new"> | undefined> {
  if (numberHash === undefined) return "number_needed";
  const tried = yield* tx.access.takeTry(link, now);
  if (!tried) return "unusable";
  if (tried.numberHash === numberHash) return undefined;
  const subject = actorOf(tried);
  const facts = { tries_left: String(tried.triesLeft) };
  yield* writeAudit({ tx, now }, { actor: STRANGER, action: "sign_in_refused", subject, facts });
  return tried.triesLeft > 0 ? "number_wrong" : "unusable";
}
