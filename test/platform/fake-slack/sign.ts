import { createHmac } from "node:crypto";
import type { Signing } from "./acts.ts";
import type { World } from "./world.ts";

const EVENTS_URL = "http://127.0.0.1/slack/events";

/** A request as Slack sends it: any raw body, signed as told. */
export function sign(world: World, rawBody: string, signing: Signing = {}): Request {
  const { at = world.clock.now(), secret = world.signingSecret, to = EVENTS_URL } = signing;
  const stamp = String(Math.floor(at.getTime() / 1000));
  const mac = createHmac("sha256", secret).update(`v0:${stamp}:${rawBody}`).digest("hex");
  const isJson = rawBody.startsWith("{");
  const usual = isJson ? "application/json" : "application/x-www-form-urlencoded";
  const headers = new Headers({
    "content-type": signing.contentType ?? usual,
    "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
    "accept-encoding": "gzip,deflate",
  });
  if (signing.unsigned !== true) {
    headers.set("x-slack-request-timestamp", stamp);
    headers.set("x-slack-signature", `v0=${mac}`);
  }
  if (signing.retryNum !== undefined) {
    headers.set("x-slack-retry-num", String(signing.retryNum));
    headers.set("x-slack-retry-reason", signing.retryReason ?? "http_timeout");
  }
  return new Request(to, { method: "POST", headers, body: rawBody });
}

/** A form body; fields without a value are left out. */
export function form(fields: Readonly<Record<string, string | undefined>>): string {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) body.set(name, value);
  }
  return body.toString();
}

/** An interaction: a form with one field of JSON. */
export function signPayload(world: World, payload: unknown, signing: Signing): Request {
  return sign(world, form({ payload: JSON.stringify(payload) }), signing);
}
