import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { JwtTokenExtractor } from "botframework-connector/lib/auth/jwtTokenExtractor.js";
import { afterEach, beforeEach, expect, test } from "vitest";
import { guardChannelKeys, KeysAway } from "#adapters/teams/channel-keys.ts";
import { chooseCloud } from "#adapters/teams/cloud.ts";
import { guardKeys } from "#adapters/teams/outbound.ts";

const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const jwk = { ...publicKey.export({ format: "jwk" }), kid: "known", endorsements: ["msteams"] };

let server: Server;
let origin: string;
let asked: string[];
/** What the metadata and the keys are, at their paths. */
let said: Record<string, unknown>;

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const body = said[request.url ?? ""];
    response.writeHead(body === undefined ? 404 : 200).end(JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  said = { "/metadata": { jwks_uri: `${origin}/keys` }, "/keys": { keys: [jwk, { kty: "EC" }] } };
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** What Botbuilder itself looks a key up with. */
function libraryKeys() {
  const openIdUrl = `${origin}/metadata`;
  const none = { channelService: "", loginUrl: "", serviceHosts: [], privateReplies: true };
  const cloud = chooseCloud({ ...none, openIdUrl });
  guardChannelKeys({ openIdUrl, guarded: guardKeys(cloud) });
  return new JwtTokenExtractor({}, openIdUrl, []).openIdMetadata;
}

test("Botbuilder reads Microsoft's keys through our guard, once for all who ask", async () => {
  const keys = libraryKeys();
  const found = await Promise.all([keys.getKey("known"), keys.getKey("known")]);
  const pem = publicKey.export({ type: "spki", format: "pem" });
  expect(found).toEqual(Array.from({ length: 2 }, () => ({ key: pem, endorsements: ["msteams"] })));
  // A key that somebody invented does not make us ask again.
  expect(await keys.getKey("invented")).toBeNull();
  expect(asked).toEqual(["/metadata", "/keys"]);
});

test.each([
  "https://keys.example.org/",
  "http://169.254.169.254/",
  "http://127.0.0.1:1/",
  "no address",
])("keys that the metadata says to lie at %s are not read", async (jwksUri) => {
  said["/metadata"] = { jwks_uri: jwksUri };
  await expect(libraryKeys().getKey("known")).rejects.toThrow(KeysAway);
  expect(asked).toEqual(["/metadata"]);
});

test.each([
  { "/metadata": "nothing" },
  { "/metadata": undefined },
  { "/keys": undefined },
  { "/keys": { keys: "none" } },
  { "/keys": { keys: [], filler: "x".repeat(9_000_000) } },
])(
  "an answer that cannot be used leaves the keys away, and the next look may find them",
  async (bad) => {
    const good = { ...said };
    said = { ...said, ...bad };
    const keys = libraryKeys();
    await expect(keys.getKey("known")).rejects.toThrow(KeysAway);
    said = good;
    expect(await keys.getKey("known")).toHaveProperty("key");
  },
);
