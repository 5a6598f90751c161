import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import { z } from "zod";
import { ProductError } from "#domain/errors.ts";

/** Every setting: its name, what it is when unset, and what it does. `.env.example` is equal. */
export const settings = [
  {
    name: "DATABASE_URL",
    fallback: "file:data/groundswell.db",
    about: "Where everything is kept: file:<path> for SQLite, postgres://... for PostgreSQL.",
  },
  { name: "HOST", fallback: "127.0.0.1", about: "The address to listen on." },
  { name: "PORT", fallback: "3000", about: "The port to listen on; 0 takes a free one." },
  {
    name: "LOG_LEVEL",
    fallback: "warn",
    about: "How much is logged: debug, info, warn, error or silent.",
  },
  {
    name: "PLAYGROUND",
    fallback: "on",
    about: "The playground with its sample district: on or off. Never in production.",
  },
  {
    name: "TEST_CLOCK",
    fallback: "",
    about:
      "An ISO instant at which the clock starts, for tests and demonstrations on this machine.",
  },
] as const;

export interface Config {
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  readonly playground: boolean;
  readonly testClock: Date | undefined;
}

type Env = Readonly<Record<string, string | undefined>>;

const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "::1", "[::1]"]);
const ENV_LINE = /^(export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=/;
const DATABASE_URL = /^(file:.+|postgres(ql)?:\/\/.+)$/;
/** Starting over erases this file. */
const PLAYGROUND_FILE = /^file:(.*[\\/])?playground\.db$/i;

const schema = z.object({
  DATABASE_URL: z
    .string()
    .regex(DATABASE_URL, "give file:<path> or postgres://...")
    .refine((url) => !PLAYGROUND_FILE.test(url), "that name belongs to the playground"),
  HOST: z.string().min(1, "give an address such as 127.0.0.1"),
  PORT: z.coerce.number("give a number").int("give a whole number").min(0).max(65_535),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]),
  PLAYGROUND: z.enum(["on", "off"]),
  TEST_CLOCK: z.union([z.literal(""), z.iso.datetime({ offset: true })]),
});

/**
 * Reads the environment, and under it the `.env` of a folder.
 * Throws CONFIG_INVALID with every problem at once.
 */
export function readConfig(env: Env, folder: string): Config {
  const file = readEnvFile(folder);
  const given = Object.fromEntries(
    settings.map(({ name, fallback }) => [name, env[name] ?? file.values[name] ?? fallback]),
  );
  const parsed = schema.safeParse(given);
  const problems = [
    ...file.problems,
    ...(parsed.error?.issues.map(({ path: at, message }) => `${at.join(".")}: ${message}`) ?? []),
  ];
  if (!parsed.success || problems.length > 0) throw invalid(problems);
  const config = toConfig(parsed.data);
  const conflicts = checkTogether(config, env.NODE_ENV === "production");
  if (conflicts.length > 0) throw invalid(conflicts);
  return config;
}

function toConfig(data: z.infer<typeof schema>): Config {
  return {
    databaseUrl: data.DATABASE_URL,
    host: data.HOST,
    port: data.PORT,
    logLevel: data.LOG_LEVEL,
    playground: data.PLAYGROUND === "on",
    testClock: data.TEST_CLOCK === "" ? undefined : new Date(data.TEST_CLOCK),
  };
}

/** The playground and a set clock are for this machine alone. */
function checkTogether({ host, playground, testClock }: Config, production: boolean): string[] {
  if (LOOPBACK.has(host) && !production) return [];
  const where = production ? "NODE_ENV=production" : `HOST=${host}`;
  return [
    ...(playground ? [`PLAYGROUND: set it to off with ${where}`] : []),
    ...(testClock ? [`TEST_CLOCK: leave it out with ${where}`] : []),
  ];
}

function readEnvFile(folder: string): { values: Env; problems: readonly string[] } {
  const file = path.join(folder, ".env");
  if (!existsSync(file)) return { values: {}, problems: [] };
  const text = readFileSync(file, "utf8");
  const known = new Set<string>(settings.map(({ name }) => name));
  const problems = text.split("\n").flatMap((line, index) => {
    const trimmed = line.trim();
    if (trimmed === "" || trimmed.startsWith("#")) return [];
    const name = ENV_LINE.exec(trimmed)?.[2];
    if (name === undefined) return [`.env line ${index + 1}: write NAME=value`];
    return known.has(name) ? [] : [`.env line ${index + 1}: there is no setting ${name}`];
  });
  return { values: parseEnv(text), problems };
}

function invalid(problems: readonly string[]): ProductError {
  return new ProductError("CONFIG_INVALID", `${problems.join("; ")}.`);
}
