import type { ExpeditionId } from "#domain/ids.ts";

export const VISITS_PATH = "/dashboard/visits";
export const MAP_PATH = "/dashboard/map";
export const THEMES_PATH = "/dashboard/themes";

/** Where a visit is recorded. */
export function recordPath(id: ExpeditionId): string {
  return `${visitPath(id)}/record`;
}

/** Where a finished visit is read. */
export function visitPath(id: ExpeditionId): string {
  return `${VISITS_PATH}/${encodeURIComponent(id)}`;
}
