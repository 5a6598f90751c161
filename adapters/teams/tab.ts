import type { OnEvent } from "#ports/chat.ts";
import type { Making } from "./answer.ts";
import type { TeamsConfig } from "./config.ts";

export interface TabParts {
  readonly config: TeamsConfig;
  readonly makingOf: (workspace: string) => Making;
  readonly onEvent: OnEvent;
}

export function createTab(_parts: TabParts): (request: Request) => Promise<Response> {
  return async () => await Promise.resolve(new Response(null, { status: 404 }));
}
