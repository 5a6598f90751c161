import { createServer } from "node:http";
import process from "node:process";
import { getRequestListener } from "@hono/node-server";
import { App, HTTPReceiver, LogLevel } from "@slack/bolt";
import { compose } from "#compose";
import { systemClock } from "#host/clock.ts";
import { readConfig } from "#host/config.ts";

/** One server in a process of its own, so that its CPU time is its own: bare Bolt, or the product. */
const [, , kind = "", folder = ""] = process.argv;

function bare() {
  const receiver = new HTTPReceiver({
    signingSecret: process.env.SLACK_SIGNING_SECRET ?? "",
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

async function product() {
  const app = await compose(readConfig(process.env, folder), systemClock);
  // The answer alone is measured: what follows it has figures of its own.
  await app.loop.stop();
  return createServer(getRequestListener(app.web.fetch));
}

const server = kind === "bare" ? bare() : await product();
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.({ port: typeof address === "object" ? address?.port : 0 });
});
process.on("message", () => process.send?.({ cpu: process.cpuUsage() }));
process.on("disconnect", () => process.kill(process.pid));
