import { createHmac, randomUUID, sign } from "node:crypto";
import { getKey, type Key, type KeyName } from "./keys.ts";
import type { TokenOptions } from "./types.ts";
import { getPerson, serviceUrlOf, type World } from "./world.ts";

const BOT_FRAMEWORK = "https://api.botframework.com";
/** Entra's own id for the Teams web client. */
const TEAMS_WEB = "5e3ce6c0-2b1f-4285-8d4b-75ee78787346";

/** A token as Bot Framework sends it with each activity. */
export function botToken(world: World, options: TokenOptions = {}): string {
  const { serviceUrl = serviceUrlOf(world) } = options;
  const claims = {
    serviceurl: serviceUrl ?? undefined,
    ...lifetime(options),
    iss: options.iss ?? BOT_FRAMEWORK,
    aud: options.aud ?? world.appId,
    ...options.extra,
  };
  return encode(claims, options, options.endorsedForOthers === true ? "slack" : "teams");
}

export interface SsoOptions extends TokenOptions {
  readonly tid?: string;
}

export function ssoToken(world: World, id: string, options: SsoOptions = {}): string {
  const person = getPerson(world, id);
  const tid = options.tid ?? person.tenant;
  const claims = {
    aud: options.aud ?? world.appId,
    iss: options.iss ?? `https://login.microsoftonline.com/${tid}/v2.0`,
    ...lifetime(options),
    azp: TEAMS_WEB,
    azpacr: "0",
    name: person.name,
    oid: person.id,
    preferred_username: person.upn,
    scp: "access_as_user",
    sub: randomUUID(),
    tid,
    uti: randomUUID(),
    ver: "2.0",
    ...options.extra,
  };
  return encode(claims, options, "entra");
}

function lifetime({ expiresInSeconds = 3600, notBeforeInSeconds = -60 }: TokenOptions) {
  const now = Math.floor(Date.now() / 1000);
  return {
    iat: now + Math.min(0, notBeforeInSeconds),
    nbf: now + notBeforeInSeconds,
    exp: now + expiresInSeconds,
  };
}

function encode(claims: object, options: TokenOptions, name: KeyName): string {
  const { alg = "RS256" } = options;
  const named = getKey(name);
  const key = options.forged === true ? getKey("forger") : named;
  const kid = options.kid ?? named.kid;
  const header = { alg, kid, x5t: kid, typ: "JWT" };
  const body = [header, claims].map((part) => toBase64(JSON.stringify(part))).join(".");
  return `${body}.${signature(body, alg, key)}`;
}

function signature(body: string, alg: TokenOptions["alg"], key: Key): string {
  if (alg === "none") return "";
  if (alg === "HS256") {
    const secret = key.publicKey.export({ type: "spki", format: "pem" });
    return createHmac("sha256", secret).update(body).digest("base64url");
  }
  return sign("sha256", Buffer.from(body), key.privateKey).toString("base64url");
}

function toBase64(text: string): string {
  return Buffer.from(text).toString("base64url");
}
