import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";

export type Env = Readonly<Record<string, string | undefined>>;

const ENV_LINE = /^(export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=/;

/** Reads the `.env` of a folder, if there is one, and names each line that is no known setting. */
export function readEnvFile(
  folder: string,
  known: ReadonlySet<string>,
): { values: Env; problems: readonly string[] } {
  const file = path.join(folder, ".env");
  if (!existsSync(file)) return { values: {}, problems: [] };
  const text = readFileSync(file, "utf8");
  const problems = text.split("\n").flatMap((line, index) => {
    const trimmed = line.trim();
    if (trimmed === "" || trimmed.startsWith("#")) return [];
    const name = ENV_LINE.exec(trimmed)?.[2];
    if (name === undefined) return [`.env line ${index + 1}: write NAME=value`];
    return known.has(name) ? [] : [`.env line ${index + 1}: there is no setting ${name}`];
  });
  return { values: parseEnv(text), problems };
}
