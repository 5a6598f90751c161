import { type CallTaskId, toId } from "#domain/ids.ts";
import { addDays, toInstant } from "#domain/local-time.ts";
import type { Person, Site } from "#domain/roster.ts";
import type { CallTask, Wave } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { startClock } from "./reply-clock.ts";
import { nextOfficeMorning, readSchoolDays } from "./school-time.ts";
import { findLead } from "./wave-people.ts";

interface NewTask {
  readonly wave: Wave;
  readonly site: Site;
  readonly reason: CallTask["reason"];
  readonly words: string;
  /** Whose list it goes on; looked up where it is not known. */
  readonly lead?: Person | undefined;
}

/** Asks the site's lead to call; all of a day's calls reach the lead as one note. */
export function* addCallTask(work: Work, task: NewTask): Steps<void> {
  const { tx, product } = work;
  const lead = task.lead ?? (yield* findLead(work, task.site));
  if (!lead) return product.log.warn("no_lead_for_call", { site: task.site.id });
  const id = toId<CallTaskId>(product.random.id());
  const { createdOn, actBy } = yield* startClock(work);
  const added = yield* tx.waves.addCallTask({
    id,
    wave: task.wave.id,
    site: task.site.id,
    lead: lead.id,
    reason: task.reason,
    words: task.words,
    createdOn,
    // A school that said yes was promised two dates.
    actBy: task.reason === "joined" ? actBy : undefined,
  });
  if (added) yield* tellLead(work, lead);
}

/** All of a day's calls wait for the next office morning, and are one note. */
function* tellLead({ tx, now, product }: Work, lead: Person): Steps<void> {
  const id = `calls:${lead.id}`;
  if (yield* tx.schedule.find(id)) return;
  const { zone } = yield* tx.roster.getDistrict();
  const schoolDays = yield* readSchoolDays({ tx, now, product });
  const nextAt = nextOfficeMorning(zone, schoolDays, now);
  yield* tx.schedule.save({ id, campaign: "calls", subject: lead.id, nextAt });
}

/** A task that waits for its day: on that office morning its lead hears of it again. */
export function* planCallAgain(work: Work, lead: Person["id"], day: string): Steps<void> {
  const { tx } = work;
  const { zone } = yield* tx.roster.getDistrict();
  const schoolDays = yield* readSchoolDays(work);
  const evening = toInstant(`${addDays(day, -1)}T12:00`, zone);
  const nextAt = nextOfficeMorning(zone, schoolDays, evening);
  yield* tx.schedule.save({ id: `calls:${lead}:${day}`, campaign: "calls", subject: lead, nextAt });
}
