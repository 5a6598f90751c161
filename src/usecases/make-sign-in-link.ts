import { digest, hashSecret } from "./hash-secret.ts";
import { writeDistrict } from "./page-key.ts";
import type { Actor, Product } from "./product.ts";
import { requireRight } from "./require-right.ts";

const LINK_MS = 10 * 60 * 1000;
/** How often a browser that was never here may guess the number. */
const TRIES = 2;
const NUMBERS = 1000;
const DIGITS = 3;

export interface NewSignInLink {
  readonly url: string;
  /** Three digits that a browser asks for where the person never was. */
  readonly number: string;
}

/**
 * A link that opens the actor's page once, within ten minutes. Undefined where nobody knows at which
 * address the pages are. Throws NOT_ALLOWED.
 */
export async function makeSignInLink(
  product: Product,
  actor: Actor,
): Promise<NewSignInLink | undefined> {
  const { store, clock, random, pagesUrl } = product;
  if (pagesUrl === undefined) return undefined;
  const { district, person } = actor;
  const secret = random.secret();
  const number = await pickNumber(random.secret());
  const hash = await hashSecret(secret);
  const numberHash = await hashNumber(secret, number);
  const expiresAt = new Date(clock.now().getTime() + LINK_MS);
  await store.transaction(district, function* (tx) {
    yield* requireRight({ tx }, actor, "makeSignInLink");
    yield* tx.access.addLink({ hash, person, numberHash, triesLeft: TRIES, expiresAt });
  });
  return { url: `${pagesUrl}/sign-in/${writeDistrict(district)}/${secret}`, number };
}

/** With the link's secret, so that what is stored does not tell the number. */
export async function hashNumber(secret: string, number: string): Promise<string> {
  return await hashSecret(`${secret} ${number}`);
}

async function pickNumber(secret: string): Promise<string> {
  const [high = 0, middle = 0, low = 0] = await digest(secret);
  return String(((high << 16) | (middle << 8) | low) % NUMBERS).padStart(DIGITS, "0");
}
