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

/** Forms say "true" where JSON says true. */
export function flagOf(value: unknown): boolean {
  return value === true || value === "true" || value === "1" || value === 1;
}

/** A whole number in a form or in JSON; `otherwise` for anything else. */
export function numberOf(value: unknown, otherwise: number): number {
  const number = Number(value);
  return value === undefined || value === "" || !Number.isFinite(number) ? otherwise : number;
}

/** Undefined for text that is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
