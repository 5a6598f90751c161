import { isIP } from "node:net";
import { z } from "zod";
import { ProductError } from "#domain/errors.ts";
import type { PostgresSettings } from "#ports/postgres-settings.ts";
import {
  type BackupSettings,
  backupProblems,
  backupSchema,
  backupSettings,
  toBackupSettings,
} from "./backup-settings.ts";
import { type Env, readEnvFile } from "./env-file.ts";
import {
  postgresProblems,
  postgresSchema,
  postgresSettings,
  toPostgresSettings,
} from "./postgres-settings.ts";
import {
  type SlackSettings,
  slackProblems,
  slackSchema,
  slackSettings,
  toSlackSettings,
} from "./slack-settings.ts";

import {
  type TeamsSettings,
  teamsProblems,
  teamsSchema,
  teamsSettings,
  toTeamsSettings,
} from "./teams-settings.ts";

/** Every setting: its name, what it is when unset, and what it does. `.env.example` is equal. */
export const settings = [
  {
    name: "DATABASE_URL",
    fallback: "file:data/groundswell.db",
    about: "Where everything is kept: file:<path> for SQLite, postgres://... for PostgreSQL.",
  },
  ...postgresSettings,
  { name: "HOST", fallback: "127.0.0.1", about: "The address to listen on." },
  { name: "PORT", fallback: "3000", about: "The port to listen on; 0 takes a free one." },
  {
    name: "PUBLIC_URL",
    fallback: "",
    about: "Where people and platforms reach this machine, such as https://bot.example.org.",
  },
  {
    name: "TRUSTED_PROXIES",
    fallback: "127.0.0.1,::1",
    about:
      "Proxies whose X-Forwarded-For is believed: addresses or ranges such as 10.0.0.0/8, with commas.",
  },
  {
    name: "SECRET_KEY",
    fallback: "",
    about:
      "32 random bytes in base64 that seal tokens; two, separated by a comma, while you change it. Written to the data folder when unset; required in production.",
  },
  {
    name: "LOG_LEVEL",
    fallback: "info",
    about: "How much is logged: debug, info, warn, error or silent.",
  },
  {
    name: "METRICS_TOKEN",
    fallback: "",
    about:
      "What Prometheus sends as its bearer token to read /metrics, 16 characters or more; without it only this machine reads them.",
  },
  {
    name: "PLAYGROUND",
    fallback: "auto",
    about:
      "The playground with its sample district: on, off, or auto, which is on while no platform is set. Never in production.",
  },
  {
    name: "TEST_CLOCK",
    fallback: "",
    about:
      "An ISO instant at which the clock starts, for tests and demonstrations on this machine.",
  },
  ...backupSettings,
  ...slackSettings,
  ...teamsSettings,
] as const;

export interface Config {
  readonly databaseUrl: string;
  readonly postgres: PostgresSettings;
  readonly host: string;
  readonly port: number;
  /** Without a slash at the end; "" if unknown. */
  readonly publicUrl: string;
  /** Addresses, and ranges as "10.0.0.0/8". */
  readonly trustedProxies: readonly string[];
  /** Base64 keys, the first seals; empty when the data folder's own is used. */
  readonly secretKeys: readonly string[];
  readonly logLevel: string;
  /** "" if none is set. */
  readonly metricsToken: string;
  readonly playground: boolean;
  readonly testClock: Date | undefined;
  readonly backup: BackupSettings;
  readonly slack: SlackSettings | undefined;
  readonly teams: TeamsSettings | undefined;
}

const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "::1", "[::1]"]);
const LAST_SLASH = /\/+$/;
const DATABASE_URL = /^(file:.+|postgres(ql)?:\/\/.+)$/;
/** Links and cookies go by the address alone. */
const ORIGIN = /^(https?:\/\/[^/?#]+\/*)?$/i;
const DIGITS = /^\d{1,3}$/;
const METRICS_TOKEN = /^(\S{16,})?$/;
/** Starting over erases this file. */
const PLAYGROUND_FILE = /^file:(.*[\\/])?playground\.db$/i;

const schema = z.object({
  DATABASE_URL: z
    .string()
    .regex(DATABASE_URL, "give file:<path> or postgres://...")
    .refine((url) => !PLAYGROUND_FILE.test(url), "that name belongs to the playground"),
  ...postgresSchema,
  HOST: z.string().min(1, "give an address such as 127.0.0.1"),
  PORT: z.coerce.number("give a number").int("give a whole number").min(0).max(65_535),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]),
  PUBLIC_URL: z
    .union(
      [z.literal(""), z.url({ protocol: /^https?$/ })],
      "give an address such as https://bot.example.org",
    )
    .refine((url) => ORIGIN.test(url), "give the address alone, without a path"),
  TRUSTED_PROXIES: z
    .string()
    .refine((text) => listOf(text).every(isRange), "give addresses or ranges such as 10.0.0.0/8"),
  SECRET_KEY: z.string(),
  METRICS_TOKEN: z.string().regex(METRICS_TOKEN, "give 16 characters or more, without spaces"),
  PLAYGROUND: z.enum(["auto", "on", "off"]),
  TEST_CLOCK: z.union([z.literal(""), z.iso.datetime({ offset: true })]),
  ...backupSchema,
  ...slackSchema,
  ...teamsSchema,
});

function listOf(text: string): readonly string[] {
  return text
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
}

/** True for an address, also with the number of bits that are compared. */
function isRange(text: string): boolean {
  const [address = "", bits = "0", ...rest] = text.split("/");
  const family = isIP(address);
  if (family === 0 || rest.length > 0 || address.includes("%")) return false;
  return DIGITS.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
}

/**
 * Reads the environment, and under it the `.env` of a folder.
 * Throws CONFIG_INVALID with every problem at once.
 */
export function readConfig(env: Env, folder: string): Config {
  const file = readEnvFile(folder, new Set(settings.map(({ name }) => name)));
  const given = Object.fromEntries(
    settings.map(({ name, fallback }) => [name, env[name] ?? file.values[name] ?? fallback]),
  );
  const parsed = schema.safeParse(given);
  const problems = [
    ...file.problems,
    ...(parsed.error?.issues.map(({ path: at, message }) => `${at.join(".")}: ${message}`) ?? []),
  ];
  if (!parsed.success || problems.length > 0) throw invalid(problems);
  const config = toConfig(parsed.data, isProduction(parsed.data.HOST, env));
  const conflicts = [
    ...slackProblems(parsed.data, config.publicUrl),
    ...teamsProblems(parsed.data),
    ...postgresProblems(parsed.data, config.databaseUrl),
    ...backupProblems(parsed.data, config.databaseUrl),
    ...checkTogether(config, env),
  ];
  if (conflicts.length > 0) throw invalid(conflicts);
  return config;
}

function isProduction(host: string, env: Env): boolean {
  return !LOOPBACK.has(host) || env.NODE_ENV === "production";
}

function toConfig(data: z.infer<typeof schema>, production: boolean): Config {
  const slack = toSlackSettings(data);
  const teams = toTeamsSettings(data);
  const auto = data.PLAYGROUND === "auto" && !slack && !teams && !production;
  return {
    databaseUrl: data.DATABASE_URL,
    postgres: toPostgresSettings(data),
    host: data.HOST,
    port: data.PORT,
    publicUrl: data.PUBLIC_URL.replace(LAST_SLASH, ""),
    trustedProxies: listOf(data.TRUSTED_PROXIES),
    secretKeys: listOf(data.SECRET_KEY),
    logLevel: data.LOG_LEVEL,
    metricsToken: data.METRICS_TOKEN,
    playground: data.PLAYGROUND === "on" || auto,
    testClock: data.TEST_CLOCK === "" ? undefined : new Date(data.TEST_CLOCK),
    backup: toBackupSettings(data),
    slack,
    teams,
  };
}

/** What is for this machine alone, what production needs, and what must not meet a real platform. */
function checkTogether({ host, playground, testClock, ...config }: Config, env: Env): string[] {
  const together = (config.slack || config.teams) && playground;
  const problems = together
    ? ["PLAYGROUND: leave it out with a real platform; start it as another process"]
    : [];
  if (!isProduction(host, env)) return problems;
  const where = env.NODE_ENV === "production" ? "NODE_ENV=production" : `HOST=${host}`;
  const missing = config.secretKeys.length === 0;
  const open = config.teams?.credential.kind === "none";
  return [
    ...problems,
    ...(playground ? [`PLAYGROUND: set it to off with ${where}`] : []),
    ...(open ? [`TEAMS_AUTH: leave it out with ${where}; off trusts everybody`] : []),
    ...(testClock ? [`TEST_CLOCK: leave it out with ${where}`] : []),
    ...(missing ? [`SECRET_KEY: set it with ${where}; openssl rand -base64 32 makes one`] : []),
  ];
}

function invalid(problems: readonly string[]): ProductError {
  return new ProductError("CONFIG_INVALID", `${problems.join("; ")}.`, { cause: problems });
}
