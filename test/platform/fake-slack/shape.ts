import { isJson } from "./json.ts";

/** Where in a message or view a check stands, and what it has seen so far. */
export interface Place {
  /** A JSON pointer: "/blocks/0/text". */
  readonly at: string;
  readonly surface: "message" | "modal" | "home";
  readonly report: (problem: string) => void;
}

/** Reports what is wrong with one value. */
export type Check = (value: unknown, place: Place) => void;

/** One of several kinds of object, told apart by `type`. */
export type Kinds = Readonly<Record<string, Check>>;

const WEB_URL = /^https?:\/\/[^\s<>|]+$/;

export function say(place: Place, problem: string): void {
  place.report(`${place.at}: ${problem}`);
}

export function below(place: Place, key: string | number): Place {
  return { ...place, at: `${place.at}/${key}` };
}

/** Text of `least` to `most` UTF-16 units. */
export function words(most: number, least = 1): Check {
  return (value, place) => {
    if (typeof value !== "string") say(place, "must be a string");
    else if (value.length > most) say(place, `must be at most ${most} characters long`);
    else if (value.length < least) say(place, `must be at least ${least} characters long`);
  };
}

export const flag: Check = (value, place) => {
  if (typeof value !== "boolean") say(place, "must be true or false");
};

export function whole(least: number, most: number): Check {
  return (value, place) => {
    const isGood = Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
    if (!isGood) say(place, `must be a whole number from ${least} to ${most}`);
  };
}

export function oneOf(...allowed: readonly string[]): Check {
  return (value, place) => {
    if (typeof value !== "string" || !allowed.includes(value)) {
      say(place, `must be one of ${allowed.join(", ")}`);
    }
  };
}

export function pattern(form: RegExp, what: string): Check {
  return (value, place) => {
    if (typeof value !== "string" || !form.test(value)) say(place, `must be ${what}`);
  };
}

/** An absolute http(s) address. */
export function address(most = 3000): Check {
  return (value, place) => {
    words(most)(value, place);
    if (typeof value !== "string") return;
    if (!WEB_URL.test(value) || !URL.canParse(value)) say(place, "must be a web address");
  };
}

export function listOf(check: Check, least: number, most: number): Check {
  return (value, place) => {
    if (!Array.isArray(value)) return say(place, "must be a list");
    if (value.length < least) say(place, `must have at least ${least} items`);
    if (value.length > most) say(place, `must have at most ${most} items`);
    for (const [at, item] of value.entries()) check(item, below(place, at));
  };
}

/** An object with these properties and no others. */
export function shape(
  required: Readonly<Record<string, Check>>,
  optional: Readonly<Record<string, Check>> = {},
): Check {
  const known = new Map(Object.entries({ ...optional, ...required }));
  return (value, place) => {
    if (!isJson(value)) return say(place, "must be an object");
    const missing = Object.keys(required).filter((name) => value[name] === undefined);
    for (const name of missing) say(place, `is missing the property ${name}`);
    for (const [name, given] of Object.entries(value)) {
      const check = given === undefined ? anything : (known.get(name) ?? unknownProperty(name));
      check(given, below(place, name));
    }
  };
}

function unknownProperty(name: string): Check {
  return (_value, place) => say(place, `the property ${name} is unknown`);
}

/** The check for the object's `type`. */
export function kind(kinds: Kinds): Check {
  return (value, place) => {
    if (!isJson(value)) return say(place, "must be an object");
    const type = String(value.type);
    const check = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
    if (check === undefined) return say(place, `${type} is not allowed here`);
    check(value, place);
  };
}

/** Each of these checks. */
export function all(...checks: readonly Check[]): Check {
  return (value, place) => {
    for (const check of checks) check(value, place);
  };
}

/** Any value: it was checked already. */
export const anything: Check = () => {};

/** Two items of a list that say the same. */
export function reportTwins(values: readonly string[], place: Place, what: string): void {
  const twins = new Set(values.filter((value, at) => values.indexOf(value) !== at));
  for (const twin of twins) say(place, `${what} ${twin} is there twice`);
}
