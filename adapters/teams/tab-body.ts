import { z } from "zod";
import { readBody } from "./read-body.ts";
import type { Refusal } from "./verify.ts";

const MOST_BYTES = 64 * 1024;
const JSON_TYPE = /^application\/json\s*(;|$)/i;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LOCALE = /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i;

const refusals = {
  tooLarge: { status: 413, error: "That is too large.", hint: "Send at most 64 KB." },
  unreadable: {
    status: 400,
    error: "This is nothing that the tab sends.",
    hint: "Open the tab again in Teams.",
  },
} as const satisfies Record<string, Refusal>;

export const { unreadable } = refusals;

/** Teams' own language, where it says one. */
const locale = z.string().regex(LOCALE).optional().catch(undefined);

export const opened = z.object({ locale });

/** The id is the press's own: sent again, it is the same press. */
export const acted = z.object({
  id: z.string().regex(UUID),
  locale,
  data: z.record(z.string(), z.unknown()),
  inputs: z.record(z.string(), z.string()),
});

/** A request's JSON as the schema knows it, or why not. */
export async function readJson<T>(
  request: Request,
  schema: z.ZodType<T>,
): Promise<{ readonly ok: T } | Refusal> {
  if (!JSON_TYPE.test(request.headers.get("content-type") ?? "")) return refusals.unreadable;
  if (Number(request.headers.get("content-length") ?? 0) > MOST_BYTES) return refusals.tooLarge;
  const text = await readBody(request);
  if (text === undefined || Buffer.byteLength(text) > MOST_BYTES) return refusals.tooLarge;
  const read = schema.safeParse(parse(text));
  return read.success ? { ok: read.data } : refusals.unreadable;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** True for a request of our own page: browsers name the page that sends one. */
export function isOwn(request: Request, publicUrl: string): boolean {
  const origin = request.headers.get("origin");
  if (origin === null) return true;
  if (publicUrl !== "") return origin === new URL(publicUrl).origin;
  // Without its own address it knows only the name that it was called by.
  return URL.canParse(origin) && new URL(origin).host === new URL(request.url).host;
}
