import { existsSync } from "node:fs";
import path from "node:path";
import type { Finding } from "#ports/chat.ts";
import type { LocalConfig } from "./config.ts";

/** The playground needs its page and its people. */
export async function check({ playground, pageFolder }: LocalConfig): Promise<readonly Finding[]> {
  const page = existsSync(path.join(pageFolder, "index.html"));
  const people = await playground.people({ q: "", role: "", site: "", limit: 1 });
  return [
    {
      ok: page,
      what: page ? "The playground's page is there." : "The playground's page is missing.",
      todo: page ? "" : "Get the repository again: adapters/local/page belongs to it.",
    },
    {
      ok: people.length > 0,
      what: people.length > 0 ? "The sample district is there." : "The sample district is empty.",
      todo: people.length > 0 ? "" : "Press Start over in the playground.",
    },
  ];
}
