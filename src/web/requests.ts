import type { Context, Hono, Next } from "hono";
import { matchedRoutes, routePath } from "hono/route";
import { ProductError } from "#domain/errors.ts";
import type { Product } from "#usecases/product.ts";

/** Methods that a label may show; whatever else is sent is one label more. */
const METHODS: ReadonlySet<string> = new Set([
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
]);
/** What asks every few seconds: its answers are logged only where something is wrong. */
const OFTEN = /^\/(healthz|readyz|metrics|playground(\/api)?\/\*?)$/;
/** What is done before every route. */
const EVERY = "/*";
const WRONG_FROM = 400;
const BROKEN_OFF = 400;
const FAULT_FROM = 500;
const UNAVAILABLE = 503;
const MS = 1000;

/**
 * Gives every request an id, which the answer carries as X-Request-Id, and logs and counts its end. An id
 * that comes with a request is not taken: it may be anybody's words. An address may hold a one-time token
 * or a name: the pattern of its route stands for it.
 */
export function followRequests(web: Hono, product: Product): void {
  const { trace, log } = product;
  web.use(async (context, next) => {
    const id = trace.newId();
    await trace.run(id, async () => await follow(product, context, next));
    context.header("x-request-id", id);
  });
  // The library would print the error with everything that hangs on it.
  web.onError((cause, context) => {
    // Whoever breaks off must not fill the log with faults of ours.
    if (context.req.raw.signal.aborted) {
      log.info("request_broken_off", { route: routeOf(context) });
      return context.json(
        { error: "The request ended early.", hint: "Send it again." },
        BROKEN_OFF,
      );
    }
    log.error("request_failed", { route: routeOf(context), cause });
    const said = { error: "That did not work.", hint: "Try again in a minute." };
    const { status, headers } = answerTo(cause);
    return context.json(said, status, headers);
  });
}

/** What went wrong, for a program: whether to come again soon. */
export function answerTo(cause: unknown) {
  const isAway = cause instanceof ProductError && cause.code === "DATABASE_UNAVAILABLE";
  return isAway
    ? ({ status: UNAVAILABLE, headers: { "retry-after": "10" } } as const)
    : ({ status: FAULT_FROM, headers: {} } as const);
}

async function follow({ log, metrics }: Product, context: Context, next: Next): Promise<void> {
  const begunMs = performance.now();
  await next();
  const milliseconds = performance.now() - begunMs;
  const method = METHODS.has(context.req.method) ? context.req.method : "other";
  const { status } = context.res;
  const route = routeOf(context);
  metrics.countRequest({ method, route, status, seconds: milliseconds / MS });
  const facts = { method, route, status, ms: Math.round(milliseconds) };
  const isPoll = method === "GET" && OFTEN.test(route) && status < WRONG_FROM;
  if (status >= FAULT_FROM) log.warn("request", facts);
  else if (!isPoll) log.info("request", facts);
}

/** The pattern that answered, or would have: "/teams/*"; "none" where there is no route. */
function routeOf(context: Context): string {
  const answered = routePath(context);
  if (answered !== EVERY) return answered;
  return matchedRoutes(context).find(({ path }) => path !== EVERY)?.path ?? "none";
}
