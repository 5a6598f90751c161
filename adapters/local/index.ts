import { randomUUID } from "node:crypto";
import { ProductError } from "#domain/errors.ts";
import type { ChatAdapter, OnEvent } from "#ports/chat.ts";
import { answerRequest } from "./api.ts";
import { check } from "./check.ts";
import type { LocalConfig } from "./config.ts";
import { deliver } from "./deliver.ts";
import { verify } from "./verify.ts";

/** The playground: a chat platform in one page, on this machine alone. */
export function createLocalAdapter(config: LocalConfig): ChatAdapter {
  let onEvent: OnEvent = async () => await Promise.resolve({ kind: "none" });
  return {
    platform: "local",
    start: async (answer) => {
      onEvent = answer;
      await Promise.resolve();
    },
    receive: async (request) => {
      const refusal = verify(request);
      if (refusal !== undefined) return problem(403, refusal, "Open it on this machine itself.");
      try {
        return await answerRequest({ config, onEvent, freshKey: randomUUID() }, request);
      } catch (error) {
        if (error instanceof ProductError) return problem(422, error.message, error.hint);
        return problem(500, "The playground could not do that.", "Try again, or press Start over.");
      }
    },
    deliver: async (attempt) => await deliver(config.playground, attempt),
    // Everybody who plays has an account already.
    findProfile: async () => await Promise.resolve("nobody"),
    check: async () => await check(config),
    stop: async () => await Promise.resolve(),
  };
}

function problem(status: number, error: string, hint: string): Response {
  return Response.json({ error, hint }, { status });
}
