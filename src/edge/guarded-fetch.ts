import { ProductError } from "#domain/errors.ts";
import { addressOf, isLoopbackAddress, isPublicAddress } from "./addresses.ts";
import { createLine, exchange, type Heard, type Hop, type Line, type Resolve } from "./exchange.ts";

/** Whom one caller may reach, and how much it waits for and takes. */
export interface GuardRules {
  /** Whose addresses these are, as errors say it: "Slack". */
  readonly of: string;
  /**
   * Reached by https at public addresses alone: exact hosts ("slack.com", with the port where it is not
   * the usual one), every host below one (".slack.com"), or "public" for any.
   */
  readonly hosts: "public" | readonly string[];
  /**
   * Origins that a setting or a test names: an https one may lie at a private address, an http one must
   * be this machine.
   */
  readonly named?: readonly string[] | undefined;
  /** Addresses of this machine and its cloud, also by http: where a managed identity gets its token. */
  readonly onMachine?: boolean | undefined;
  readonly connectMs?: number | undefined;
  /** For everything, redirects and body included. */
  readonly totalMs?: number | undefined;
  /** Of the body, unpacked. */
  readonly mostBytes?: number | undefined;
  /** 0 to 3. */
  readonly redirects?: number | undefined;
  /** For tests: gives the addresses of a host. */
  readonly resolve?: Resolve | undefined;
}

interface Guard {
  readonly rules: GuardRules;
  readonly line: Line;
  readonly redirects: number;
}

const CONNECT_MS = 5000;
const TOTAL_MS = 30_000;
const MOST_BYTES = 8 * 1024 * 1024;
const MOST_REDIRECTS = 3;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** What nobody but the first address is told. */
const SECRET_HEADERS = ["authorization", "cookie", "proxy-authorization"];
/** Where a connection is spoken of, or a length that we count ourselves. */
const OWN_HEADERS = [
  ...["host", "connection", "keep-alive", "upgrade", "te", "trailer", "expect"],
  ...["transfer-encoding", "content-length", "proxy-connection"],
];
const DEFAULTS = { accept: "*/*", "accept-encoding": "gzip, br", "user-agent": "groundswell" };

/**
 * A fetch that reaches the hosts of its rules and nobody else, however a name is resolved. Rejects with
 * OUTBOUND_REFUSED and OUTBOUND_UNREACHABLE before anything is sent; with OUTBOUND_FAILED,
 * OUTBOUND_TOO_SLOW, OUTBOUND_TOO_LARGE or OUTBOUND_REDIRECTED after it, also while the body is read. A
 * caller's signal rejects with its own reason. No error holds more of an address than its origin.
 */
export function createGuardedFetch(rules: GuardRules): typeof fetch {
  const { of, connectMs = CONNECT_MS, mostBytes = MOST_BYTES, redirects = 0, resolve } = rules;
  const line = createLine({ of, connectMs, mostBytes, resolve });
  const guard = { rules, line, redirects: Math.min(redirects, MOST_REDIRECTS) };
  return async (target, init = {}) => {
    const url = readUrl(guard, target);
    const accepts = acceptorOf(guard.rules, url);
    if (!accepts) throw refused(of, url);
    const patience = createPatience(rules, signalOf(target, init));
    try {
      const request = new Request(target, { ...init, signal: null });
      const first = { url, accepts, ...(await readRequest(request)) };
      const allowed = request.redirect === "error" ? { ...guard, redirects: 0 } : guard;
      const heard = await follow(allowed, first, patience.signal);
      return heard.toResponse(patience.end);
    } catch (cause) {
      patience.end();
      throw cause;
    }
  };
}

type Target = Parameters<typeof fetch>[0];

function readUrl({ rules }: Guard, target: Target): URL {
  const text = typeof target === "object" && "url" in target ? target.url : target.toString();
  if (!URL.canParse(text)) {
    throw new ProductError("OUTBOUND_REFUSED", `Not an address of ${rules.of}.`);
  }
  return new URL(text);
}

function signalOf(target: Target, init: RequestInit): AbortSignal | undefined {
  if (init.signal) return init.signal;
  return typeof target === "object" && "url" in target ? target.signal : undefined;
}

function refused(of: string, { origin }: URL): ProductError {
  return new ProductError("OUTBOUND_REFUSED", `Not an address of ${of}: ${origin}.`);
}

/** Which addresses may stand behind a URL; undefined where the rules do not know it. */
function acceptorOf(rules: GuardRules, url: URL): Hop["accepts"] | undefined {
  if (url.username !== "" || url.password !== "") return undefined;
  const accepts = acceptorOfHost(rules, url);
  const address = addressOf(url);
  // A host that is written as an address is never looked up.
  return accepts && (address === undefined || accepts(address)) ? accepts : undefined;
}

function acceptorOfHost({ hosts, named = [], onMachine }: GuardRules, url: URL) {
  const isTls = url.protocol === "https:";
  if (!isTls && url.protocol !== "http:") return undefined;
  if (named.includes(url.origin)) return isTls ? anyAddress : isLoopbackAddress;
  if (onMachine === true && isOnMachine(url)) return anyAddress;
  return isTls && isAmong(hosts, url) ? isPublicAddress : undefined;
}

const anyAddress = (): boolean => true;

function isOnMachine(url: URL): boolean {
  const address = addressOf(url);
  return url.hostname === "localhost" || (address !== undefined && !isPublicAddress(address));
}

function isAmong(hosts: GuardRules["hosts"], { host }: URL): boolean {
  if (hosts === "public") return true;
  return hosts.some((one) => (one.startsWith(".") ? host.endsWith(one) : host === one));
}

async function readRequest(request: Request): Promise<Pick<Hop, "method" | "headers" | "body">> {
  const headers = new Headers(DEFAULTS);
  for (const [name, value] of request.headers) headers.set(name, value);
  for (const name of OWN_HEADERS) headers.delete(name);
  const { method } = request;
  const body = request.body === null ? undefined : Buffer.from(await request.arrayBuffer());
  return { method, headers, body };
}

interface Patience {
  readonly signal: AbortSignal;
  /** Once the answer was read, or nobody waits for it. */
  end(): void;
}

/** Ends with our own time, or with the caller's signal if that is earlier. */
function createPatience(
  { of, totalMs = TOTAL_MS }: GuardRules,
  theirs: AbortSignal | undefined,
): Patience {
  const stop = new AbortController();
  const late = `${of} did not answer wholly in ${totalMs / 1000} s.`;
  const timer = setTimeout(() => stop.abort(new ProductError("OUTBOUND_TOO_SLOW", late)), totalMs);
  const cut = (): void => stop.abort(theirs?.reason);
  theirs?.addEventListener("abort", cut, { once: true });
  if (theirs?.aborted === true) cut();
  return {
    signal: stop.signal,
    end: () => {
      clearTimeout(timer);
      theirs?.removeEventListener("abort", cut);
    },
  };
}

/** The first answer that is no redirect; each address on the way is held to the same rules. */
async function follow(guard: Guard, first: Hop, signal: AbortSignal): Promise<Heard> {
  let hop = first;
  for (let count = 0; ; count++) {
    const heard = await exchange(guard.line, hop, signal);
    const { status, leadsTo } = heard;
    if (leadsTo === undefined || !REDIRECTS.has(status)) return heard;
    heard.drop();
    const next = count < guard.redirects ? nextHop(guard.rules, hop, heard) : undefined;
    if (!next) throw new ProductError("OUTBOUND_REDIRECTED", `${guard.rules.of} leads elsewhere.`);
    hop = next;
  }
}

/** Undefined where the rules do not allow the next address. */
function nextHop(rules: GuardRules, hop: Hop, { status, leadsTo = "" }: Heard): Hop | undefined {
  if (!URL.canParse(leadsTo, hop.url.href)) return undefined;
  const url = new URL(leadsTo, hop.url);
  const accepts = acceptorOf(rules, url);
  if (!accepts) return undefined;
  const headers = new Headers(hop.headers);
  if (url.origin !== hop.url.origin) for (const name of SECRET_HEADERS) headers.delete(name);
  if (!becomesGet(hop.method, status)) return { ...hop, url, accepts, headers };
  headers.delete("content-type");
  return { url, accepts, headers, method: "GET", body: undefined };
}

function becomesGet(method: string, status: number): boolean {
  if (status === 303) return method !== "HEAD";
  return method === "POST" && (status === 301 || status === 302);
}
