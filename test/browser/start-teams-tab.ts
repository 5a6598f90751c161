import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Frame, Page } from "playwright-core";
import { chooseCloud } from "#adapters/teams/cloud.ts";
import { createTab } from "#adapters/teams/tab.ts";
import { createSecretBox, readKey } from "#host/secret-box.ts";
import type { Log } from "#ports/log.ts";
import { startFakeTeams } from "#test/platform/fake-teams/index.ts";
import { createScript } from "#test/platform/script.ts";

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
    privateReplies: true,
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
      listChannelReaches: async () => await Promise.resolve([]),
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
  readonly token?: string | undefined;
  /** Where the page that shows the tab is from; Teams in the browser unless told. */
  readonly host?: string;
  /** Teams answers nothing before the page's `wake()`. */
  readonly asleep?: boolean;
}

/**
 * A page at Teams' own address that shows the tab in a frame and answers its library as Teams does.
 * Nothing leaves this machine: the browser is handed the page.
 */
export async function openInTeams(
  page: Page,
  url: string,
  options: HostOptions = {},
): Promise<Frame> {
  const {
    theme = "default",
    token,
    host = "https://teams.microsoft.com",
    asleep = false,
  } = options;
  const signOn = token === undefined ? [false, "resourceDisabled"] : [true, token];
  const answers = {
    initialize: ["content", "web", "2.0.1"],
    getContext: [{ theme, locale: "en-us" }],
    "authentication.getAuthToken": signOn,
    executeDeepLink: [true],
  };
  const script = `
    const answers = ${JSON.stringify(answers)};
    window.asked = [];
    const isAwake = ${asleep ? "new Promise((resolve) => { window.wake = resolve; })" : "Promise.resolve()"};
    window.addEventListener("message", async ({ data, source, origin }) => {
      window.asked.push({ func: data.func, args: data.args });
      await isAwake;
      const args = answers[data.func];
      const { id, uuidAsString } = data;
      if (args) source.postMessage({ id, uuidAsString, args }, origin);
    });
    window.changeTheme = (theme) => {
      const [{ contentWindow }] = document.getElementsByTagName("iframe");
      contentWindow.postMessage({ func: "themeChange", args: [theme] }, "*");
    };`;
  const body = `<!doctype html><html lang="en"><title>Teams</title>
    <style>body { margin: 0 } iframe { border: 0; width: 100vw; height: 100vh; display: block }</style>
    <script>${script}</script><iframe title="My week" src="${url}"></iframe>`;
  await page.context().route(`${host}/**`, async (route) => {
    await route.fulfill({ body, contentType: "text/html; charset=utf-8" });
  });
  await page.goto(`${host}/`);
  const frame = page.frames()[1];
  if (!frame) throw new RangeError("There is no frame for the tab.");
  return frame;
}
