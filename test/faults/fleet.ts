import { type ChildProcess, spawn } from "node:child_process";
import process from "node:process";
import { QUICK } from "./quick-bundle.ts";
import type { QuickSettings } from "./quick-settings.ts";

/** One child that works on a database. */
export interface Replica {
  /** Undefined until it is ready, and where it ended before. */
  readonly url: Promise<string | undefined>;
  readonly exited: Promise<number | null>;
  /** What it complained of. */
  stderr(): string;
  kill(signal: NodeJS.Signals): void;
}

/** Children that are loaded already and wait: a new one works at once. */
export interface Fleet {
  start(settings: QuickSettings): Promise<Replica>;
  /** Ends all of them. */
  stop(): Promise<void>;
}

interface Warm {
  readonly child: ChildProcess;
  readonly isWarm: Promise<void>;
  readonly replica: Replica;
}

const READY = /^ready (\d+)/m;

export function createFleet(spares = 2): Fleet {
  const living = new Set<Warm>();
  const waiting: Warm[] = [];
  const fill = (): void => {
    while (waiting.length < spares) {
      const one = warmUp();
      living.add(one);
      void one.replica.exited.then(() => living.delete(one));
      waiting.push(one);
    }
  };
  fill();
  return {
    start: async (settings) => {
      const one = waiting.shift() ?? warmUp();
      living.add(one);
      fill();
      await one.isWarm;
      one.child.stdin?.write(`${JSON.stringify(settings)}\n`);
      return one.replica;
    },
    stop: async () => {
      const ended = [...living].map(async ({ replica }) => {
        replica.kill("SIGKILL");
        await replica.exited;
      });
      await Promise.all(ended);
    },
  };
}

/** What a child said that is more than "the database does not answer". */
export function complaintsOf(replica: Replica | undefined): readonly string[] {
  const lines = (replica?.stderr() ?? "").split("\n").filter((line) => line !== "");
  return lines.filter((line) => !/DATABASE_UNAVAILABLE|DATABASE_UNSURE/.test(line));
}

function warmUp(): Warm {
  const child = spawn(process.execPath, [QUICK], { stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  let stderr = "";
  child.stderr.on("data", (piece: Buffer) => {
    stderr = (stderr + piece.toString()).slice(-10_000);
  });
  // A child that is killed while it is told what to do.
  child.stdin.on("error", () => undefined);
  const exited = new Promise<number | null>((resolve) => child.on("close", resolve));
  const says = async (words: RegExp): Promise<string | undefined> =>
    await new Promise((resolve) => {
      const look = (): void => {
        const found = words.exec(said);
        if (found) resolve(found[1] ?? "");
      };
      child.stdout.on("data", look);
      void exited.then(() => resolve(undefined));
      look();
    });
  child.stdout.on("data", (piece: Buffer) => {
    said += piece.toString();
  });
  const url = says(READY).then((port) => (port === undefined ? port : `http://127.0.0.1:${port}`));
  return {
    child,
    isWarm: says(/^warm/m).then(() => undefined),
    replica: { url, exited, stderr: () => stderr, kill: (signal) => void child.kill(signal) },
  };
}
