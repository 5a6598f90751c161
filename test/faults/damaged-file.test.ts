import { spawnSync } from "node:child_process";
import { copyFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { afterEach, expect, test } from "vitest";
import { COMMAND } from "./bundle.ts";
import { type Chance, createChance } from "./chance.ts";
import { type Env, endAll, launch, newFolder, start } from "./process.ts";
import { addPassed } from "./table.ts";

const PAGE = 4096;
const FLIPPED_PAGES = 8;
const TEST_MS = 120_000;

afterEach(endAll);

type Damage = (file: string, chance: Chance) => void;

const truncate: Damage = (file, chance) => {
  const { length } = readFileSync(file);
  truncateSync(file, Math.floor(length * chance.between(0.2, 0.8)));
};

const overwriteHeader: Damage = (file, chance) => {
  const bytes = readFileSync(file);
  for (let at = 0; at < 100; at++) bytes[at] = Math.floor(chance.draw() * 256);
  writeFileSync(file, bytes);
};

/** Whole pages in the middle, as a disk loses them. */
const flipBytes: Damage = (file, chance) => {
  const bytes = readFileSync(file);
  const middle = Math.floor(bytes.length / PAGE / 2) * PAGE;
  for (let at = middle; at < middle + FLIPPED_PAGES * PAGE; at++) {
    bytes[at] = (bytes[at] ?? 0) ^ Math.ceil(chance.draw() * 255);
  }
  writeFileSync(file, bytes);
};

const damages: Readonly<Record<string, Damage>> = {
  "cut off": truncate,
  "with another beginning": overwriteHeader,
  "with flipped bytes in the middle": flipBytes,
};

/** Runs one command in a process of its own. */
function run(env: Env, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], {
    env: { PATH: process.env.PATH, ...env },
    encoding: "utf8",
  });
  return { status, said: stdout + stderr };
}

test("a damaged file is refused with its name and the command that restores it, which works", {
  timeout: TEST_MS,
}, async () => {
  const chance = createChance("damaged file");
  const folder = newFolder();
  const file = path.join(folder, "groundswell.db");
  const env = { DATABASE_URL: `file:${file}`, LOG_LEVEL: "silent", PLAYGROUND: "off" };
  const copy = path.join(folder, "copy.db");
  const bot = await start(folder, env);
  expect(run(env, ["backup", "--to", copy])).toMatchObject({ status: 0 });
  bot.kill("SIGTERM");
  await bot.exited;
  for (const [how, damage] of Object.entries(damages)) {
    copyFileSync(copy, file);
    damage(file, chance);
    const damaged = readFileSync(file);
    const refused = launch(folder, env);
    expect(await refused.ready, how).toBeUndefined();
    expect(await refused.exited).toEqual({ code: 1, signal: null });
    expect(refused.stderr()).toContain(file);
    expect(refused.stderr()).toContain("groundswell restore <copy> --replace");
    // Looked at, and left as it was.
    expect(readFileSync(file).equals(damaged)).toBe(true);
    expect(run(env, ["restore", copy, "--replace"]), how).toMatchObject({ status: 0 });
    const aside = readdirSync(folder).filter((name) =>
      readFileSync(path.join(folder, name)).equals(damaged),
    );
    expect(aside, how).toHaveLength(1);
    addPassed(`a SQLite file ${how}`, 1);
  }
  const again = await start(folder, env);
  again.kill("SIGTERM");
  expect((await again.exited).code).toBe(0);
});
