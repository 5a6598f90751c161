import { Worker } from "node:worker_threads";

/** What the thread is asked for. */
export type CopyTask =
  | { readonly do: "copy"; readonly from: string; readonly to: string }
  | { readonly do: "check"; readonly file: string };

export interface CopyReport {
  /** What is wrong with the file; empty if nothing is. */
  readonly problems: readonly string[];
  readonly rows: Readonly<Record<string, number>>;
}

interface Said extends CopyReport {
  readonly failed?: { readonly code: string; readonly message: string };
}

/** What a thread met that it could not go on after; `code` is SQLite's, or the system's. */
export class CopyFailed extends Error {
  override readonly name = "CopyFailed";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Does one piece of work in a thread; `thread` is the path of `copy-thread.js`. Throws CopyFailed. */
export async function runCopy(thread: string, task: CopyTask): Promise<CopyReport> {
  const said = await new Promise<Said>((resolve, reject) => {
    const worker = new Worker(thread, { workerData: task });
    worker.once("message", (message: Said) => resolve(message));
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new CopyFailed("EXIT", `The thread ended with ${code}.`)));
  });
  if (said.failed) throw new CopyFailed(said.failed.code, said.failed.message);
  return said;
}
