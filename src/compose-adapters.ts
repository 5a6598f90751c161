import path from "node:path";
import type { Config } from "#host/config.ts";
import { createSecretBox } from "#host/secret-box.ts";
import { readKeys } from "#host/secret-key.ts";
import type { ChatAdapter, Platform } from "#ports/chat.ts";
import type { Product } from "#usecases/product.ts";

/** The platforms that are configured. A platform's library is loaded for nobody else. */
export async function createAdapters(
  config: Config,
  { store, clock, random, log }: Product,
): Promise<Map<Platform, ChatAdapter>> {
  const adapters = new Map<Platform, ChatAdapter>();
  const { slack, publicUrl } = config;
  if (!slack) return adapters;
  const { createSlackAdapter } = await import("#adapters/slack/index.ts");
  const box = createSecretBox(readKeys(config.secretKeys, dataFolder(config.databaseUrl)));
  const { installations } = store;
  const parts = { publicUrl, installations, box, clock, random, log };
  adapters.set("slack", createSlackAdapter({ ...slack, ...parts }));
  return adapters;
}

/** Where this machine keeps what is its own: beside the SQLite file, else `data`. */
function dataFolder(databaseUrl: string): string {
  const isFile = databaseUrl.startsWith("file:");
  return isFile ? path.dirname(databaseUrl.slice("file:".length)) : "data";
}
