import { once } from "node:events";
import { createServer } from "node:http";
import { afterEach, expect, test, vi } from "vitest";
import { chooseCloud } from "#adapters/teams/cloud.ts";
import { createTokens } from "#adapters/teams/tokens.ts";

afterEach(() => vi.unstubAllEnvs());

const cloud = chooseCloud({
  ...{ channelService: "", openIdUrl: "", loginUrl: "", serviceHosts: [], privateReplies: true },
});

/** The bot's token as Azure's library gets it from an endpoint that the machine's cloud names. */
async function tokenFrom(endpoint: string): Promise<string> {
  vi.stubEnv("IDENTITY_ENDPOINT", endpoint);
  vi.stubEnv("IDENTITY_HEADER", "of this machine");
  const appId = "00000000-0000-0000-0000-000000000001";
  const credential = { kind: "managed-identity" } as const;
  return await createTokens({ appId, homeWorkspace: appId, credential, cloud }).get();
}

test("a managed identity gets its token from the machine's own endpoint, which is not public", async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.headers["x-identity-header"]}`);
    const expires_on = Math.floor(Date.now() / 1000) + 3600;
    response.end(JSON.stringify({ access_token: "given", expires_on, token_type: "Bearer" }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  expect(await tokenFrom(`http://127.0.0.1:${port}/msi/token`)).toBe("given");
  expect(asked).toEqual(["GET of this machine"]);
  server.closeAllConnections();
  server.close();
});
