import { split } from "./image.ts";

/** What a systemd unit says, key by key; a key may stand several times. */
export type Unit = ReadonlyMap<string, readonly string[]>;

const SECTION = /^\[\w+\]$/;

export function readUnit(text: string): Unit {
  const unit = new Map<string, readonly string[]>();
  for (const line of text.split("\n").map((each) => each.trim())) {
    if (line === "" || line.startsWith("#") || SECTION.test(line)) continue;
    const [key, value] = split(line, "=");
    unit.set(key, [...(unit.get(key) ?? []), value]);
  }
  return unit;
}

/** The one that holds: the last. */
export function saidBy(unit: Unit, key: string): string | undefined {
  return unit.get(key)?.at(-1);
}
