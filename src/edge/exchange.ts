import { lookup as lookUp } from "node:dns/promises";
import { type ClientRequest, Agent as HttpAgent, type IncomingMessage, request } from "node:http";
import { Agent as HttpsAgent, request as requestTls } from "node:https";
import type { LookupFunction } from "node:net";
import { ProductError } from "#domain/errors.ts";
import { type Limits, readLimited } from "./limited-body.ts";

/** Every address of a host. */
export type Resolve = (
  host: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>;

interface LineParts extends Limits {
  readonly connectMs: number;
  readonly resolve?: Resolve | undefined;
}

/** One caller's connections: nobody else's are used again, so that each was checked by its rules. */
export interface Line extends LineParts {
  readonly plain: HttpAgent;
  readonly tls: HttpsAgent;
}

/** One request to one address. */
export interface Hop {
  readonly url: URL;
  /** True for an address at which the host may lie. */
  readonly accepts: (address: string) => boolean;
  readonly method: string;
  readonly headers: Headers;
  readonly body: Buffer | undefined;
}

/** The head of an answer. */
export interface Heard {
  readonly status: number;
  /** What a redirect names, as it was written. */
  readonly leadsTo: string | undefined;
  /** With the body to come; calls back once it was read or broke off. */
  toResponse(ended: () => void): Response;
  /** Nobody wants the body. */
  drop(): void;
}

/** Less than servers keep an idle connection: a request never meets one that is just being closed. */
const IDLE_MS = 4000;
const MOST_IDLE = 16;
const NO_BODY: ReadonlySet<number> = new Set([204, 205, 304]);
const LOWEST_STATUS = 200;
const HIGHEST_STATUS = 599;
const UNSAYABLE = /[^\t\x20-\x7e]/g;

export function createLine(parts: LineParts): Line {
  const kept = { keepAlive: true, timeout: IDLE_MS, maxFreeSockets: MOST_IDLE };
  return { ...parts, plain: new HttpAgent(kept), tls: new HttpsAgent(kept) };
}

/** Asks once. Rejects with the signal's reason, or with a ProductError that names the origin alone. */
export async function exchange(line: Line, hop: Hop, signal: AbortSignal): Promise<Heard> {
  const { origin } = hop.url;
  const explain = (cause: unknown): unknown => {
    if (signal.aborted) return signal.reason;
    if (cause instanceof ProductError) return cause;
    const what = `${origin} cannot be reached, or broke off.`;
    return new ProductError("OUTBOUND_FAILED", what, { cause });
  };
  try {
    const message = await send(line, hop, signal);
    const status = message.statusCode ?? 0;
    if (status < LOWEST_STATUS || status > HIGHEST_STATUS) {
      message.destroy();
      throw new RangeError("This is no HTTP status.");
    }
    return {
      status,
      leadsTo: message.headers.location,
      toResponse: (ended) => toResponse(message, { line, hop, status, explain, ended }),
      drop: () => void message.destroy(),
    };
  } catch (cause) {
    throw explain(cause);
  }
}

async function send(line: Line, hop: Hop, signal: AbortSignal): Promise<IncomingMessage> {
  signal.throwIfAborted();
  return await new Promise((resolve, reject) => {
    const isTls = hop.url.protocol === "https:";
    const sent = (isTls ? requestTls : request)(hop.url, {
      agent: isTls ? line.tls : line.plain,
      method: hop.method,
      headers: Object.fromEntries(hop.headers),
      lookup: lookupOf(line, hop),
      signal,
    });
    sent.once("response", resolve);
    sent.on("error", reject);
    // An answer that is none, such as another protocol.
    sent.once("close", () => reject(new RangeError("The connection was closed.")));
    limitConnecting(sent, line, hop);
    sent.end(hop.body);
  });
}

/** Gives the connection those addresses that the rules accept: it is made to one of them. */
function lookupOf({ of, resolve = resolveAll }: Line, { url, accepts }: Hop): LookupFunction {
  return (host, { all }, give) => {
    const take = (found: Awaited<ReturnType<Resolve>>): void => {
      const accepted = found.filter(({ address }) => accepts(address));
      const [first] = accepted;
      if (all === true && first) give(null, accepted);
      else if (first) give(null, first.address, first.family);
      else give(hidden(of, url), "");
    };
    resolve(host).then(take, (cause: Error) => give(cause, ""));
  };
}

const resolveAll: Resolve = async (host) => await lookUp(host, { all: true });

function hidden(of: string, { origin }: URL): ProductError {
  const what = `${origin} of ${of} lies at an address that is not public.`;
  return new ProductError("OUTBOUND_REFUSED", what);
}

/** Finding the address, the connection and its encryption together. */
function limitConnecting(sent: ClientRequest, { connectMs }: Line, { url }: Hop): void {
  const late = `${url.origin} did not take a connection in ${connectMs / 1000} s.`;
  const timer = setTimeout(
    () => sent.destroy(new ProductError("OUTBOUND_UNREACHABLE", late)),
    connectMs,
  );
  const stop = (): void => clearTimeout(timer);
  sent.once("close", stop);
  sent.once("socket", (socket) => {
    if (sent.reusedSocket) stop();
    else socket.once(url.protocol === "https:" ? "secureConnect" : "connect", stop);
  });
}

interface Answering {
  readonly line: Line;
  readonly hop: Hop;
  readonly status: number;
  readonly explain: (cause: unknown) => unknown;
  readonly ended: () => void;
}

/** The body is read at once, as far as it may go: no connection waits for somebody to read it. */
function toResponse(message: IncomingMessage, answering: Answering): Response {
  const { line, hop, status, explain, ended } = answering;
  const limits = { of: line.of, mostBytes: line.mostBytes };
  const isBare = NO_BODY.has(status) || hop.method === "HEAD";
  const { pieces, unpacked } = readLimited(message, limits, isBare);
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      const read = async (): Promise<void> => {
        for await (const piece of pieces) controller.enqueue(piece);
        controller.close();
      };
      read()
        .catch((cause: unknown) => controller.error(explain(cause)))
        .finally(ended);
    },
    cancel: () => void message.destroy(),
  });
  const statusText = (message.statusMessage ?? "").replace(UNSAYABLE, "");
  const headers = toHeaders(message, unpacked);
  return new Response(isBare ? null : body, { status, statusText, headers });
}

function toHeaders({ rawHeaders }: IncomingMessage, unpacked: boolean): Headers {
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    headers.append(rawHeaders[at] ?? "", rawHeaders[at + 1] ?? "");
  }
  if (unpacked) for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  return headers;
}
