import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFetch } from "#adapters/slack/fetch.ts";

let server: Server;
let origin: string;
/** Paths that were asked for. */
let asked: string[];

const answers: Readonly<Record<string, (response: ServerResponse) => unknown>> = {
  "/away": (response) => response.writeHead(302, { location: `${origin}/landed` }).end(),
  "/busy": (response) => response.writeHead(429).end("busy"),
  "/busy-soon": (response) => response.writeHead(429, { "retry-after": "7" }).end("busy"),
  "/trickle": (response) => response.writeHead(200).write("a"),
  "/silence": () => undefined,
};

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push(path);
    const answer = answers[path];
    if (answer) answer(response);
    else response.writeHead(200).end("here");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const guard = (timeoutMs = 5000) => createFetch({ apiUrl: `${origin}/api/`, timeoutMs });

test("the app reaches Slack's API, however the address is given", async () => {
  const url = `${origin}/api/auth.test`;
  for (const target of [url, new URL(url), new Request(url)]) {
    expect(await (await guard()(target)).text()).toBe("here");
  }
});

test.each([
  "http://169.254.169.254/latest/meta-data/",
  "http://127.0.0.1:1/",
  "https://slack.com.example.org/api/",
  "https://hooks.slack.com.example.org/commands/T1",
  "https://hooks.slack.com@example.org/commands/T1",
  "http://hooks.slack.com/commands/T1",
  "https://hooks.slack.com:8443/commands/T1",
  "https://slack.com/api/chat.postMessage",
  "file:///etc/passwd",
])("nothing that people send makes the app write to %s", async (address) => {
  const strict = createFetch({ apiUrl: "https://slack-gov.com/api/", timeoutMs: 5000 });
  await expect(strict(address)).rejects.toThrow("Not an address of Slack");
  await expect(strict(new URL(address))).rejects.toThrow("Not an address of Slack");
});

test("an answer of Slack cannot send the app somewhere else", async () => {
  await expect(guard()(`${origin}/away`)).rejects.toThrow();
  await expect(guard()(`${origin}/away`, { redirect: "follow" })).rejects.toThrow();
  expect(asked).toEqual(["/away", "/away"]);
});

test("nobody waits for a Slack that says nothing, or that stops in the middle", async () => {
  await expect(guard(50)(`${origin}/silence`)).rejects.toThrow("timeout");
  const begun = await guard(50)(`${origin}/trickle`);
  await expect(begun.text()).rejects.toThrow("timeout");
});

test("a caller with less patience than the guard is not kept waiting", async () => {
  const signal = AbortSignal.timeout(30);
  await expect(guard()(`${origin}/silence`, { signal })).rejects.toThrow("timeout");
});

test("a limit without a time is one of half a minute, and a time that is said counts", async () => {
  const unsaid = await guard()(`${origin}/busy`);
  expect([unsaid.status, unsaid.headers.get("retry-after")]).toEqual([429, "30"]);
  expect(await unsaid.text()).toBe("busy");
  const said = await guard()(`${origin}/busy-soon`);
  expect(said.headers.get("retry-after")).toBe("7");
});
