import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { compose } from "#compose";
import { readConfig } from "#host/config.ts";
import { listen } from "#web/server.ts";

/** A playground of its own on a free port, with a fresh sample district. */
export async function startPlayground(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(path.join(tmpdir(), "groundswell-page-"));
  const DATABASE_URL = `file:${path.join(folder, "groundswell.db")}`;
  const app = await compose(readConfig({ DATABASE_URL, LOG_LEVEL: "error" }, folder));
  const server = await listen(app.web, { host: "127.0.0.1", port: 0 });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await app.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
