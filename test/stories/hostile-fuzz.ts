/** Numbers that look like chance, and are the same in every run. */
function createDice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const NASTY = [
  ..."../.. ..%2f..%2fpackage.json %2e%2e/%2e%2e/package.json ..\\..\\package.json ..".split(" "),
  ..."%00 % %E0%A4%A %ff%fe %0d%0aset-cookie:%20a=1 %u0000 %F0%9F%92%A5 %E2%80%AE".split(" "),
  ..."//evil.example /\\evil.example https://evil.example javascript:alert(1) {} []".split(" "),
  ...`'-- "><script>alert(1)</script> __proto__ constructor -1 1e309 NaN null`.split(" "),
  ..."{{7*7}} $(id) ;ls rbps rbps-s001 * :".split(" "),
  "a".repeat(3000),
];
const NAMES = "q role site limit person channel next lang v code state".split(" ");
const UNSAYABLE = /[^!-~]|[#?]/g;

/** Makes requests to these routes that nobody should send, the same in every run. */
export function createFuzz(seed: number) {
  const dice = createDice(seed);
  const pick = <T>(list: readonly T[], fallback: T): T => list[dice(list.length)] ?? fallback;
  const word = (): string => {
    if (dice(4) > 0) return pick(NASTY, "");
    const codes = Array.from({ length: dice(24) }, () => 33 + dice(94));
    return String.fromCharCode(...codes);
  };
  const say = (text: string): string => text.replace(UNSAYABLE, encodeURIComponent);
  const query = (): string => {
    const pairs = Array.from({ length: dice(5) }, () => `${pick(NAMES, "q")}=${word()}`);
    return pairs.length === 0 ? "" : `?${say(pairs.join("&"))}`;
  };
  /** A path of a route, with something else in place of whatever it leaves open. */
  const path = (pattern: string): string =>
    say(pattern.replace(/:[a-z]+/gi, word).replace("*", () => `${word()}/${word()}`));
  const methodFor = (method: string): string => (method === "ALL" ? pick(METHODS, "GET") : method);
  return (routes: readonly Route[]): FuzzedRequest => {
    const route = pick(routes, { method: "GET", path: "/" });
    const method = methodFor(route.method);
    // An address is taken apart by the server alone; a query string is the same without one.
    const isSent = OPEN.test(route.path) || dice(4) === 0;
    const asked = { method, ...(method === "POST" ? { body: word() } : {}) };
    return { place: `${path(route.path)}${query()}`, asked, isSent };
  };
}

const METHODS = ["GET", "GET", "GET", "POST", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"];
const OPEN = /[:*]/;

interface Route {
  readonly method: string;
  readonly path: string;
}

export interface FuzzedRequest {
  readonly place: string;
  readonly asked: { readonly method: string; readonly body?: string };
  /** False where it needs no connection. */
  readonly isSent: boolean;
}

const end = "\r\nconnection: close\r\n\r\n";

/** By what they are: bytes that begin like a request, or do not. */
export const notRequests: readonly (readonly [what: string, bytes: string])[] = [
  ["another protocol", "SSH-2.0-OpenSSH_9.6\r\n\r\n"],
  ["TLS", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"],
  ["HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
  ["a method that nobody knows", `BREW /playground HTTP/1.1\r\nhost: a${end}`],
  ["a tunnel", `CONNECT evil.example:443 HTTP/1.1\r\nhost: evil.example${end}`],
  ["no host", `GET / HTTP/1.1${end}`],
  ["two hosts", `GET / HTTP/1.1\r\nhost: a\r\nhost: b${end}`],
  ["a host that is none", `GET / HTTP/1.1\r\nhost: a b/../c${end}`],
  ["an address of somebody else", `GET http://evil.example/ HTTP/1.1\r\nhost: a${end}`],
  ["an address without a scheme", `GET //evil.example/%2f.. HTTP/1.1\r\nhost: a${end}`],
  ["a path with a raw NUL", `GET /\0 HTTP/1.1\r\nhost: a${end}`],
  ["a line break in the path", `GET /a\r\nset-cookie: a=1 HTTP/1.1\r\nhost: a${end}`],
  ["a header with a bare line feed", `GET / HTTP/1.1\r\nhost: a\r\na: b\nset-cookie: a=1${end}`],
  ["a folded header", `GET / HTTP/1.1\r\nhost: a\r\na: b\r\n c${end}`],
  ["a header without a name", `GET / HTTP/1.1\r\nhost: a\r\n: b${end}`],
  ["two lengths", `POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2${end}x`],
  [
    "a request within another",
    `POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ntransfer-encoding: chunked${end}0\r\n\r\n`,
  ],
  ["a length that is none", `POST / HTTP/1.1\r\nhost: a\r\ncontent-length: -1${end}`],
  ["a chunk that is none", `POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked${end}zz\r\n`],
  ["two hundred headers", `GET / HTTP/1.1\r\nhost: a\r\n${"a: b\r\n".repeat(200)}${end}`],
  ["a header of a megabyte", `GET / HTTP/1.1\r\nhost: a\r\na: ${"x".repeat(1_000_000)}${end}`],
  ["an address of a megabyte", `GET /${"x".repeat(1_000_000)} HTTP/1.1\r\nhost: a${end}`],
];
