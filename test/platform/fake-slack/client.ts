import { LogLevel, WebClient } from "@slack/web-api";
import type { FakeSlack } from "./index.ts";

/** Slack's own client against the fake: it tries once, and says what went wrong at once. */
export function createClient(slack: FakeSlack, token = slack.workspace.botToken): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 500,
    logger: {
      debug: () => {},
      info: () => {},
      warn: () => {},
      error: () => {},
      setLevel: () => {},
      getLevel: () => LogLevel.ERROR,
      setName: () => {},
    },
  });
}

/** Ana, and the channel #staff. */
export function addAna(slack: FakeSlack): void {
  slack.addPerson({ id: "U0ANA", name: "Ana", email: "ana@example.org" });
  slack.addChannel({ id: "C0STAFF", name: "staff" });
}
