/** Reads one value that was stored; throws TypeError where it is something else. */
export type Reader<T> = (value: unknown) => T;

/** What a stored object holds, by name. */
export type Fields = (name: string) => unknown;

/** The members of a stored object. Throws TypeError. */
export function fieldsOf(value: unknown): Fields {
  if (typeof value !== "object" || value === null) throw new TypeError("This is no object.");
  const known = new Map<string, unknown>(Object.entries(value));
  return (name) => known.get(name);
}

/** Throws TypeError. */
export const readText: Reader<string> = (value) => {
  if (typeof value === "string") return value;
  throw new TypeError("This is no text.");
};

/** A whole number that is not below 0. Throws TypeError. */
export const readCount: Reader<number> = (value) => {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0) return value;
  throw new TypeError("This is no count.");
};

/** Throws TypeError. */
export const readFlag: Reader<boolean> = (value) => {
  if (typeof value === "boolean") return value;
  throw new TypeError("This is neither true nor false.");
};

/** Each of a stored list. Throws TypeError. */
export function readList<T>(value: unknown, read: Reader<T>): readonly T[] {
  if (!Array.isArray(value)) throw new TypeError("This is no list.");
  return value.map((each: unknown) => read(each));
}

/** Undefined for what is not there. */
export function readMaybe<T>(value: unknown, read: Reader<T>): T | undefined {
  return value === undefined || value === null ? undefined : read(value);
}

/** One of some words. Throws TypeError. */
export function readOneOf<T extends string>(value: unknown, words: readonly T[]): T {
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  throw new TypeError("This is none of the words that are known.");
}
