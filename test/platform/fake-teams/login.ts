import { randomBytes } from "node:crypto";
import { jsonOf, parseJson, textOf } from "./json.ts";
import { publish } from "./keys.ts";
import type { Answer, Ask } from "./route.ts";
import type { Json } from "./types.ts";
import { TeamsError, type World } from "./world.ts";

const ENTRA = "https://login.microsoftonline.com";
/** What the connector's tokens are for. */
const CONNECTOR_SCOPE = "https://api.botframework.com/.default";
const ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

export function botOpenId({ world }: Ask): Answer {
  return ok({
    issuer: "https://api.botframework.com",
    authorization_endpoint: "https://invalid.botframework.com",
    jwks_uri: `${world.origin}/v1/.well-known/keys`,
    id_token_signing_alg_values_supported: ["RS256"],
    token_endpoint_auth_methods_supported: ["private_key_jwt"],
  });
}

export function botKeys(): Answer {
  return ok({ keys: [publish("teams", ["msteams"]), publish("slack", ["slack"])] });
}

export function entraKeys(): Answer {
  return ok({ keys: [publish("entra")] });
}

/** The real addresses, but for the keys: those are read from here. */
export function entraOpenId({ world, ids }: Ask): Answer {
  const at = `${ENTRA}/${ids[0]}`;
  return ok({
    issuer: `${at}/v2.0`,
    authorization_endpoint: `${at}/oauth2/v2.0/authorize`,
    token_endpoint: `${at}/oauth2/v2.0/token`,
    jwks_uri: `${world.origin}/${ids[0]}/discovery/v2.0/keys`,
    id_token_signing_alg_values_supported: ["RS256"],
    response_types_supported: ["code", "id_token"],
    subject_types_supported: ["pairwise"],
    tenant_region_scope: "NA",
    cloud_instance_name: "microsoftonline.com",
  });
}

export function discover({ world }: Ask): Answer {
  return ok({
    tenant_discovery_endpoint: `${ENTRA}/${world.tenant}/v2.0/.well-known/openid-configuration`,
    "api-version": "1.1",
    metadata: [
      {
        preferred_network: "login.microsoftonline.com",
        preferred_cache: "login.windows.net",
        aliases: ["login.microsoftonline.com", "login.windows.net", "login.microsoft.com"],
      },
    ],
  });
}

/** Client credentials, with a secret or with an assertion whose claims are looked at. */
export function issueToken({ world, ids, body }: Ask): Answer {
  if (ids[0] !== world.tenant) return refuse("invalid_request", `AADSTS90002: No ${ids[0]}.`);
  if (body.grant_type !== "client_credentials") {
    return refuse("unsupported_grant_type", "AADSTS70003: The grant type is not supported.");
  }
  if (body.client_id !== world.appId) {
    return refuse("unauthorized_client", "AADSTS700016: The application was not found.");
  }
  if (!isProven(world, body)) {
    return refuse("invalid_client", "AADSTS7000215: Invalid client secret provided.");
  }
  const scope = textOf(body.scope).split(" ")[0] ?? "";
  if (!scope.endsWith("/.default")) {
    return refuse("invalid_scope", "AADSTS1002012: The scope must end with /.default.");
  }
  const token = randomBytes(48).toString("base64url");
  world.bearers.set(token, scope);
  const lifetime = { expires_in: 3599, ext_expires_in: 3599 };
  return ok({ token_type: "Bearer", ...lifetime, access_token: token });
}

function isProven(world: World, body: Json): boolean {
  if (body.client_assertion === undefined) return body.client_secret === world.appPassword;
  const payload = textOf(body.client_assertion).split(".")[1] ?? "";
  const claims = jsonOf(parseJson(Buffer.from(payload, "base64url").toString()));
  return (
    body.client_assertion_type === ASSERTION &&
    claims.iss === world.appId &&
    claims.sub === world.appId &&
    textOf(claims.aud).includes(`/${world.tenant}/`) &&
    Number(claims.exp) * 1000 > Date.now()
  );
}

/** Throws 401 for a call without a bearer that was issued here, for the connector. */
export function checkBearer(world: World, authorization: string): void {
  const token = /^Bearer (\S+)$/.exec(authorization)?.[1] ?? "";
  if (world.bearers.get(token) === CONNECTOR_SCOPE) return;
  const headers = { "www-authenticate": 'Bearer realm="botframework.com"' };
  const message = "Authorization has been denied for this request.";
  throw new TeamsError(401, "Unauthorized", { message, headers });
}

function ok(body: Json): Answer {
  return { status: 200, body };
}

function refuse(error: string, description: string): Answer {
  return { status: 400, body: { error, error_description: description } };
}
