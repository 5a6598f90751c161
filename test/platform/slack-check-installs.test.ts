import { afterEach, beforeEach, expect, test } from "vitest";
import { check } from "#adapters/slack/check.ts";
import { createFetch } from "#adapters/slack/fetch.ts";
import { botScopes } from "#adapters/slack/scopes.ts";
import { type CheckDesk, openCheckDesk } from "./slack-check-desk.ts";

const access = { kind: "oauth", clientId: "1.2", clientSecret: "hush" } as const;
const row = {
  platform: "slack",
  sealed: "x",
  botAccount: "U1",
  installedAt: new Date(0),
} as const;

let desk: CheckDesk;

beforeEach(async () => {
  desk = await openCheckDesk();
});

afterEach(async () => await desk.close());

test("with OAuth, the workspaces that are not well are named, and no others", async () => {
  expect((await desk.problems({ access }))[0]?.todo).toContain("/slack/install");
  await desk.config.installations.save({ ...row, workspace: "T0001", scopes: botScopes });
  expect(await desk.problems({ access })).toEqual([]);
  await desk.config.installations.save({ ...row, workspace: "T0002", scopes: ["commands"] });
  expect((await desk.problems({ access })).map(({ what }) => what)).toEqual([
    expect.stringContaining("Permissions are missing for workspace T0002: chat:write"),
  ]);
});

test("with OAuth, a token that Slack takes no more is found, and one that cannot be opened", async () => {
  const other = desk.slack.addWorkspace({ id: "T0002", scopes: botScopes });
  for (const workspace of ["T0001", "T0002", "T0003"]) {
    await desk.config.installations.save({ ...row, workspace, scopes: botScopes });
  }
  desk.slack.endToken(other.botToken, "token_revoked");
  const tokens = new Map([
    ["T0001", desk.slack.workspace.botToken],
    ["T0002", other.botToken],
  ]);
  const find = async (workspace: string) => {
    const token = tokens.get(workspace);
    const found = token ? { token, botAccount: "U1", scopes: new Set<string>() } : undefined;
    return await Promise.resolve(found);
  };
  const fetch = createFetch({ apiUrl: desk.slack.apiUrl, timeoutMs: 5000 });
  const findings = await check({ config: { ...desk.config, access }, fetch, book: { find } });
  expect(findings.filter(({ ok }) => !ok).map(({ what }) => what)).toEqual([
    "Slack does not accept workspace T0002: token_revoked.",
    "The token of workspace T0003 cannot be read.",
  ]);
});
