import {
  ConfidentialClientApplication,
  type INetworkModule,
  ManagedIdentityApplication,
  type NetworkRequestOptions,
} from "@azure/msal-node";
import type { Cloud } from "./cloud.ts";
import type { Credential } from "./config.ts";
import { guardIdentity, guardLogin } from "./outbound.ts";

const TIMEOUT_MS = 5000;

/** The bot's own token, with which it calls Teams. */
export interface Tokens {
  /** "" where no token is wanted. Many who ask at once share one request. Rejects if there is none. */
  get(): Promise<string>;
  /** Teams did not accept it: the next one is asked for anew. */
  forget(): void;
}

export interface TokenParts {
  readonly appId: string;
  readonly homeWorkspace: string;
  readonly credential: Credential;
  readonly cloud: Cloud;
}

/** The library keeps a token until five minutes before its end; we see to it that it is asked once. */
export function createTokens(parts: TokenParts): Tokens {
  let skipsCache = false;
  let running: Promise<string> | undefined;
  let acquire: Acquire | undefined;
  const ask = async (): Promise<string> => {
    acquire ??= createAcquire(parts);
    const token = await acquire(skipsCache);
    skipsCache = false;
    return token;
  };
  return {
    get: async () => {
      running ??= ask().finally(() => {
        running = undefined;
      });
      return await running;
    },
    forget: () => {
      skipsCache = true;
    },
  };
}

type Acquire = (skipCache: boolean) => Promise<string>;

function createAcquire({ appId, homeWorkspace, credential, cloud }: TokenParts): Acquire {
  const isManaged = credential.kind === "managed-identity";
  const networkClient = createNetwork(cloud, isManaged ? guardIdentity() : guardLogin(cloud));
  switch (credential.kind) {
    case "none":
      return async () => await Promise.resolve("");
    case "managed-identity": {
      const app = new ManagedIdentityApplication({
        managedIdentityIdParams: { userAssignedClientId: appId },
        system: { networkClient },
      });
      return async (forceRefresh) =>
        (await app.acquireToken({ resource: cloud.scope, forceRefresh })).accessToken;
    }
    default: {
      const authority = `${cloud.loginOrigin}/${homeWorkspace}`;
      const auth = { clientId: appId, authority, ...toSecret(credential) };
      const app = new ConfidentialClientApplication({ auth, system: { networkClient } });
      const scopes = [`${cloud.scope}/.default`];
      return async (skipCache) => {
        const given = await app.acquireTokenByClientCredential({ scopes, skipCache });
        if (!given) throw new RangeError("Microsoft gave no token.");
        return given.accessToken;
      };
    }
  }
}

function toSecret(credential: Credential) {
  if (credential.kind === "password") return { clientSecret: credential.password };
  if (credential.kind !== "certificate") return {};
  const { thumbprint, privateKey } = credential;
  return { clientCertificate: { thumbprint, privateKey } };
}

/** One attempt in limited time; the sign-in address may be one of this machine, which is http. */
function createNetwork({ loginOrigin, loginUrl }: Cloud, guarded: typeof fetch): INetworkModule {
  const send = async <T>(method: string, url: string, options: NetworkRequestOptions = {}) => {
    const target = url.startsWith(loginOrigin) ? loginUrl + url.slice(loginOrigin.length) : url;
    const { headers = {}, body } = options;
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const sent = body === undefined ? {} : { body };
    const response = await guarded(target, { method, headers, signal, ...sent });
    const said: T = JSON.parse(await response.text());
    const heard = Object.fromEntries(response.headers.entries());
    return { headers: heard, body: said, status: response.status };
  };
  return {
    sendGetRequestAsync: async (url, options) => await send("GET", url, options),
    sendPostRequestAsync: async (url, options) => await send("POST", url, options),
  };
}
