import { byUrgency, clockOf, oncePerSchool, waitingSince } from "#domain/call-urgency.ts";
import { type ClusterId, type PersonId, type SiteId, toId, type WaveId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import { may } from "#domain/rights.ts";
import { holds, type Person } from "#domain/roster.ts";
import type { CallTask } from "#domain/wave.ts";
import { type CallLine, type CallList, callsCard } from "#messages/call-cards.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import type { Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { readSchoolDays } from "./school-time.ts";
import { keyOf, sendDirect, supersedeKey } from "./send-direct.ts";

/** The note to a lead lists this many schools; `/pl calls` shows all. */
export const MOST_IN_NOTE = 5;
const MOST_IN_LIST = 60;

/** A lead's morning note: who should be called now; nothing if somebody called already. */
export function* sendCalls(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx, now } = work;
  if (!(yield* tx.schedule.advance(scheduled, undefined))) return;
  const lead = yield* tx.roster.findPerson(toId<PersonId>(scheduled.subject));
  const lines = lead ? yield* listLines(work, lead) : [];
  if (!lead || lines.length === 0) return;
  const { zone } = yield* tx.roster.getDistrict();
  yield* sendDirect(work, {
    // One note a morning, whatever the reasons are that it was planned for.
    key: keyOf("calls", lead.id, localDay(scheduled.nextAt, zone)),
    kind: "call_task",
    person: lead,
    card: (words) => callsCard(words, lines, { most: MOST_IN_NOTE }),
    place: { zone },
    after: now,
    // The list is whole each time: one that still waits is old.
    supersedes: supersedeKey("calls", lead.id),
  });
}

/**
 * The call list, the most urgent first: a PL lead's own schools, or the schools of an area lead's
 * clusters. Throws NOT_ALLOWED.
 */
export async function listCalls(product: Product, act: Actor): Promise<Card> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const [cluster] = yield* listLed(work, act);
    const person = yield* requireRight(work, act, { right: "listCalls", cluster });
    return yield* toCallsCard(work, person, { most: MOST_IN_LIST });
  });
}

/** The clusters that somebody leads. */
export function* listLed({ tx }: Work, actor: Pick<Actor, "person">): Steps<readonly ClusterId[]> {
  const person = yield* tx.roster.getPerson(actor.person);
  const clusters = yield* tx.roster.listClusters();
  return clusters.map(({ id }) => id).filter((id) => holds(person, "area_lead", id));
}

/**
 * A PL lead sees every call, what is overdue and then the own ones first; an area lead those of the own
 * clusters, and never who stopped messages.
 */
export function* listCallsFor(work: Work, reader: Person): Steps<readonly CallTask[]> {
  const { tx } = work;
  const open = yield* tx.waves.listOpenCallTasks();
  const today = yield* readToday(work);
  const calls = byUrgency(open, today);
  if (holds(reader, "pl_lead")) {
    const isLate = (task: CallTask) => clockOf(task, today).kind === "overdue";
    const late = calls.filter(isLate);
    const others = calls.filter((task) => !isLate(task));
    return [...ownFirst(late, reader), ...ownFirst(others, reader)];
  }
  const clusters = new Map((yield* tx.roster.listSites()).map(({ id, cluster }) => [id, cluster]));
  return calls.filter(({ reason, site }) => {
    const cluster = clusters.get(site);
    return reason !== "stopped" && cluster !== undefined && holds(reader, "area_lead", cluster);
  });
}

function ownFirst(calls: readonly CallTask[], { id }: Person): readonly CallTask[] {
  const mine = calls.filter(({ lead }) => lead === id);
  return [...mine, ...calls.filter(({ lead }) => lead !== id)];
}

/** Somebody's own list, or that there is nothing on it, and how many schools wait for other leads. */
export function* toCallsCard(
  work: Work,
  reader: Person,
  shown: Pick<CallList, "most" | "said">,
): Steps<Card> {
  const lines = yield* listLines(work, reader);
  const elsewhere = lines.length > 0 ? [] : oncePerSchool(yield* listCallsFor(work, reader));
  return callsCard(work.product.words, lines, { ...shown, elsewhere: elsewhere.length });
}

/** What is on somebody's own list, with everything a line says. */
function* listLines(work: Work, reader: Person): Steps<readonly CallLine[]> {
  const isLead = holds(reader, "pl_lead");
  const all = yield* listCallsFor(work, reader);
  const tasks = isLead ? all.filter(({ lead }) => lead === reader.id) : all;
  return yield* toCallLines(work, reader, tasks);
}

/** Tasks with everything that their lines say. */
export function* toCallLines(
  work: Work,
  reader: Person,
  tasks: readonly CallTask[],
): Steps<readonly CallLine[]> {
  if (tasks.length === 0) return [];
  const schoolDays = yield* readSchoolDays(work);
  const today = yield* readToday(work);
  const desk = yield* readCallDesk(work);
  const lines: CallLine[] = [];
  for (const task of tasks) {
    // A school that has closed is not on the list.
    const site = desk.sites.get(task.site) ?? (yield* work.tx.roster.getSite(task.site));
    lines.push({
      task,
      school: site.name,
      waveName: desk.waveName(task.wave),
      principals: desk.principalsAt(task.site),
      waitedDays: schoolDays.schoolDaysBetween(waitingSince(task), today),
      clock: clockOf(task, today),
      mayLog: may(reader, "logCall", { owners: [task.lead] }),
    });
  }
  return lines;
}

/** What every line of a list asks again for its school, read once. */
export function* readCallDesk({ tx }: Pick<Work, "tx">) {
  const waves = new Map((yield* tx.waves.listWaves()).map(({ id, name }) => [id, name]));
  const principals = yield* tx.roster.listHolders("principal");
  return {
    sites: new Map((yield* tx.roster.listSites()).map((site) => [site.id, site])),
    waveName: (id: WaveId): string => waves.get(id) ?? "",
    principalsAt: (site: SiteId): readonly Person[] =>
      principals.filter((person) => holds(person, "principal", site)),
  };
}

/** The local day at the district. */
export function* readToday({ tx, now }: Work): Steps<string> {
  return localDay(now, (yield* tx.roster.getDistrict()).zone);
}
