import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { createSlackAdapter } from "#adapters/slack/index.ts";
import { chooseCloud } from "#adapters/teams/cloud.ts";
import { createTeamsAdapter } from "#adapters/teams/index.ts";
import { createSecretBox, readKey } from "#host/secret-box.ts";
import type { ChatAdapter, Platform } from "#ports/chat.ts";
import { createWeb, listen } from "#web/server.ts";
import { startProduct } from "./playground-rig.ts";

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

const AT_ONCE = 16;
const nothing = async (): Promise<undefined> => await Promise.resolve(undefined);

/** Slack and Teams as adapters that were not started: they answer strangers, and call nobody. */
async function createStrangers(product: Awaited<ReturnType<typeof startProduct>>) {
  const { store, clock, random, log } = product.app.product;
  const box = createSecretBox([readKey(randomBytes(32).toString("base64"))]);
  const slack = createSlackAdapter({
    signingSecrets: ["0123456789abcdef0123456789abcdef"],
    access: { kind: "oauth", clientId: "1.2", clientSecret: "secret" },
    appToken: undefined,
    apiUrl: "http://127.0.0.1:1/api/",
    publicUrl: "",
    installations: store.installations,
    ...{ box, clock, random, log },
  });
  const none = { channelService: "", serviceHosts: [], privateReplies: true };
  const nowhere = { openIdUrl: "http://127.0.0.1:1/", loginUrl: "http://127.0.0.1:1" };
  const teams = createTeamsAdapter({
    appId: "00000000-0000-0000-0000-000000000001",
    homeWorkspace: "00000000-0000-0000-0000-000000000002",
    credential: { kind: "password", password: "secret" },
    cloud: chooseCloud({ ...none, ...nowhere }),
    publicUrl: "",
    pageFolder: "adapters/teams/page",
    isLinked: async () => await Promise.resolve(false),
    findReach: nothing,
    listChannelReaches: async () => await Promise.resolve([]),
    findAnyReach: nothing,
    queueReply: nothing,
    ...{ box, clock, log },
  });
  const local: ChatAdapter = {
    ...slack,
    platform: "local",
    receive: async (asked) => await product.app.web.fetch(asked),
  };
  return new Map<Platform, ChatAdapter>([
    ["local", local],
    ["slack", slack],
    ["teams", teams],
  ]);
}

/** Every route there is, on one real server. */
export async function startEverything() {
  const product = await startProduct();
  const adapters = await createStrangers(product);
  const health = {
    platforms: () => [...adapters.keys()],
    loopAgeSeconds: () => 0,
    isStopping: () => false,
    metricsToken: "",
  };
  const parts = { adapters, health, trustedProxies: ["127.0.0.1"] };
  const web = createWeb({ ...parts, product: product.app.product });
  const secured = createWeb({
    ...parts,
    product: { ...product.app.product, pagesUrl: "https://bot.example.org" },
  });
  const server = await listen(web, { host: "127.0.0.1", port: 0 });
  const { hostname, port } = new URL(server.url);
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const ask = async (path: string, { method = "GET", headers, body }: Asked = {}) =>
    await new Promise<Answered>((resolve, reject) => {
      const options = { agent, hostname, port, path, method, ...(headers ? { headers } : {}) };
      const sent = request(options, (response) => {
        const { statusCode: status = 0, headers: heard } = response;
        text(response).then((said) => resolve({ status, headers: heard, text: said }), reject);
      });
      sent.on("error", reject);
      sent.end(body);
    });
  /** The same without a connection, which takes less time. */
  const answer = async (path: string, { method = "GET", body }: Asked = {}): Promise<Answered> => {
    const sent = body === undefined ? {} : { body: body.toString() };
    const response = await web.request(`${server.url}${path}`, { method, ...sent });
    const heard = Object.fromEntries(response.headers);
    return { status: response.status, headers: heard, text: await response.text() };
  };
  /** Bytes as they are; gives whatever comes back until the other side hangs up. */
  const shout = async (bytes: string): Promise<string> => {
    const socket = connect({ host: hostname, port: Number(port) });
    const pieces: Buffer[] = [];
    socket.on("data", (piece) => pieces.push(piece));
    socket.on("error", () => undefined);
    socket.write(Buffer.from(bytes, "latin1"));
    await once(socket, "close");
    return Buffer.concat(pieces).toString("latin1");
  };
  return {
    ...{ web, secured, ask, answer, shout },
    stop: async () => {
      agent.destroy();
      await server.stop();
      await product.stop();
    },
  };
}

export type Everything = Awaited<ReturnType<typeof startEverything>>;
