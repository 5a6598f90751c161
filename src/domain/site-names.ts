import { fold, nearest } from "./names.ts";
import type { Site } from "./roster.ts";

/** What a typed school name stands for. */
export type SiteLookup =
  | { readonly kind: "one"; readonly site: Site }
  /** Every name that may be meant: whoever says them cuts the list. */
  | { readonly kind: "several"; readonly names: readonly string[] }
  | { readonly kind: "unknown"; readonly near: readonly string[] };

const MOST_NEAR = 3;

/**
 * The school whose name is, or holds, what was typed, case and accents folded; else names to choose from.
 * "Arbor" is Arbor High, not Harborview: the beginning of a word comes before its middle.
 */
export function lookUpSite(sites: readonly Site[], typed: string): SiteLookup {
  const key = fold(typed);
  const named = sites.map((site) => ({ site, key: fold(site.name) }));
  const whole = named.filter((each) => each.key === key);
  const part = key === "" ? [] : named.filter((each) => each.key.includes(key));
  const atStart = part.filter((each) => ` ${each.key}`.includes(` ${key}`));
  const [found, ...others] = [whole, atStart, part].find((all) => all.length > 0) ?? [];
  if (!found) {
    return { kind: "unknown", near: nearest(named, typed, MOST_NEAR).map(({ site }) => site.name) };
  }
  if (others.length === 0) return { kind: "one", site: found.site };
  return { kind: "several", names: [found, ...others].map(({ site }) => site.name) };
}
