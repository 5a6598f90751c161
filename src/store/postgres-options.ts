import { existsSync } from "node:fs";
import { ProductError } from "#domain/errors.ts";
import type { PostgresSettings } from "#ports/postgres-settings.ts";

export interface PostgresOptions extends PostgresSettings {
  readonly url: string;
  readonly onStatement?: ((text: string) => void) | undefined;
  /** Whether somebody waits for what is asked just now; always, unless told. */
  readonly isUrgent?: (() => boolean) | undefined;
}

export const postgresDefaults: PostgresSettings = {
  directUrl: "",
  listen: true,
  prepared: true,
  pool: 8,
  statementSeconds: 15,
  caFile: "",
};

/** Both addresses with the file of authorities in them. Throws CONFIG_INVALID where it is not there. */
export function withAuthorities(options: PostgresOptions): PostgresOptions {
  const { caFile, url, directUrl } = options;
  const urls = { url, directUrl: directUrl || url };
  if (caFile === "") return { ...options, ...urls };
  if (!existsSync(caFile)) {
    throw new ProductError("CONFIG_INVALID", `DATABASE_CA_FILE: there is no file "${caFile}".`);
  }
  return { ...options, url: add(urls.url, caFile), directUrl: add(urls.directUrl, caFile) };
}

function add(url: string, caFile: string): string {
  const to = new URL(url);
  if (!to.searchParams.has("sslmode")) to.searchParams.set("sslmode", "verify-full");
  to.searchParams.set("sslrootcert", caFile);
  return to.href;
}
