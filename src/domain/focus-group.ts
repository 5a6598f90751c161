import type { FocusGroupId, PersonId, SiteId } from "./ids.ts";

export const groupTypes = ["teacher", "student"] as const;
export type GroupType = (typeof groupTypes)[number];

export const LEAST_GROUP = 4;
export const MOST_GROUP = 8;

/** One theme an adult wrote down; never a quote with a name. */
export interface Theme {
  readonly id: string;
  /** A practice's id; "" for none. */
  readonly practice: string;
  /** A pitfall's code; "" for none. */
  readonly pitfall: string;
  readonly text: string;
}

/** Four to eight people who talked; who they were is nowhere. */
export interface FocusGroup {
  readonly id: FocusGroupId;
  readonly site: SiteId;
  readonly type: GroupType;
  readonly day: string;
  readonly size: number;
  readonly by: PersonId;
  readonly at: Date;
  readonly themes: readonly Theme[];
}

/** A count of fewer groups points at the people in them. */
const LEAST_GROUPS = 3;
export const MOST_THEMES = 3;

/** In how many groups something was said; by id or code. */
export interface ThemeCount {
  readonly id: string;
  readonly groups: number;
}

export interface ThemeCounts {
  /** How many groups there were; 0 for fewer than three, since that is nobody's to know. */
  readonly groups: number;
  readonly practices: readonly ThemeCount[];
  readonly pitfalls: readonly ThemeCount[];
}

/** Counts groups, never people, and nothing that fewer than three of them said; in the order of the ids. */
export function sumThemes(groups: readonly Pick<FocusGroup, "size" | "themes">[]): ThemeCounts {
  const told = groups.filter(({ size }) => size >= LEAST_GROUP);
  return {
    groups: told.length < LEAST_GROUPS ? 0 : told.length,
    practices: countBy(told, ({ practice }) => practice),
    pitfalls: countBy(told, ({ pitfall }) => pitfall),
  };
}

function countBy(
  groups: readonly Pick<FocusGroup, "themes">[],
  idOf: (theme: Theme) => string,
): readonly ThemeCount[] {
  const counts = new Map<string, number>();
  for (const { themes } of groups) {
    for (const id of new Set(themes.map(idOf))) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  counts.delete("");
  return [...counts]
    .map(([id, count]) => ({ id, groups: count }))
    .filter((each) => each.groups >= LEAST_GROUPS)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
