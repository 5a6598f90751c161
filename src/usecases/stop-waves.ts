import type { Person, Site } from "#domain/roster.ts";
import type { Wave } from "#domain/wave.ts";
import { type AnswerFacts, answeredCard } from "#messages/answered-card.ts";
import type { Words } from "#messages/words.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import { endReminders } from "./apply-answer.ts";
import { addCallTask } from "./call-tasks.ts";
import type { Work } from "./product.ts";
import { isNobodyLeft } from "./reopen-stopped.ts";
import { waveGroup } from "./schedule-ids.ts";
import { keyOf } from "./send-direct.ts";
import { listOwnSites } from "./show-own-invitation.ts";
import { listPostsTo, updateCards } from "./update-cards.ts";
import { scheduleWaveCard } from "./wave-card.ts";
import { readSender } from "./wave-people.ts";

export interface Stopping {
  readonly wave: Wave;
  readonly site: Site;
  readonly sender: Person;
  readonly by: Person;
  readonly shown: AnswerFacts;
}

/**
 * One person gets no wave messages any more, at once and everywhere; the others who answer for the school
 * still do. Only where nobody is left to ask, the school's own reminders end. The lead of each such school
 * is told to call.
 */
export function* stopWaves(work: Work, stopping: Stopping): Steps<void> {
  const { tx, now } = work;
  const { site, by, shown } = stopping;
  yield* tx.roster.guardPerson(by.id);
  const preferences = yield* tx.roster.getPreferences(by.id);
  yield* tx.roster.savePreferences(by.id, { ...preferences, wavesStoppedAt: now });
  const own = yield* listOwnSites(work, by);
  for (const each of new Map([site, ...own].map((one) => [one.id, one])).values()) {
    yield* takeBackFor(work, by, each);
    const wave = yield* endIfNobodyLeft(work, each);
    if (!wave || (each.id === site.id && wave.id === stopping.wave.id)) continue;
    const sender = yield* readSender(work, wave, each);
    const there = { ...shown, cardOf: undefined };
    yield* leaveAlone(work, { wave, site: each, sender, by, shown: there });
    yield* scheduleWaveCard(work, wave);
  }
  yield* leaveAlone(work, stopping);
}

/** This person's cards about the school say so, and its lead is asked to call. */
function* leaveAlone(work: Work, stopping: Stopping): Steps<void> {
  const { wave, site, sender, by, shown } = stopping;
  const card = (words: Words): Card => answeredCard(words, stopping, shown);
  yield* updateCards(work, wave, { site, card, of: by.id });
  if (yield* hasTask(work, wave, site)) return;
  yield* addCallTask(work, { wave, site, reason: "stopped", words: "", lead: sender });
}

function* hasTask({ tx }: Work, wave: Wave, site: Site): Steps<boolean> {
  const tasks = yield* tx.waves.listSiteCallTasks(site.id);
  return tasks.some((task) => task.wave === wave.id && task.reason === "stopped" && !task.doneAt);
}

/** Takes back whatever about a school's waves still waits for this one person. */
export function* takeBackFor(work: Work, person: Person, site: Site): Steps<void> {
  const { tx, product, now } = work;
  for (const { wave } of yield* tx.waves.listSiteInvitations(site.id)) {
    const posts = yield* tx.outbox.listGroupPosts(waveGroup(wave, site.id));
    const waiting = posts.filter(({ state }) => state === "waiting" || state === "leased");
    for (const { key } of yield* listPostsTo(work, person.id, waiting)) {
      yield* tx.outbox.queue({
        key: keyOf("taken-back", key, product.random.id()),
        kind: "wave_update",
        delivery: { do: "retract", of: key },
        dueAt: now,
      });
    }
  }
}

/** The wave that asks a school no more, as this person was the last who could be asked. */
function* endIfNobodyLeft(work: Work, site: Site): Steps<Wave | undefined> {
  const { tx, now } = work;
  const open = yield* tx.waves.findOpenInvitation(site.id);
  const wave = open && (yield* tx.waves.findWave(open.wave));
  if (!wave) return undefined;
  // Of the last two in one moment, the second sees behind the guard that the first has stopped.
  yield* tx.waves.guardInvitation(wave.id, site.id);
  const invitation = yield* tx.waves.findInvitation(wave.id, site.id);
  if (!invitation || invitation.answer !== undefined) return undefined;
  if (!(yield* isNobodyLeft(work, site))) return undefined;
  yield* tx.waves.saveInvitation({ ...invitation, answer: "stop", answeredAt: now });
  yield* endReminders(work, wave, site);
  const reasons = ["no_answer"] as const;
  yield* tx.waves.closeCallTasks({ wave: wave.id, site: site.id, at: now, reasons });
  return wave;
}
