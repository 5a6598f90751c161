import { createServer, type IncomingMessage, type Server } from "node:http";
import process from "node:process";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { createConversation } from "#conversation/create-conversation.ts";
import { type AccountId, toId } from "#domain/ids.ts";
import type { ChatEvent, OnEvent } from "#ports/chat.ts";
import type { Product } from "#usecases/product.ts";
import type { Loop } from "#worker/loop.ts";
import {
  createWorker,
  describe,
  keepNotes,
  log,
  type NotesAsked,
  openProduct,
} from "./quick-product.ts";
import { seed } from "./quick-seed.ts";
import { accountNamed, type QuickSettings, WORKSPACE } from "./quick-settings.ts";

/** A process that does what the product does, over the real store and loop, and is ready much sooner. */
const MINUTE_MS = 60_000;
const AWAY = 503;

/** Something that somebody writes. */
interface Written {
  readonly key: string;
  readonly account: string;
  readonly text: string;
}

function toCommand({ key, account, text: typed }: Written, at: Date): ChatEvent {
  const from = {
    platform: "slack",
    workspace: WORKSPACE,
    account: toId<AccountId>(account),
  } as const;
  return { ...from, kind: "command", command: "praise", text: typed, key, at };
}

interface Parts {
  readonly product: Product;
  readonly onEvent: OnEvent;
}

async function answer({ product, onEvent }: Parts, asked: IncomingMessage): Promise<object> {
  const body: Written & NotesAsked = JSON.parse((await text(asked)) || "{}");
  if (asked.url === "/ready") return await product.store.health.countMigrations();
  if (asked.url !== "/notes") {
    return await onEvent(toCommand(body, product.clock.now()));
  }
  await keepNotes(product, body);
  return { kind: "none" };
}

async function listen(parts: Parts): Promise<Server> {
  const server = createServer((asked, response) => {
    // Whoever holds on to a connection would be served for ever.
    if (!server.listening) response.setHeader("connection", "close");
    answer(parts, asked).then(
      (reply) => response.end(JSON.stringify(reply)),
      (error: unknown) => {
        response.statusCode = AWAY;
        response.end(describe(error));
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** Makes the district where there is none; one process alone gives back what the last one held. */
async function prepare({ store }: Product, settings: QuickSettings): Promise<void> {
  if (settings.asked > 0 && (await store.listDistricts()).length === 0) await seed(store, settings);
  if (settings.databaseUrl.startsWith("postgres")) return;
  for (const one of await store.listDistricts()) {
    await store.transaction(one, (tx) => tx.outbox.releaseLeases());
  }
}

function converse(product: Product): OnEvent {
  const { links } = product.store;
  return createConversation({
    product,
    findDistrict: async (platform, workspace) => await links.find(platform, workspace),
    findProfile: async () => await Promise.resolve("nobody"),
  });
}

/** Does once what children do, so that its code is compiled. */
async function rehearse({ product, onEvent }: Parts, loop: Loop): Promise<void> {
  const account = accountNamed("Ana", "Oak");
  const said = "Hanna Oak for showing two new teachers how to run morning meeting";
  await onEvent(toCommand({ key: "1", account, text: said }, product.clock.now()));
  await keepNotes(product, { conversation: account, notes: ["Note"] });
  await loop.runDue();
}

async function run(settings: QuickSettings): Promise<void> {
  const product = await openProduct(settings);
  await prepare(product, settings);
  const loop = createWorker(product, settings);
  const parts = { product, onEvent: converse(product) };
  const server = await listen(parts);
  const sweep = (): void =>
    void loop.sweep().catch((cause: unknown) => log.error("round_failed", { cause }));
  const beats = setInterval(sweep, MINUTE_MS / settings.clock.speed);
  sweep();
  const stop = async (): Promise<void> => {
    clearInterval(beats);
    server.closeIdleConnections();
    await new Promise((resolve) => server.close(resolve));
    await loop.stop();
    await product.store.close();
    process.stdin.destroy();
  };
  process.on("SIGTERM", () => void stop());
  if (settings.isRehearsal) {
    await rehearse(parts, loop);
    await stop();
  }
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  process.stdout.write(`ready ${port}\n`);
}

process.stdout.write("warm\n");
createInterface({ input: process.stdin }).once("line", (line) => {
  run(JSON.parse(line)).catch((error: unknown) => {
    process.stderr.write(`cannot start: ${describe(error)}\n`);
    process.exitCode = 1;
    process.stdin.destroy();
  });
});
