import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { Hono } from "hono";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { listen, type Server } from "#web/server.ts";
import { toServerOptions, usualPatience } from "#web/slow-clients.ts";

const patience = {
  ...{ headersMs: 100, requestMs: 200, lookMs: 20, idleMs: 60, silenceMs: 300 },
  ...{ headerBytes: 4096, headerCount: 20, connections: 4 },
};
const TRICKLE_MS = 20;

let server: Server;
const sockets: Socket[] = [];
/** Requests that came through. */
const heard: string[] = [];

beforeAll(async () => {
  const web = new Hono();
  web.post("/words", async (context) => {
    const text = await context.req.text();
    heard.push(text);
    return context.text(text);
  });
  web.get("/endless", (context) =>
    context.body(
      new ReadableStream({
        pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024)),
      }),
    ),
  );
  web.get("/", (context) => context.text("here"));
  server = await listen(web, { host: "127.0.0.1", port: 0, patience });
});
afterAll(async () => await server.stop());
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  heard.splice(0);
});

/** A connection on which bytes are sent by hand. */
function open() {
  const { hostname, port } = new URL(server.url);
  const socket = connect({ host: hostname, port: Number(port) });
  sockets.push(socket);
  const said: Buffer[] = [];
  socket.on("data", (piece) => said.push(piece));
  socket.on("error", () => undefined);
  const closed = once(socket, "close").then(() => Buffer.concat(said).toString());
  return { socket, closed, said: () => Buffer.concat(said).toString() };
}

/** Sends a few bytes now and then for as long as anybody listens. */
async function trickle(socket: Socket, bytes: string): Promise<void> {
  while (!socket.destroyed) {
    socket.write(bytes);
    await wait(TRICKLE_MS);
  }
}

test("who connects and says nothing is cut off", async () => {
  const { closed } = open();
  expect(await closed).toMatch(/^(HTTP\/1\.1 408 |$)/);
});

test("who sends a header now and then is cut off, however lively the connection looks", async () => {
  const { socket, closed } = open();
  socket.write("GET / HTTP/1.1\r\nhost: a\r\n");
  await Promise.all([trickle(socket, "a: b\r\n"), closed]);
  expect(await closed).toMatch(/^HTTP\/1\.1 408 /);
});

test.each([
  ["announced", "content-length: 100000", "x"],
  ["chunked", "transfer-encoding: chunked", "1\r\nx\r\n"],
])("a body that trickles is cut off, and acts on nothing: %s", async (_, header, bytes) => {
  const { socket, closed } = open();
  socket.write(`POST /words HTTP/1.1\r\nhost: a\r\n${header}\r\n\r\n`);
  await Promise.all([trickle(socket, bytes), closed]);
  expect(heard).toEqual([]);
});

test("who has been answered and asks nothing more is let go", async () => {
  const { socket, closed } = open();
  socket.write("GET / HTTP/1.1\r\nhost: a\r\n\r\n");
  expect(await closed).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*here$/);
});

test("who asks for a lot and does not read it is cut off", async () => {
  const { socket } = open();
  socket.pause();
  socket.write("GET /endless HTTP/1.1\r\nhost: a\r\n\r\n");
  // Nothing tells a client that does not read: it finds out when it does.
  await wait(patience.silenceMs * 3);
  let size = 0;
  socket.removeAllListeners("data").on("data", ({ length }) => {
    size += length;
  });
  const ended = once(socket, "close");
  socket.resume();
  await ended;
  expect(size).toBeGreaterThan(0);
});

test.each([
  ["too many headers", "a: b\r\n".repeat(21)],
  ["headers that are too long", `a: ${"x".repeat(5000)}\r\n`],
  ["more than Node would count", "a:\r\n".repeat(900)],
])("%s are refused as a whole", async (_, headers) => {
  const { socket, closed } = open();
  socket.write(`GET / HTTP/1.1\r\nhost: a\r\n${headers}\r\n`);
  expect(await closed).toMatch(/^HTTP\/1\.1 431 /);
});

test("one address has so many connections and no more, until it lets one go", async () => {
  const four = Array.from({ length: patience.connections }, open);
  await Promise.all(four.map(async ({ socket }) => await once(socket, "connect")));
  const fifth = open();
  expect(await fifth.closed).toBe("");
  four[0]?.socket.destroy();
  await four[0]?.closed;
  await wait(TRICKLE_MS);
  const next = open();
  next.socket.write("GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
  expect(await next.closed).toContain("here");
});

test("a trusted proxy may have as many as it needs", async () => {
  const site = { host: "127.0.0.1", port: 0, patience: { connections: 1 } };
  const behind = await listen(new Hono(), { ...site, trustedProxies: ["127.0.0.0/8"] });
  const answers = await Promise.all(
    Array.from({ length: 5 }, async () => (await fetch(behind.url)).status),
  );
  await behind.stop();
  expect(answers).toEqual([404, 404, 404, 404, 404]);
});

test("a real server waits as docs/network.md says, and shorter for headers than for the whole", () => {
  const {
    headersTimeout = 0,
    requestTimeout = 0,
    keepAliveTimeout = 0,
  } = toServerOptions(usualPatience);
  expect(headersTimeout).toBeLessThan(requestTimeout);
  // A proxy lets go of an idle connection after 60 s: it must be the first to do so.
  expect(keepAliveTimeout).toBeGreaterThan(60_000);
});
