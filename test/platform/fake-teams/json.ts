import type { Json } from "./types.ts";

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** "" for anything but a string. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** An object, or an empty one. */
export function jsonOf(value: unknown): Json {
  return isJson(value) ? value : {};
}

/** The objects of a list; none for anything else. */
export function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}

/** Undefined for text that is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Objects are merged, everything else is replaced; undefined takes a field away. */
export function mergeDeep(base: Json, more: Json): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(more)) {
    const there = merged[name];
    merged[name] = isJson(there) && isJson(value) ? mergeDeep(there, value) : value;
  }
  return merged;
}
