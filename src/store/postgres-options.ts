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

/** Ways to connect that ask nobody who the server is, whatever file is named. */
const UNPROVEN: ReadonlySet<string> = new Set(["disable", "allow", "prefer", "no-verify"]);

function add(url: string, caFile: string): string {
  const to = new URL(url);
  const mode = to.searchParams.get("sslmode") ?? "";
  if (UNPROVEN.has(mode)) {
    const what = `DATABASE_CA_FILE: sslmode=${mode} would not ask who the server is.`;
    throw new ProductError("CONFIG_INVALID", what);
  }
  // The driver's other words for it may mean less in a later version, or with uselibpqcompat.
  to.searchParams.delete("uselibpqcompat");
  to.searchParams.set("sslmode", "verify-full");
  to.searchParams.set("sslrootcert", caFile);
  return to.href;
}
