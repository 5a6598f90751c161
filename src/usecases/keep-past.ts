import { schoolYearOf } from "#domain/connections.ts";
import type { PersonId, SiteId } from "#domain/ids.ts";
import { LISTED, LISTED_UNNAMED } from "#domain/rollout.ts";
import type { Site } from "#domain/roster.ts";
import type { Wave } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import type { FreshPast } from "./compare-past.ts";
import type { PastWave } from "./past-waves.ts";
import type { Work } from "./product.ts";
import { reminderId, waveGroup } from "./schedule-ids.ts";
import { findAsked, snoozeSite } from "./snooze-site.ts";
import { readSender } from "./wave-people.ts";

export interface NewPast {
  readonly fresh: readonly FreshPast[];
  readonly sites: ReadonlyMap<SiteId, Site>;
}

/** Stores what is new of the past. Nothing is sent by it; what the bot has planned for an answered school ends. */
export function* keepPast(
  work: Work,
  waves: readonly PastWave[],
  { fresh, sites }: NewPast,
): Steps<void> {
  yield* keepWaves(work, waves);
  const invitations = fresh.flatMap(({ invitation }) => invitation ?? []);
  yield* work.tx.waves.replaceInvitations(invitations);
  for (const one of fresh.filter(({ freshRows }) => freshRows > 0)) {
    const site = sites.get(one.past.site);
    if (!site) continue;
    const lead = (yield* readSender(work, one.wave.wave, site)).id;
    yield* keepAnswers(work, one, lead);
    yield* keepCalls(work, one, lead);
    yield* endPlanned(work, one);
  }
  yield* keepSnoozes(work, { fresh, sites });
}

/** A draft that was opened before the bot was here asks only the schools it asked then. */
function* keepWaves({ tx }: Work, waves: readonly PastWave[]): Steps<void> {
  for (const { wave, before, stored, past } of waves) {
    if (wave === before) continue;
    yield* tx.waves.saveWave(wave);
    const asked = new Set(past.flatMap(({ site, invitation }) => (invitation ? site : [])));
    for (const site of stored.keys()) {
      if (!asked.has(site)) yield* tx.waves.removeInvitation(wave.id, site);
    }
  }
}

function* keepAnswers(work: Work, { answers, named, past, wave }: FreshPast, lead: PersonId) {
  const { waves } = work.tx;
  for (const { id, kind, at, by, stage } of answers) {
    const about = { id, wave: wave.wave.id, site: past.site, kind, at, stage };
    const from = by ? { person: by, platform: LISTED } : { person: lead, platform: LISTED_UNNAMED };
    yield* waves.addAnswer({ ...about, ...from, words: "" });
  }
  for (const { id, pitfalls } of named) {
    yield* waves.addPitfalls(
      id,
      pitfalls.map(({ code }) => code),
    );
    for (const { code, connectedOn } of pitfalls) {
      if (connectedOn) yield* waves.markConnected(id, code, schoolYearOf(connectedOn));
    }
  }
}

/** The log of calls; what a school asked for then has been seen to, or belongs to the lead who knows of it. */
function* keepCalls(work: Work, { calls, returns, past, wave }: FreshPast, lead: PersonId) {
  const { tx, product } = work;
  const about = { site: past.site, wave: wave.wave.id };
  for (const { id, at, by, words } of calls) {
    const text = words || product.words.say("call_imported", {});
    yield* tx.listening.addWord({ ...about, id, kind: "call", text, writer: by ?? lead, at });
  }
  for (const { id, day, by, doneAt } of returns) {
    const task = {
      ...about,
      id,
      lead,
      reason: "return_requested",
      words: "",
      askedBy: by,
    } as const;
    yield* tx.waves.addCallTask({ ...task, createdOn: day, doneAt });
  }
}

/** A school that answered elsewhere is not reminded here any more. */
function* endPlanned(
  { tx }: Work,
  { invitation, past: { site }, wave: { before, wave } }: FreshPast,
): Steps<void> {
  if (!before || !IN_TIME.has(before.state) || !invitation) return;
  if (invitation.answer === undefined && invitation.endedOn === undefined) return;
  yield* tx.schedule.remove(reminderId(wave.id, site));
  yield* tx.outbox.cancelGroup(waveGroup(wave.id, site));
}

const IN_TIME: ReadonlySet<Wave["state"]> = new Set(["open", "closing"]);

/** A month that has not come yet is kept as if the school had named it here. */
function* keepSnoozes(work: Work, { fresh, sites }: NewPast): Steps<void> {
  for (const { snooze, wave, past } of fresh) {
    const site = sites.get(past.site);
    if (snooze === undefined || !site || wave.stored.get(site.id)?.snoozedUntil === snooze)
      continue;
    const asked = yield* findAsked(work, site.id);
    if (asked?.wave.id === wave.wave.id) yield* snoozeSite(work, site, snooze);
  }
}
