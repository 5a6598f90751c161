import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { brotliCompressSync, gzipSync } from "node:zlib";

type Answer = (response: ServerResponse, request: IncomingMessage) => unknown;

const HUGE = Buffer.alloc(64 * 1024 * 1024);
const bombs = { gzip: gzipSync(HUGE), br: brotliCompressSync(HUGE) };

/** Goes on for as long as somebody listens. */
function pour(response: ServerResponse): void {
  const more = (): void => {
    if (response.destroyed) return;
    response.write("x".repeat(16 * 1024), () => setImmediate(more));
  };
  more();
}

const answers: Readonly<Record<string, Answer>> = {
  "/packed": (response) =>
    response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("unpacked")),
  "/told-too-much": (response) =>
    response.writeHead(200, { "content-length": 10_000_000 }).end("x"),
  "/told-too-little": (response) => {
    response.socket?.end(`HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n${"x".repeat(500_000)}`);
  },
  "/told-nothing": (response) => {
    response.socket?.end(`HTTP/1.0 200 OK\r\n\r\n${"x".repeat(500_000)}`);
  },
  "/broken": (response) => {
    response.writeHead(200, { "content-length": 100 }).write("half");
    setTimeout(() => response.destroy(), 10);
  },
  "/endless": pour,
  "/bomb/gzip": (response) =>
    response.writeHead(200, { "content-encoding": "gzip" }).end(bombs.gzip),
  "/bomb/br": (response) => response.writeHead(200, { "content-encoding": "br" }).end(bombs.br),
  "/not-packed": (response) =>
    response.writeHead(200, { "content-encoding": "gzip" }).end("no gzip at all"),
  "/silence": () => undefined,
  "/trickle": (response) => response.writeHead(200).write("a"),
  "/empty": (response) => response.writeHead(204).end(),
  "/no-http": (response) => response.socket?.end("220 mail.example.org ESMTP\r\n"),
  "/odd": (response) => response.socket?.end("HTTP/1.1 999 What\r\ncontent-length: 0\r\n\r\n"),
  "/switch": (response) =>
    response.socket?.end("HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n"),
  "/round": (response) => response.writeHead(302, { location: "/round" }).end(),
};

/** A server on this machine that answers as nobody should. */
export async function startLiar() {
  const asked: { path: string; method: string; headers: IncomingMessage["headers"] }[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://liar");
    asked.push({ path: pathname, method: request.method ?? "", headers: request.headers });
    const to = searchParams.get("to");
    const status = Number(searchParams.get("status") ?? 302);
    if (to !== null) return response.writeHead(status, { location: to }).end("moved");
    const answer = answers[pathname];
    if (answer) return answer(response, request);
    response.writeHead(200, { "set-cookie": ["a=1", "b=2"] });
    return request.pipe(response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  return {
    asked,
    port,
    origin: `http://127.0.0.1:${port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export type Liar = Awaited<ReturnType<typeof startLiar>>;
