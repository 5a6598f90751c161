import { createPublicKey } from "node:crypto";
import { JwtTokenExtractor } from "botframework-connector/lib/auth/jwtTokenExtractor.js";
import { z } from "zod";

/** The keys that sign what Teams sends cannot be read just now. */
export class KeysAway extends Error {
  override readonly name = "KeysAway";
}

export interface ChannelKeyParts {
  readonly openIdUrl: string;
  readonly guarded: typeof fetch;
}

interface ChannelKey {
  readonly key: string;
  readonly endorsements?: string[];
}
type KeySet = ReadonlyMap<string, ChannelKey>;

const READ_MS = 5000;
const KEPT_MS = 24 * 60 * 60_000;
/** How often a name that nobody knows may make us ask again: anybody can invent one. */
const AGAIN_MS = 60 * 60_000;

const metadata = z.object({ jwks_uri: z.string() });
const list = z.object({ keys: z.array(z.unknown()) });
const published = z.object({
  kty: z.literal("RSA"),
  kid: z.string().min(1),
  n: z.string(),
  e: z.string(),
  endorsements: z.array(z.string()).optional(),
});

/**
 * The library asks for Microsoft's keys by itself, without time limit, size limit or allow-list. It keeps
 * one reader for each address, and from now on that one asks through our guard.
 */
export function guardChannelKeys(parts: ChannelKeyParts): void {
  const { openIdMetadata } = new JwtTokenExtractor({}, parts.openIdUrl, []);
  openIdMetadata.getKey = createFindKey(parts);
}

/** Gives null for a name that is not published, as the library wants it. */
function createFindKey(parts: ChannelKeyParts): (kid: string) => Promise<ChannelKey | null> {
  let keys: KeySet = new Map();
  let readAtMs = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | undefined;
  const read = async (): Promise<void> => {
    keys = await readKeys(parts);
    readAtMs = performance.now();
  };
  const readOnce = async (): Promise<void> => {
    running ??= read().finally(() => {
      running = undefined;
    });
    await running;
  };
  return async (kid) => {
    const ageMs = performance.now() - readAtMs;
    const isDue = ageMs > KEPT_MS || (ageMs > AGAIN_MS && !keys.has(kid));
    if (isDue) await readOnce();
    return keys.get(kid) ?? null;
  };
}

async function readKeys({ openIdUrl, guarded }: ChannelKeyParts): Promise<KeySet> {
  try {
    const { jwks_uri: keysUrl } = metadata.parse(await readJson(guarded, openIdUrl));
    const { keys } = list.parse(await readJson(guarded, keysUrl));
    return new Map(keys.flatMap((each) => toEntry(published.safeParse(each).data)));
  } catch (cause) {
    throw new KeysAway("Microsoft's signing keys cannot be read.", { cause });
  }
}

async function readJson(guarded: typeof fetch, url: string): Promise<unknown> {
  const response = await guarded(url, { signal: AbortSignal.timeout(READ_MS) });
  if (!response.ok) throw new RangeError(`Microsoft answered ${response.status}.`);
  return await response.json();
}

function toEntry(read: z.infer<typeof published> | undefined): [string, ChannelKey][] {
  if (!read) return [];
  const { kid, kty, n, e, endorsements = [] } = read;
  const pem = createPublicKey({ key: { kty, n, e }, format: "jwk" });
  const key = pem.export({ type: "spki", format: "pem" }).toString();
  return [[kid, { key, endorsements }]];
}
