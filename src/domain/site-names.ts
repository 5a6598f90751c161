import { fold, nearest } from "./names.ts";
import type { Site } from "./roster.ts";

/** What a typed school name stands for. */
export type SiteLookup =
  | { readonly kind: "one"; readonly site: Site }
  | { readonly kind: "several"; readonly names: readonly string[] }
  | { readonly kind: "unknown"; readonly near: readonly string[] };

const MOST_NAMES = 5;
const MOST_NEAR = 3;

/** The school whose name is, or holds, what was typed, case and accents folded; else names to choose from. */
export function lookUpSite(sites: readonly Site[], typed: string): SiteLookup {
  const key = fold(typed);
  const named = sites.map((site) => ({ site, key: fold(site.name) }));
  const whole = named.filter((each) => each.key === key);
  const part = key === "" ? [] : named.filter((each) => each.key.includes(key));
  const [found, ...others] = whole.length > 0 ? whole : part;
  if (!found) {
    return { kind: "unknown", near: nearest(named, typed, MOST_NEAR).map(({ site }) => site.name) };
  }
  if (others.length === 0) return { kind: "one", site: found.site };
  const names = [found, ...others].slice(0, MOST_NAMES).map(({ site }) => site.name);
  return { kind: "several", names };
}
