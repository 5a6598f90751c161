import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { addBallast } from "#test/contract/backup-rig.ts";
import { COMMAND } from "./bundle.ts";
import { type Env, endAll, newFolder, start } from "./process.ts";

const TEST_MS = 120_000;
const SAMPLE = "sample-district/oneroster-1.2";
const KILLS = 3;

afterEach(endAll);

const envOf = (folder: string): Env => ({
  DATABASE_URL: `file:${folder}/groundswell.db`,
  LOG_LEVEL: "silent",
  PLAYGROUND: "off",
});

function listCopies(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith("Z.db")) : [];
}

/** Runs one command in a process of its own; killed after so many milliseconds, if given. */
async function run(folder: string, args: readonly string[], killMs?: number) {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    env: { PATH: process.env.PATH, ...envOf(folder) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  if (killMs !== undefined) void sleep(killMs).then(() => child.kill("SIGKILL"));
  return { code: await ended, said };
}

test("an IT admin copies a running bot, and restores once it is stopped", {
  timeout: TEST_MS,
}, async () => {
  const folder = newFolder();
  const nightly = path.join(folder, "nightly");
  expect(await run(folder, ["import", path.resolve(SAMPLE)])).toMatchObject({ code: 0 });
  const bot = await start(folder, { ...envOf(folder), BACKUP_FOLDER: nightly });
  // A new machine's first copy is made at once, by the bot itself.
  await expect.poll(() => listCopies(nightly), { timeout: 20_000 }).toHaveLength(1);
  const backup = await run(folder, ["backup"]);
  expect(backup).toMatchObject({ code: 0, said: expect.stringContaining("read and whole") });
  const copies = readdirSync(path.join(folder, "backups"));
  const copy = path.join(folder, "backups", copies[0] ?? "");
  const early = await run(folder, ["restore", copy, "--replace"]);
  expect(early).toMatchObject({ code: 1, said: expect.stringContaining("Stop the bot") });
  bot.kill("SIGTERM");
  await bot.exited;
  const careless = await run(folder, ["restore", copy]);
  expect(careless).toMatchObject({ code: 1, said: expect.stringContaining("--replace") });
  const restored = await run(folder, ["restore", copy, "--replace"]);
  expect(restored).toMatchObject({ code: 0, said: expect.stringContaining("Restored:") });
  const again = await start(folder, envOf(folder));
  again.kill("SIGTERM");
  expect((await again.exited).code).toBe(0);
});

test("a copy that was killed half way has no name of a copy", { timeout: TEST_MS }, async () => {
  const folder = newFolder();
  const bot = await start(folder, envOf(folder));
  bot.kill("SIGTERM");
  await bot.exited;
  addBallast(path.join(folder, "groundswell.db"), 20_000);
  const begun = performance.now();
  expect((await run(folder, ["backup", "--to", path.join(folder, "whole.db")])).code).toBe(0);
  const calmMs = performance.now() - begun;
  for (let kill = 1; kill <= KILLS; kill++) {
    const to = path.join(folder, `killed-${kill}.db`);
    const { code } = await run(
      folder,
      ["backup", "--to", to],
      calmMs * (0.5 + Math.random() * 0.5),
    );
    if (code !== 0 && !readdirSync(folder).includes(path.basename(to))) continue;
    // It has its name: then it is whole.
    const restored = await run(folder, ["restore", to, "--replace"]);
    expect(restored).toMatchObject({ code: 0 });
  }
});
