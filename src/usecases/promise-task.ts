import { type CallTaskId, toId } from "#domain/ids.ts";
import { displayName, type Person, type Site } from "#domain/roster.ts";
import type { CallTask, Wave } from "#domain/wave.ts";
import { promiseCard } from "#messages/promise-cards.ts";
import type { Words } from "#messages/words.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import { wordsAt, writtenIn } from "./languages.ts";
import type { Work } from "./product.ts";
import { startClock } from "./reply-clock.ts";
import { keyOf, sendDirect } from "./send-direct.ts";
import { findLead } from "./wave-people.ts";

export interface AskedPromise {
  readonly wave: Pick<Wave, "id">;
  readonly site: Site;
  readonly by: Person;
  readonly reason: "call_me" | "return_requested";
}

export interface Promised {
  readonly task: CallTask;
  readonly lead: Person;
  /** False where the school had asked for it before, and still waits. */
  readonly isNew: boolean;
}

/**
 * What a school asks its lead for goes on the call list with a clock, and the lead hears of it in office
 * hours. Asked twice it stays one. Undefined where the school has no lead.
 */
export function* promiseTask(work: Work, asked: AskedPromise): Steps<Promised | undefined> {
  const { tx, product } = work;
  const { wave, site, by, reason } = asked;
  yield* tx.waves.guardInvitation(wave.id, site.id);
  const open = (yield* tx.waves.listSiteCallTasks(site.id)).find(
    (task) => task.reason === reason && task.doneAt === undefined,
  );
  if (open) {
    return { task: open, lead: yield* tx.roster.getPerson(open.lead), isNew: false };
  }
  const lead = yield* findLead(work, site);
  if (!lead) return undefined;
  const id = toId<CallTaskId>(product.random.id());
  const about = { wave: wave.id, site: site.id, lead: lead.id, askedBy: by.id };
  const task = { ...about, id, reason, words: "", ...(yield* startClock(work)) };
  yield* tx.waves.addCallTask(task);
  yield* tellLead(work, { task, lead, school: site.name, person: displayName(by) });
  return { task, lead, isNew: true };
}

interface Telling {
  readonly task: CallTask;
  readonly lead: Person;
  readonly school: string;
  readonly person: string;
}

function* tellLead(work: Work, telling: Telling): Steps<void> {
  const { task, lead } = telling;
  const card = (words: Words): Card => promiseCard(words, telling);
  yield* sendToLead(work, { key: promiseKey(task), lead, card });
}

/** The lead's note about a promise, which changes as it is taken up. */
function promiseKey({ id }: Pick<CallTask, "id">) {
  return keyOf("promise", id);
}

export interface LeadNote {
  readonly key: ReturnType<typeof keyOf>;
  readonly lead: Person;
  readonly card: (words: Words) => Card;
}

/** A note to a lead in office hours: a school waits for it. */
export function* sendToLead(work: Work, { key, lead, card }: LeadNote): Steps<void> {
  const { zone } = yield* work.tx.roster.getDistrict();
  yield* sendDirect(work, {
    key,
    kind: "question",
    person: lead,
    card,
    place: { zone },
    after: work.now,
  });
}

/** Puts another card in the place of the lead's note about a promise, if there is one. */
export function* updatePromise(work: Work, task: CallTask, takenBy?: Person): Steps<void> {
  const { tx, product, now } = work;
  const posted = yield* tx.outbox.find(promiseKey(task));
  if (!posted) return;
  const site = yield* tx.roster.getSite(task.site);
  const asker = task.askedBy && (yield* tx.roster.findPerson(task.askedBy));
  const words = yield* wordsAt(work, posted.address);
  const card = promiseCard(words, {
    task,
    school: site.name,
    person: asker ? displayName(asker) : site.name,
    takenBy: takenBy && displayName(takenBy),
  });
  yield* tx.outbox.queue({
    key: keyOf("promise-change", task.id, product.random.id()),
    kind: "wave_update",
    delivery: { do: "update", of: promiseKey(task), card: writtenIn(words, card) },
    dueAt: now,
  });
}
