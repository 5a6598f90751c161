import type { Site } from "#domain/roster.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { nextNote, readSchoolDaysAt } from "./school-time.ts";

/** The principals of a school that joined get a note each week; what is planned already keeps its time. */
export function* planNote(work: Work, site: Site): Steps<void> {
  const { tx, now } = work;
  const id = noteId(site.id);
  if (yield* tx.schedule.find(id)) return;
  const nextAt = nextNote({ site, schoolDays: yield* readSchoolDaysAt(work, site.id) }, now);
  if (nextAt) yield* tx.schedule.save({ id, campaign: "principal_note", subject: site.id, nextAt });
}

/** The schedule row, and the outbox group, of the notes to a school's principals. */
export function noteId(site: Site["id"]): string {
  return `principal-note:${site}`;
}
