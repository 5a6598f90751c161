import type { ChatEvent, OnEvent, Reply } from "#ports/chat.ts";
import type { Log } from "#ports/log.ts";

export interface LogLine {
  readonly level: string;
  readonly event: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

type Says = Reply | ((event: ChatEvent) => Promise<Reply>);

/** A product that says what the test tells it to. */
export function createScript() {
  const heard: ChatEvent[] = [];
  let reply: Says = { kind: "none" };
  const onEvent: OnEvent = async (event) => {
    if (event.kind === "installed") return { kind: "none" };
    heard.push(event);
    return typeof reply === "function" ? await reply(event) : reply;
  };
  return {
    /** What reached the product. */
    heard,
    onEvent,
    /** What the product answers from now on. */
    answer: (next: Says): void => {
      reply = next;
    },
  };
}

export function recordingLog(logged: LogLine[]): Log {
  const line =
    (level: string) =>
    (event: string, facts: Readonly<Record<string, unknown>> = {}): void => {
      logged.push({ level, event, facts });
    };
  return { info: line("info"), warn: line("warn"), error: line("error") };
}

/** Waits until it is so; what follows a response is not waited for by anybody. */
export async function until(isSo: () => boolean, ms = 2000): Promise<void> {
  const end = Date.now() + ms;
  while (!isSo()) {
    if (Date.now() > end) throw new RangeError("It did not come to that.");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
