import process from "node:process";
import { afterAll, expect, test } from "vitest";
import { startChat } from "./engines/chat.ts";
import { bundleWorker, endWorkers } from "./engines/crew.ts";
import { KILLS, prepare, type Suffered, suffer, sufferTogether } from "./engines/faults.ts";
import { type EngineName, engines } from "./engines/orders.ts";
import { createFile, removeFile, startServer } from "./engines/server.ts";
import { printTable } from "./engines/table.ts";

const ours: readonly EngineName[] = ["outbox", "outbox on SQLite"];
const wanted = (process.env.ENGINES ?? engines.join(",")).split(",");
const chosen = engines.filter((name) => wanted.includes(name));
const undo: (() => Promise<void> | void)[] = [];
afterAll(async () => {
  await endWorkers();
  for (const each of undo.reverse()) await each();
}, 60_000);

const none = {
  ...{ lost: 0, stuck: 0, doubled: 0, ghosts: 0, shuffled: 0 },
  ...{ together: 0, tooFast: 0, hasty: 0, crashes: 0 },
};

test("740 messages arrive once, in order and in pace, whatever is killed or away", async () => {
  await bundleWorker();
  const server = await startServer();
  undo.push(server.end);
  const chat = await startChat();
  undo.push(chat.close);
  const prepared: Awaited<ReturnType<typeof prepare>>[] = [];
  for (const engine of chosen) {
    const url = engine.endsWith("SQLite") ? createFile() : await server.createDatabase();
    if (url.startsWith("file:")) undo.push(() => removeFile(url));
    prepared.push(await prepare({ chat, engine, url }));
  }
  const together = sufferTogether(server, chat);
  const ends = await Promise.all(prepared.map(async (one) => await suffer(one, together)));
  await together;
  const found = new Map(chosen.map((engine, at) => [engine, ends[at]] as const));
  printTable(`What ${KILLS} kills and a database that goes away do to 740 messages`, found);
  for (const engine of ours) {
    const end: Suffered | undefined = found.get(engine);
    if (end) expect({ engine, ...end }).toMatchObject({ engine, ...none });
  }
});
