import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import path from "node:path";
import process from "node:process";
import { text } from "node:stream/consumers";
import { getRequestListener } from "@hono/node-server";
import { App, HTTPReceiver, LogLevel } from "@slack/bolt";
import Database from "better-sqlite3";
import { CloudAdapter } from "botbuilder";
import {
  AuthenticationConfiguration,
  BotFrameworkAuthenticationFactory,
  PasswordServiceClientCredentialFactory,
} from "botframework-connector";
import { compose } from "#compose";
import { systemClock } from "#host/clock.ts";
import { readConfig } from "#host/config.ts";

/** One server in a process of its own, so that its CPU time is its own. */
const [, , kind = "", folder = ""] = process.argv;
const { env } = process;
const BOT_FRAMEWORK = "https://api.botframework.com";

/** Bolt with a command that is acknowledged and nothing else. */
function bolt(): Server {
  const receiver = new HTTPReceiver({
    signingSecret: env.SLACK_SIGNING_SECRET ?? "",
    logLevel: LogLevel.ERROR,
  });
  const app = new App({
    receiver,
    authorize: async () => await Promise.resolve({ botToken: "xoxb-1", botUserId: "U0BOT" }),
    convoStore: false,
    logLevel: LogLevel.ERROR,
  });
  app.command("/praise", async ({ ack }) => await ack());
  return createServer(receiver.requestListener);
}

/** Botbuilder with an invoke that is answered and nothing else. */
function botbuilder(): Server {
  const { MICROSOFT_APP_ID = "", MICROSOFT_APP_PASSWORD = "", TEAMS_LOGIN_URL = "" } = env;
  const { MICROSOFT_APP_TENANT_ID = "", TEAMS_OPENID_METADATA_URL: keys = "" } = env;
  const credentials = new PasswordServiceClientCredentialFactory(
    MICROSOFT_APP_ID,
    MICROSOFT_APP_PASSWORD,
    MICROSOFT_APP_TENANT_ID,
  );
  const adapter = new CloudAdapter(
    BotFrameworkAuthenticationFactory.create(
      ...(["", true, TEAMS_LOGIN_URL, BOT_FRAMEWORK, BOT_FRAMEWORK, BOT_FRAMEWORK] as const),
      ...([keys, keys, "", credentials, new AuthenticationConfiguration()] as const),
    ),
  );
  return createServer((request, response) => {
    void answerTurn(adapter, request, response);
  });
}

async function answerTurn(adapter: CloudAdapter, request: IncomingMessage, to: ServerResponse) {
  const body: Record<string, unknown> = JSON.parse(await text(request));
  const { headers, method = "" } = request;
  // What the library wants of a web server.
  const response = {
    socket: undefined,
    status: (code: number) => {
      to.statusCode = code;
      return response;
    },
    header: (name: string, value: string) => void to.setHeader(name, value),
    send: (said: unknown) => {
      to.write(JSON.stringify(said));
      return response;
    },
    end: () => void to.end(),
  };
  await adapter.process({ body, headers, method }, response, async (turn) => {
    await turn.sendActivity({ type: "invokeResponse", value: { status: 200, body: {} } });
  });
}

/** No library at all: the body is kept by one insert that is on the disk before the answer. */
function plain(): Server {
  const client = new Database(path.join(folder, "plain.db"));
  client.pragma("journal_mode = WAL");
  client.pragma("synchronous = FULL");
  client.exec("create table heard (id integer primary key, body text)");
  const insert = client.prepare("insert into heard (body) values (?)");
  return createServer((request, response) => {
    void text(request).then((body) => {
      insert.run(body);
      response.end();
    });
  });
}

async function product(): Promise<Server> {
  const app = await compose(readConfig(env, folder), systemClock);
  // The answer alone is measured: what follows it has figures of its own.
  await app.loop.stop();
  return createServer(getRequestListener(app.web.fetch));
}

const kinds: Readonly<Record<string, () => Server | Promise<Server>>> = {
  bolt,
  botbuilder,
  plain,
  product,
};
const server = await kinds[kind]?.();
// The others have their turns between two rounds of this one.
if (server) server.keepAliveTimeout = 300_000;
server?.listen(0, "127.0.0.1");
if (server) await once(server, "listening");
const address = server?.address();
process.send?.({ port: typeof address === "object" ? address?.port : 0 });
process.on("message", () => process.send?.({ cpu: process.cpuUsage() }));
process.on("disconnect", () => process.kill(process.pid));
