import { type HttpClient, HttpHeaders } from "botbuilder-stdlib/lib/azureCoreHttpCompat.js";
import { neverSent } from "#edge/never-sent.ts";

/** Why a call did not end well; nothing was done unless it is "lost". */
export type Failure =
  /** Teams takes no more of this for a while. */
  | { readonly kind: "limited"; readonly seconds: number | undefined }
  /** Teams asks to come again (412, 503). */
  | { readonly kind: "busy"; readonly seconds: number | undefined }
  /** It never reached Teams. */
  | { readonly kind: "not-sent" }
  /** It was sent, and how it ended is not known: it may have been done. */
  | { readonly kind: "lost" }
  | { readonly kind: "refused"; readonly status: number; readonly code: string };

/** A failed call, in a class of our own: the library repeats only failures that it knows. */
export class CallFailed extends Error {
  override readonly name = "CallFailed";
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`Teams: ${failure.kind}`);
    this.failure = failure;
  }
}

const LONGEST_WAIT_SECONDS = 3600;
const CODE = /"code"\s*:\s*"([A-Za-z0-9_ -]{1,60})"/;

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** How a request is sent: within the guard of its caller, and for so long. */
export interface Sending {
  readonly guarded: typeof fetch;
  readonly timeoutMs: number;
}

/** One attempt in limited time. Throws CallFailed for everything but a 2xx. */
export async function send(request: HttpRequest, sending: Sending): Promise<HttpAnswer> {
  const { method, url, headers, body } = request;
  const signal = AbortSignal.timeout(sending.timeoutMs);
  const sent = body === undefined ? {} : { body };
  const init = { method, headers, signal, ...sent };
  const response = await sending.guarded(url, init).catch((cause: unknown) => {
    throw new CallFailed({ kind: neverSent(cause) ? "not-sent" : "lost" });
  });
  // An answer that breaks off was an answer: its status says what was done.
  const text = await response.text().catch(() => "");
  if (!response.ok) throw new CallFailed(readStatus(response, text));
  return { status: response.status, headers: Object.fromEntries(response.headers.entries()), text };
}

/**
 * The same for the library's connector, which has no time limit of its own and would post up to four
 * times.
 */
export function createHttpClient(sending: Sending): HttpClient {
  return {
    sendRequest: async (request) => {
      const { method, url, body } = request;
      const headers = Object.fromEntries(request.headers.headersArray().map(toPair));
      const typed = typeof body === "string" ? body : undefined;
      const heard = await send({ method, url, headers, body: typed }, sending);
      const { status, text: bodyAsText } = heard;
      return { status, headers: new HttpHeaders({ ...heard.headers }), bodyAsText, request };
    },
  };
}

function toPair({ name, value }: { readonly name: string; readonly value: string }) {
  return [name, value] as const;
}

/** What a status says of the work: 429, 412 and 503 did nothing; of other 5xx nobody knows. */
function readStatus({ status, headers }: Response, body: string): Failure {
  const seconds = readWait(headers.get("retry-after"));
  if (status === 429) return { kind: "limited", seconds };
  if (status === 412 || status === 503) return { kind: "busy", seconds };
  if (status >= 500 || status === 408) return { kind: "lost" };
  return { kind: "refused", status, code: CODE.exec(body)?.[1] ?? "" };
}

/** Seconds, at least one; undefined where it is not said, or said as a date. */
function readWait(said: string | null): number | undefined {
  const seconds = Number.parseFloat(said ?? "");
  if (Number.isNaN(seconds)) return undefined;
  return Math.min(Math.max(seconds, 1), LONGEST_WAIT_SECONDS);
}
