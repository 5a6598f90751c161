import { tmpdir } from "node:os";
import { describe, expect, test } from "vitest";
import { readConfig } from "#host/config.ts";

const ID = "11111111-2222-4333-8444-555555555555";
const HOME = "AAAAAAAA-2222-4333-8444-555555555555";
const own = { MICROSOFT_APP_ID: ID, MICROSOFT_APP_TENANT_ID: HOME };
const read = (env: Record<string, string>) => readConfig(env, tmpdir());

test("a district without Teams has no Teams, and the playground", () => {
  expect(read({})).toMatchObject({ teams: undefined, playground: true });
});

test.each([
  ["a secret", { MICROSOFT_APP_PASSWORD: "s3cret" }, "password"],
  [
    "a certificate",
    { MICROSOFT_APP_CERT_FILE: "bot.pem", MICROSOFT_APP_CERT_THUMBPRINT: "AB:CD" },
    "certificate",
  ],
  ["a managed identity", { MICROSOFT_APP_TYPE: "UserAssignedMSI" }, "managed-identity"],
  ["nothing, for an emulator", { TEAMS_AUTH: "off" }, "none"],
])("the bot proves itself by %s", (_name, more, kind) => {
  const { teams, playground } = read({ ...own, ...more });
  expect(teams).toMatchObject({
    appId: ID,
    homeWorkspace: HOME.toLowerCase(),
    credential: { kind },
  });
  expect(playground).toBe(false);
});

describe("what is missing or does not go together is said, all at once", () => {
  const secret = { MICROSOFT_APP_PASSWORD: "s3cret" };
  const production = { NODE_ENV: "production", SECRET_KEY: "x" };
  test.each([
    ["no app id", secret, "MICROSOFT_APP_ID: set it"],
    ["no app id without signatures either", { TEAMS_AUTH: "off" }, "MICROSOFT_APP_ID: set it"],
    ["no directory", { MICROSOFT_APP_ID: ID, ...secret }, "MICROSOFT_APP_TENANT_ID: set it"],
    ["no secret", own, "MICROSOFT_APP_PASSWORD: set it"],
    ["two proofs", { ...own, ...secret, MICROSOFT_APP_CERT_FILE: "b.pem" }, "one or the other"],
    [
      "no thumbprint",
      { ...own, MICROSOFT_APP_CERT_FILE: "b.pem" },
      "MICROSOFT_APP_CERT_THUMBPRINT",
    ],
    [
      "a secret beside a managed identity",
      { ...own, ...secret, MICROSOFT_APP_TYPE: "UserAssignedMSI" },
      "leave it and the certificate out",
    ],
    [
      "a kind of app that cannot be made any more",
      { ...own, MICROSOFT_APP_TYPE: "MultiTenant" },
      "MICROSOFT_APP_TYPE",
    ],
    ["an id that is none", { ...own, MICROSOFT_APP_ID: "bot" }, "give an id such as"],
    [
      "an unknown cloud",
      { ...own, ...secret, TEAMS_CHANNEL_SERVICE: "https://x.example" },
      "TEAMS_CHANNEL_SERVICE",
    ],
    [
      "http elsewhere",
      { ...own, ...secret, TEAMS_LOGIN_URL: "http://x.example" },
      "give an https address",
    ],
    [
      "no signatures in production",
      { ...own, TEAMS_AUTH: "off", ...production },
      "TEAMS_AUTH: leave it out",
    ],
    [
      "no signatures for others",
      { ...own, TEAMS_AUTH: "off", HOST: "0.0.0.0" },
      "TEAMS_AUTH: leave it out",
    ],
    [
      "the playground beside it",
      { ...own, ...secret, PLAYGROUND: "on" },
      "PLAYGROUND: leave it out",
    ],
  ])("%s", (_name, env, said) => {
    expect(() => read(env)).toThrow(said);
    expect(() => read(env)).toThrow(expect.objectContaining({ code: "CONFIG_INVALID" }));
  });
});
