import type { Context, Next } from "hono";
import { bodyLimit } from "hono/body-limit";

const KB = 1024;
/** Of a path's own body; the last entry is for everything else, such as a form. */
const LIMITS: readonly (readonly [path: RegExp, mostBytes: number])[] = [
  [/^\/slack\/events$/, 1024 * KB],
  [/^\/api\/messages$/, 256 * KB],
  [/^\/teams\//, 64 * KB],
  /** A district's whole roster as a zip. */
  [/^\/playground\/api\/import$/, 50 * 1024 * KB],
  [/^\/playground(\/|$)/, 256 * KB],
  /** Fourteen lines, and how a form writes them. */
  [/^\/dashboard\/visits\//, 64 * KB],
  [/^/, 16 * KB],
];

/** How much a request to a path may bring along, in bytes. */
export function mostBytes(path: string): number {
  return LIMITS.find(([pattern]) => pattern.test(path))?.[1] ?? 0;
}

/** Node reads no more than the length that was announced; a body without one is counted. */
export async function limitBody(context: Context, next: Next): Promise<Response | undefined> {
  const maxSize = mostBytes(context.req.path);
  const announced = context.req.header("content-length");
  if (announced === undefined) return await countBody(context, next, maxSize);
  if (Number(announced) > maxSize) return tooLarge(context);
  await next();
  return undefined;
}

/** What a route throws is answered before it comes here: what is caught is a body that broke off. */
async function countBody(
  context: Context,
  next: Next,
  maxSize: number,
): Promise<Response | undefined> {
  try {
    return (await bodyLimit({ maxSize, onError: tooLarge })(context, next)) ?? undefined;
  } catch {
    const said = { error: "The request broke off.", hint: "Send it again, whole." };
    return context.json(said, 400, { connection: "close" });
  }
}

/** The rest of the body is not read, so the connection cannot carry another request. */
function tooLarge(context: Context): Response {
  const size = mostBytes(context.req.path) / KB;
  const hint = `Send at most ${size >= KB ? `${size / KB} MB` : `${size} KB`}.`;
  return context.json({ error: "That is too large.", hint }, 413, { connection: "close" });
}
