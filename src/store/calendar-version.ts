import type { Steps } from "#ports/steps.ts";
import { q } from "./db.ts";
import type { Scope } from "./rows.ts";

/** The setting that holds another text whenever anything of school time changed. */
export const CALENDAR_VERSION = "calendar_version";

/** School time changed: what was worked out of it before is old. */
export function* renewCalendar({ query, tables, district, newId }: Scope): Steps<void> {
  const { settings } = tables;
  const value = newId();
  const target = [settings.districtId, settings.name];
  const row = { districtId: district, name: CALENDAR_VERSION, value };
  yield* q(query.insert(settings).values(row).onConflictDoUpdate({ target, set: { value } }));
}
