import { z } from "zod";
import type { PostgresSettings } from "#ports/postgres-settings.ts";

export const postgresSettings = [
  {
    name: "DATABASE_DIRECT_URL",
    fallback: "",
    about:
      "PostgreSQL as its owner and past a pooler, for migrations and for hearing of news; DATABASE_URL unless set.",
  },
  {
    name: "DATABASE_LISTEN",
    fallback: "on",
    about:
      "off where no connection may stay open: what another process queued is then found within a minute.",
  },
  {
    name: "DATABASE_PREPARED",
    fallback: "on",
    about: "off behind a PgBouncer older than 1.21, or one with max_prepared_statements=0.",
  },
  {
    name: "DATABASE_POOL",
    fallback: "8",
    about: "Most connections of this process to PostgreSQL; one more listens.",
  },
  {
    name: "DATABASE_STATEMENT_SECONDS",
    fallback: "15",
    about: "After this many seconds PostgreSQL gives a statement up.",
  },
  {
    name: "DATABASE_CA_FILE",
    fallback: "",
    about:
      "A PEM file of the authorities that vouch for PostgreSQL; with it the server's name is checked, too.",
  },
] as const;

const onOff = z.enum(["on", "off"]);
const POSTGRES_URL = /^(postgres(ql)?:\/\/.+)?$/;

export const postgresSchema = {
  DATABASE_DIRECT_URL: z.string().regex(POSTGRES_URL, "give postgres://..."),
  DATABASE_LISTEN: onOff,
  DATABASE_PREPARED: onOff,
  DATABASE_POOL: z.coerce.number("give a number").int("give a whole number").min(2).max(200),
  DATABASE_STATEMENT_SECONDS: z.coerce
    .number("give a number")
    .int("give a whole number")
    .min(1)
    .max(3600),
  DATABASE_CA_FILE: z.string(),
};

type Given = {
  readonly [Name in keyof typeof postgresSchema]: z.infer<(typeof postgresSchema)[Name]>;
};

export function toPostgresSettings(given: Given): PostgresSettings {
  return {
    directUrl: given.DATABASE_DIRECT_URL,
    listen: given.DATABASE_LISTEN === "on",
    prepared: given.DATABASE_PREPARED === "on",
    pool: given.DATABASE_POOL,
    statementSeconds: given.DATABASE_STATEMENT_SECONDS,
    caFile: given.DATABASE_CA_FILE,
  };
}

/** What does not go together. */
export function postgresProblems(given: Given, databaseUrl: string): string[] {
  if (given.DATABASE_DIRECT_URL === "" || !databaseUrl.startsWith("file:")) return [];
  return ["DATABASE_DIRECT_URL: leave it out with SQLite, or set DATABASE_URL to postgres://..."];
}
