import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { BrowserContext } from "playwright-core";
import { chooseCloud } from "#adapters/teams/cloud.ts";
import { createTab } from "#adapters/teams/tab.ts";
import { createSecretBox, readKey } from "#host/secret-box.ts";
import type { Log } from "#ports/log.ts";
import { startFakeTeams } from "#test/platform/fake-teams/index.ts";
import { createScript } from "#test/platform/script.ts";

export type TeamsTab = Awaited<ReturnType<typeof startTeamsTab>>;

const quiet = (): void => undefined;
const log: Log = { info: quiet, warn: quiet, error: quiet };

/** The tab on a free port, with Microsoft's keys from the fake and a product that a test scripts. */
export async function startTeamsTab() {
  const teams = await startFakeTeams();
  const person = teams.addPerson({ name: "Ana Ruiz" });
  const { heard, answer, onEvent } = createScript();
  let tab = async (_: Request): Promise<Response> =>
    await Promise.resolve(new Response(null, { status: 404 }));
  const server = createServer(getRequestListener(async (request) => await tab(request)));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  const box = createSecretBox([readKey(randomBytes(32).toString("base64"))]);
  const newToken = (): string => randomBytes(12).toString("base64url");
  const cloud = chooseCloud({
    channelService: "",
    openIdUrl: "",
    loginUrl: teams.loginUrl,
    serviceHosts: [],
  });
  tab = createTab({
    config: {
      appId: teams.appId,
      homeWorkspace: teams.tenant,
      credential: { kind: "password", password: "" },
      cloud,
      publicUrl: origin,
      pageFolder: "adapters/teams/page",
      isLinked: async () => await Promise.resolve(false),
      findReach: async () => await Promise.resolve(undefined),
      findAnyReach: async () => await Promise.resolve(undefined),
      queueReply: async () => await Promise.resolve(),
      box,
      clock: { now: () => new Date() },
      log,
    },
    makingOf: (workspace) => ({ sealing: { box, workspace }, newToken }),
    onEvent,
  });
  return {
    ...{ teams, person, heard, answer, origin, url: `${origin}/teams/tab` },
    token: () => teams.ssoToken(person.id),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
      await teams.stop();
    },
  };
}

export interface HostOptions {
  readonly theme?: "default" | "dark" | "contrast";
  /** Undefined where Teams does not say who somebody is. */
  readonly token: string | undefined;
}

/** Puts a small Teams in the place of its library: what a client of it would answer. */
export async function playTeams(context: BrowserContext, options: HostOptions): Promise<void> {
  const { theme = "default", token } = options;
  const signOn =
    token === undefined ? "Promise.reject(new Error('resourceDisabled'))" : `"${token}"`;
  const body = `globalThis.microsoftTeams = {
    app: {
      initialize: async () => {},
      getContext: async () => ({ app: { theme: "${theme}", locale: "en-US" } }),
      registerOnThemeChangeHandler: (told) => { globalThis.changeTheme = told; },
      openLink: async (url) => { globalThis.openedLink = url; },
    },
    authentication: { getAuthToken: async () => ${signOn} },
  };`;
  const contentType = "text/javascript; charset=utf-8";
  await context.route("**/teams/tab/teams-js.js", async (route) => {
    await route.fulfill({ body, contentType });
  });
}
