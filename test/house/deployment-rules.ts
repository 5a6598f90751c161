import { settings } from "#host/config.ts";
import { read } from "./files.ts";

/** How long the bot takes at most to finish what is under way. */
export const STOP_SECONDS =
  Number(/STOP_MS = ([\d_]+);/.exec(read("src/main.ts"))?.[1]?.replaceAll("_", "")) / 1000;

/** A sentence that holds for a thing. */
export type Rules<T> = Readonly<Record<string, (thing: T) => boolean>>;

/** The sentences that do not hold. */
export function broken<T>(rules: Rules<T>, thing: T): readonly string[] {
  return Object.entries(rules)
    .filter(([, holds]) => !holds(thing))
    .map(([sentence]) => sentence);
}

const names = new Set<string>([...settings.map(({ name }) => name), "NODE_ENV"]);

export function isSetting(name: string): boolean {
  return names.has(name);
}

/** "20s", "1min" or "20" in seconds; not a number for anything else. */
export function seconds(text = ""): number {
  const [, figure, unit = "s"] = /^(\d+)(s|min|m)?$/.exec(text) ?? [];
  return Number(figure) * (unit === "s" ? 1 : 60);
}
