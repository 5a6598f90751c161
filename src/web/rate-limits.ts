import { createHash, randomBytes } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { createFindClient } from "./client-address.ts";

/** How often one client address may ask. */
export interface Rate {
  readonly requests: number;
  readonly seconds: number;
}

/**
 * A whole district often leaves its network by one address: each of these lets a school morning through.
 * Webhooks come from few addresses of Slack and Microsoft, hundreds at one instant; they are counted
 * before their signature is looked at, so that forged ones cost next to nothing.
 */
export const rates = {
  signIn: { requests: 60, seconds: 60 },
  page: { requests: 300, seconds: 60 },
  tab: { requests: 1200, seconds: 60 },
  webhook: { requests: 2000, seconds: 10 },
  health: { requests: 600, seconds: 60 },
} as const satisfies Readonly<Record<string, Rate>>;

type RouteClass = keyof typeof rates;

const CLASSES: readonly (readonly [path: RegExp, of: RouteClass])[] = [
  [
    /^\/(sign-in|sign-out|sign-out-everywhere|slack\/install|slack\/oauth_redirect)(\/|$)/,
    "signIn",
  ],
  [/^\/(slack\/events|api\/messages)$/, "webhook"],
  [/^\/teams\//, "tab"],
  [/^\/(healthz|readyz|metrics)$/, "health"],
];
const TOO_MANY = 429;
const MS = 1000;

/** Which limit a path falls under; what nobody knows is a page. */
export function classOf(path: string): RouteClass {
  return CLASSES.find(([pattern]) => pattern.test(path))?.[1] ?? "page";
}

/**
 * Turns away who asks too often, with 429, Retry-After and plain words. What this machine itself asks is
 * not counted: the playground is here alone, and a health check must not be refused.
 */
export function limitRate(trustedProxies: readonly string[] = []): MiddlewareHandler {
  const findClient = createFindClient(trustedProxies);
  const slotOf = createSlots();
  const limiters = Object.fromEntries(
    Object.entries(rates).map(([name, { requests, seconds }]) => [
      name,
      new RateLimiterMemory({ points: requests, duration: seconds }),
    ]),
  );
  return async (context, next) => {
    const client = findClient(context);
    const limiter = limiters[classOf(context.req.path)];
    if (!client || client.isHere || !limiter) return await next();
    try {
      await limiter.consume(slotOf(client.key));
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return tooMany(context, refusal.msBeforeNext);
      throw refusal;
    }
    return await next();
  };
}

/** Addresses share 65536 slots, so that no crowd of them fills the memory; nobody can aim at a slot. */
function createSlots(): (key: string) => number {
  const salt = randomBytes(16);
  return (key) => createHash("sha256").update(salt).update(key).digest().readUInt16BE(0);
}

/** In words where a browser asks for a page, else as every refusal here. */
function tooMany(context: Context, waitMs: number): Response {
  const seconds = Math.max(Math.ceil(waitMs / MS), 1);
  const headers = { "retry-after": String(seconds), "cache-control": "no-store" };
  const error = "Too many requests came from your network just now.";
  const hint = `Please wait ${seconds} ${seconds === 1 ? "second" : "seconds"}, then try again.`;
  const wantsPage = context.req.header("accept")?.includes("text/html") === true;
  if (wantsPage) return context.text(`${error} ${hint}\n`, TOO_MANY, headers);
  return context.json({ error, hint }, TOO_MANY, headers);
}
