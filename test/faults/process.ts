import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { expect } from "vitest";
import { BUNDLE } from "./bundle.ts";

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Launched {
  /** When the child was spawned, as performance.now(). */
  readonly spawnedAt: number;
  readonly pid: number | undefined;
  /** The address of the ready line; undefined if the child ended without one. */
  readonly ready: Promise<string | undefined>;
  readonly exited: Promise<Exit>;
  stdout(): string;
  stderr(): string;
  kill(signal: NodeJS.Signals): void;
}

export interface Running extends Launched {
  readonly url: string;
  /** From the spawn to the ready line. */
  readonly readyMs: number;
}

/** A setting that is undefined is left out. */
export type Env = Readonly<Record<string, string | undefined>>;

const READY = /(http:\/\/\S+?)(?:\/playground)? \(Ctrl-C ends it\)\n/;
const started = new Set<ChildProcess>();
const folders = new Set<string>();

/** A folder of its own; `endAll` removes it. */
export function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "groundswell-child-"));
  folders.add(folder);
  return folder;
}

/** Starts the product as a child in a folder, on a free port; `env` goes over the defaults. */
export function launch(folder: string, env: Env = {}): Launched {
  const spawnedAt = performance.now();
  const child = spawn(process.execPath, ["--max-semi-space-size=2", BUNDLE], {
    cwd: folder,
    env: { DATABASE_URL: `file:${folder}/groundswell.db`, PORT: "0", LOG_LEVEL: "silent", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.add(child);
  let stdout = "";
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  // Streams may still hold output when "exit" comes; "close" is after their end.
  const exited = new Promise<Exit>((resolve) => {
    child.on("close", (code, signal) => {
      started.delete(child);
      resolve({ code, signal });
    });
  });
  const ready = new Promise<string | undefined>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      const url = READY.exec(stdout)?.[1];
      if (url !== undefined) resolve(url);
    });
    exited.then(() => resolve(undefined), resolve);
  });
  return {
    spawnedAt,
    pid: child.pid,
    ready,
    exited,
    stdout: () => stdout,
    stderr: () => stderr,
    kill: (signal) => void child.kill(signal),
  };
}

/** Starts the product and waits for its ready line; fails with what it said instead. */
export async function start(folder: string, env: Env = {}): Promise<Running> {
  const launched = launch(folder, env);
  const url = await launched.ready;
  const readyMs = performance.now() - launched.spawnedAt;
  expect(url, `no ready line: ${launched.stderr()}`).toBeDefined();
  return { ...launched, url: url ?? "", readyMs };
}

/** Ends what these tests started and is still there, and removes its folders. */
export async function endAll(): Promise<void> {
  const ended = [...started].map(async (child) => {
    await new Promise((resolve) => {
      child.on("close", resolve);
      child.kill("SIGKILL");
    });
  });
  await Promise.all(ended);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders.clear();
}
