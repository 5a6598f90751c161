import { ConfidentialClientApplication, type INetworkModule } from "@azure/msal-node";
import { ConfigurationBotFrameworkAuthentication } from "botbuilder";
import type { ServiceClientCredentials } from "botbuilder-stdlib/lib/azureCoreHttpCompat.js";
import {
  ClaimsIdentity,
  ConnectorClient,
  type ServiceClientCredentialsFactory,
} from "botframework-connector";
import type { FakeTeams } from "./index.ts";

const ENTRA = "https://login.microsoftonline.com";
const CONNECTOR = "https://api.botframework.com";

/** MSAL's own client; what it would ask Entra for is asked of the fake. */
export function createLogin(
  teams: FakeTeams,
  proof: { readonly clientSecret?: string; readonly clientAssertion?: string } = {
    clientSecret: teams.appPassword,
  },
): ConfidentialClientApplication {
  return new ConfidentialClientApplication({
    auth: { clientId: teams.appId, authority: `${ENTRA}/${teams.tenant}`, ...proof },
    system: { networkClient: createNetwork(teams) },
  });
}

function createNetwork(teams: FakeTeams): INetworkModule {
  const ask = async (url: string, init: RequestInit) => {
    const response = await fetch(url.replace(ENTRA, teams.loginUrl), init);
    const headers = Object.fromEntries(response.headers);
    return { headers, body: JSON.parse(await response.text()), status: response.status };
  };
  return {
    sendGetRequestAsync: (url, { headers = {} } = {}) => ask(url, { headers }),
    sendPostRequestAsync: (url, { headers = {}, body = "" } = {}) =>
      ask(url, { method: "POST", headers, body }),
  };
}

/** Bot Framework's own authentication, pointed at the fake in both directions. */
export function createAuthentication(teams: FakeTeams): ConfigurationBotFrameworkAuthentication {
  return new ConfigurationBotFrameworkAuthentication(
    {
      ToChannelFromBotLoginUrl: `${ENTRA}/${teams.tenant}`,
      ToChannelFromBotOAuthScope: CONNECTOR,
      ToBotFromChannelTokenIssuer: CONNECTOR,
      OAuthUrl: CONNECTOR,
      ToBotFromChannelOpenIdMetadataUrl: teams.openIdUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: teams.openIdUrl,
      CallerId: "",
    },
    createCredentials(teams),
  );
}

/** The library's own MSAL credentials take only the types of MSAL's CommonJS build. */
function createCredentials(teams: FakeTeams): ServiceClientCredentialsFactory {
  const login = createLogin(teams);
  const signer: ServiceClientCredentials = {
    signRequest: async (request) => {
      request.headers.set("authorization", await authorize(login));
      return request;
    },
  };
  return {
    isValidAppId: async (appId) => appId === teams.appId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => signer,
  };
}

async function authorize(login: ConfidentialClientApplication): Promise<string> {
  const scopes = [`${CONNECTOR}/.default`];
  const issued = await login.acquireTokenByClientCredential({ scopes });
  return `Bearer ${issued?.accessToken}`;
}

/** Bot Framework's own client of the connector. */
export async function createConnector(teams: FakeTeams): Promise<ConnectorClient> {
  const app = new ClaimsIdentity([{ type: "aud", value: teams.appId }]);
  const factory = createAuthentication(teams).createConnectorFactory(app);
  const client = await factory.create(teams.serviceUrl, CONNECTOR);
  if (client instanceof ConnectorClient) return client;
  throw new Error("The library made another client.");
}

export interface Said {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

type Call = [method: string, path: string, body?: unknown, signal?: AbortSignal | undefined];

/** Calls the connector once, without a library and its retries. */
export async function createCaller(teams: FakeTeams) {
  const authorization = await authorize(createLogin(teams));
  return async (...[method, path, body, signal]: Call): Promise<Said> => {
    const response = await fetch(`${teams.serviceUrl}v3/${path}`, {
      method,
      headers: { authorization, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: signal ?? AbortSignal.timeout(5_000),
    });
    const text = await response.text();
    const { status, headers } = response;
    return { status, headers, body: text === "" ? undefined : JSON.parse(text) };
  };
}
