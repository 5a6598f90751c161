import { expect, test } from "vitest";
import { guardSocketAddress } from "#adapters/slack/socket-address.ts";

/** Opens a socket as the library does, at an API that answers with this address. */
async function open(url: unknown, apiUrl = "https://slack.com/api/"): Promise<unknown> {
  const slack: typeof fetch = async () => await Promise.resolve(Response.json({ ok: true, url }));
  const response = await guardSocketAddress(slack, apiUrl)(`${apiUrl}apps.connections.open`);
  return await response.json();
}

test.each([
  ["wss://wss-primary.slack.com/link/?ticket=1", "https://slack.com/api/"],
  ["wss://wss-primary.slack-gov.com/link/?ticket=1", "https://slack-gov.com/api/"],
  ["wss://slack.example.org/link/?ticket=1", "https://slack.example.org/api/"],
  ["ws://127.0.0.1:3999/link", "http://127.0.0.1:3999/api/"],
])("Slack's own socket is opened: %s", async (url, apiUrl) => {
  expect(await open(url, apiUrl)).toEqual({ ok: true, url });
});

test.each([
  "wss://evil.example/?ticket=1",
  "wss://evilslack.com/",
  "wss://slack.com.evil.example/",
  "wss://name:word@wss-primary.slack.com/",
  "wss://wss-primary.slack.com:8443/",
  "ws://wss-primary.slack.com/",
  "ws://127.0.0.1/",
  "wss://169.254.169.254/",
  "https://wss-primary.slack.com/",
  "no address",
])("no answer makes the app open a socket to %s", async (url) => {
  await expect(open(url)).rejects.toThrow("Not an address of Slack");
});

test("an answer without an address is the library's to read", async () => {
  expect(await open(undefined)).toEqual({ ok: true });
  const down: typeof fetch = async () =>
    await Promise.resolve(new Response("down", { status: 503 }));
  const response = await guardSocketAddress(
    down,
    "https://slack.com/api/",
  )("https://slack.com/api/");
  expect([response.status, await response.text()]).toEqual([503, "down"]);
});
