import { setTimeout as wait } from "node:timers/promises";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context, Hono } from "hono";
import type { Platform } from "#ports/chat.ts";
import type { Pulse } from "#ports/store-health.ts";
import type { Product } from "#usecases/product.ts";
import { isSameSecret } from "./same-secret.ts";

/** Campaigns that should have run and have not, and in how many districts all sending is stopped. */
export interface SeenByWorker {
  readonly overdue: readonly string[];
  readonly stopped: number;
}

export interface HealthParts {
  readonly product: Product;
  readonly platforms: () => readonly Platform[];
  /** How long ago the worker's loop last got on. */
  readonly loopAgeSeconds: () => number;
  readonly isStopping: () => boolean;
  /** What the worker last saw of what is planned; left out where nobody looks. */
  readonly seen?: (() => SeenByWorker) | undefined;
  /** "" lets this machine alone read the metrics. */
  readonly metricsToken: string;
  /** Left out, or undefined, where nobody knows. */
  readonly newestBackupAt?: (() => Promise<Date | undefined>) | undefined;
}

/** The loop is woken each minute; after this somebody should look. */
const LONGEST_QUIET_SECONDS = 180;
/** A database that answers later is as good as one that does not. */
const PATIENCE_MS = 2000;
const UNAVAILABLE = 503;
/** One of these says that somebody else asks through a proxy. */
const FORWARDED = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"];
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
const BEARER = /^Bearer +/i;

/** What a load balancer and a monitor ask. Each answer that is no names its reason by a code. */
export function addHealthRoutes(web: Hono, parts: HealthParts): void {
  web.get("/healthz", (context) => {
    const isQuiet = parts.loopAgeSeconds() > LONGEST_QUIET_SECONDS;
    if (isQuiet) return answer(context, "loop_stalled");
    return context.json({ ok: true, ...describe(parts.seen?.()) });
  });
  web.get("/readyz", async (context) => answer(context, await findReason(parts)));
  web.get("/metrics", async (context) => await showMetrics(context, parts));
}

/** Somebody should look, and to start it again would help nothing: the answer is still yes. */
function describe(seen: SeenByWorker | undefined): object {
  const { overdue = [], stopped = 0 } = seen ?? {};
  return {
    ...(overdue.length > 0 ? { overdue } : {}),
    ...(stopped > 0 ? { sending: "stopped" } : {}),
  };
}

function answer(context: Context, reason: string | undefined): Response {
  if (reason === undefined) return context.json({ ok: true });
  return context.json({ ok: false, reason }, UNAVAILABLE);
}

/** Why nothing should be sent here just now; undefined if all is well. */
async function findReason({ product, isStopping }: HealthParts): Promise<string | undefined> {
  if (isStopping()) return "stopping";
  const counted = await soon(product, async () => await product.store.health.countMigrations());
  if (counted === undefined) return "database_unavailable";
  return counted.applied < counted.wanted ? "migrations_missing" : undefined;
}

/** Undefined where the look fails or takes too long. */
async function soon<T>({ log }: Product, look: () => Promise<T>): Promise<T | undefined> {
  const giveUp = new AbortController();
  const looking = look().catch((cause: unknown) => {
    log.warn("not_answered", { cause });
    return undefined;
  });
  const late = wait(PATIENCE_MS, undefined, { signal: giveUp.signal }).catch(() => undefined);
  return await Promise.race([looking, late]).finally(() => giveUp.abort());
}

/** As if there were none, for whoever may not read them. */
async function showMetrics(context: Context, parts: HealthParts): Promise<Response> {
  if (!mayRead(context, parts.metricsToken)) return context.notFound();
  const { product, platforms, loopAgeSeconds, newestBackupAt } = parts;
  const pulse = await soon<Pulse>(product, async () => await product.store.health.readPulse());
  const backupAt = newestBackupAt && (await soon(product, newestBackupAt));
  const { body, contentType } = await product.metrics.print({
    now: product.clock.now(),
    platforms: platforms(),
    pulse,
    loopAgeSeconds: loopAgeSeconds(),
    backupAt,
    overdue: parts.seen?.().overdue.length,
    stopped: parts.seen?.().stopped,
  });
  return context.body(body, 200, { "content-type": contentType });
}

function mayRead(context: Context, token: string): boolean {
  if (token === "") return isThisMachine(context);
  const given = context.req.header("authorization") ?? "";
  return BEARER.test(given) && isSameSecret(given.replace(BEARER, ""), token);
}

/** A direct connection from this machine, with no word of a proxy in between. */
function isThisMachine(context: Context): boolean {
  if (FORWARDED.some((name) => context.req.header(name) !== undefined)) return false;
  return LOOPBACK.test(addressOf(context));
}

/** "" where there is no connection, as in a test without a server. */
function addressOf(context: Context): string {
  return "incoming" in Object(context.env) ? (getConnInfo(context).remote.address ?? "") : "";
}
