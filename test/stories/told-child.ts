import { spawn } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { build } from "esbuild";

/** Beside the bundle of `npm start`: the product finds its files from there. */
const MAIN = path.resolve("build/told-main.mjs");
const PLANT = path.resolve("build/told-plant.mjs");
const READY = /(http:\/\/\S+?)(?:\/playground)? \(Ctrl-C ends it\)\n/;

export interface Child {
  readonly url: string;
  /** Everything that it ever wrote, on both streams. */
  output(): string;
  /** Lets it fail with these words in the error, and waits for its end; gives the exit code. */
  crash(): Promise<number | null>;
  end(): Promise<void>;
}

export interface Fault {
  readonly kind: "rejection" | "exception";
  readonly words: string;
}

/** Writes the product, and the part that makes it fail, each as one file that starts fast. */
export async function bundleChild(): Promise<void> {
  const how = { bundle: true, platform: "node", format: "esm", packages: "external" } as const;
  await Promise.all([
    build({ ...how, entryPoints: ["src/main.ts"], outfile: MAIN }),
    build({ ...how, entryPoints: ["test/stories/told-plant.ts"], outfile: PLANT }),
  ]);
}

/** The whole product as a process of its own, with its log at its most talkative. */
export async function startChild(
  folder: string,
  env: Readonly<Record<string, string>>,
  { kind, words }: Fault,
): Promise<Child> {
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, ["--import", PLANT, MAIN], {
    cwd: folder,
    env: { PATH, PORT: "0", LOG_LEVEL: "debug", TOLD_FAULT: kind, TOLD_WORDS: words, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString("utf8");
      const found = READY.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    ended.then(() => reject(new RangeError(`It did not start: ${said}`)), reject);
  });
  const finish = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return await ended;
  };
  return {
    url,
    output: () => said,
    crash: async () => await finish("SIGUSR2"),
    end: async () => void (await finish("SIGKILL")),
  };
}
