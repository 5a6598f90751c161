import type { Gap } from "#domain/doubt.ts";
import { type SiteId, toId } from "#domain/ids.ts";
import { localDay, mondayOf } from "#domain/local-time.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { pickNoteIdea } from "./pick-note-idea.ts";
import type { Work } from "./product.ts";
import { nextNote, readSchoolDaysAt } from "./school-time.ts";

/** Ideas that the lost database told in notes to a school's principals are used up; this week's is picked when it is sent. */
export function* useUpNotes(work: Work, scheduled: Scheduled, gap: Gap): Steps<void> {
  const { roster } = work.tx;
  const site = yield* roster.findSite(toId<SiteId>(scheduled.subject));
  if (!site) return;
  const schoolDays = yield* readSchoolDaysAt(work, site.id);
  const principals = yield* roster.listHolders("principal", site.id);
  const thisWeek = mondayOf(localDay(work.now, site.zone));
  let at: Date | undefined = scheduled.nextAt;
  while (at && at <= gap.until) {
    const day = localDay(at, site.zone);
    const isOwn = at === scheduled.nextAt && mondayOf(day) === thisWeek;
    for (const person of isOwn ? [] : principals) {
      yield* pickNoteIdea(work, person, { day, schoolDays, site: site.id });
    }
    at = nextNote({ site, schoolDays }, at);
  }
}
