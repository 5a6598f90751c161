import { isDecided } from "#domain/answers.ts";
import { ProductError } from "#domain/errors.ts";
import type { SiteId, WaveId } from "#domain/ids.ts";
import type { Site } from "#domain/roster.ts";
import type { AnswerKind, Invitation, Wave } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";

/** What a button or form names. */
export interface Named {
  readonly wave: WaveId;
  readonly site: SiteId;
  /** What is answered, where it is one of the five. */
  readonly kind?: AnswerKind | undefined;
}

/** Where an answer counts. */
export interface Asked {
  readonly wave: Wave;
  readonly site: Site;
  readonly invitation: Invitation;
  /** True if the school's time in it is over, or it was never asked in it. */
  readonly late: boolean;
  /** The older wave that the card was about; undefined where it is the same. */
  readonly cardOf?: Wave | undefined;
}

/**
 * The wave, site and invitation that a button or form is about: the newest opened wave that has the school.
 * A yes, not yet or no after the school's time counts for the newest opened wave of all.
 * Throws WAVE_NOT_FOUND, INVITATION_NOT_FOUND, SITE_NOT_FOUND.
 */
export function* readInvitation(work: Work, named: Named): Steps<Asked> {
  const place = yield* findPlace(work, named);
  yield* work.tx.waves.guardInvitation(place.wave.id, place.site.id);
  return yield* toAsked(work, place);
}

/** The same for a body that answers: there is an invitation from now on, and nobody else changes it. */
export function* holdInvitation(work: Work, named: Named): Steps<Asked> {
  const place = yield* findPlace(work, named);
  const { wave, site } = place;
  const made: Invitation = { wave: wave.id, site: site.id, remindersSent: 0 };
  if (place.isNew) yield* work.tx.waves.saveInvitations([made]);
  yield* work.tx.waves.guardInvitation(wave.id, site.id);
  return yield* toAsked(work, place);
}

interface Place {
  readonly wave: Wave;
  readonly site: Site;
  /** The school was never asked in it. */
  readonly isNew: boolean;
  readonly cardOf: Wave | undefined;
}

function* findPlace({ tx }: Work, { wave: id, site: siteId, kind }: Named): Steps<Place> {
  const named = yield* tx.waves.findWave(id);
  if (!named) throw new ProductError("WAVE_NOT_FOUND", `There is no wave "${id}".`);
  const site = yield* tx.roster.getSite(siteId);
  const opened = newestFirst(yield* tx.waves.listWaves());
  const invitations = yield* tx.waves.listSiteInvitations(siteId);
  const rowOf = (wave: Wave) => invitations.find((each) => each.wave === wave.id);
  const newest = opened[0];
  if (!newest || (!rowOf(named) && named.id !== newest.id)) {
    throw new ProductError("INVITATION_NOT_FOUND", `"${site.name}" is not in "${named.name}".`);
  }
  const own = opened.find(rowOf);
  const isDecision = kind === undefined || isDecided(kind);
  const isElsewhere = own && isDecision && isOver(own, rowOf(own)) && !isIn(rowOf(own));
  const wave = !own || isElsewhere ? newest : own;
  const cardOf = wave.id === named.id ? undefined : named;
  return { wave, site, isNew: rowOf(wave) === undefined, cardOf };
}

/** A school that is in says it again, or changes its mind, in the wave that it joined. */
function isIn(invitation: Invitation | undefined): boolean {
  return invitation?.answer === "yes";
}

/** Waves that were opened, the newest first. */
export function newestFirst(waves: readonly Wave[]): readonly Wave[] {
  return waves
    .filter(({ state }) => state !== "draft")
    .toSorted((a, b) => (b.openedAt?.getTime() ?? 0) - (a.openedAt?.getTime() ?? 0));
}

/** True if a school's time in a wave is over. */
export function isOver(wave: Wave, invitation: Invitation | undefined): boolean {
  if (wave.state === "closed" || invitation?.endedOn !== undefined) return true;
  // A closing wave waits only for schools with a window or a month of their own.
  const hasOwn = invitation?.closesOn !== undefined || invitation?.snoozedUntil !== undefined;
  return wave.state === "closing" && !hasOwn;
}

function* toAsked({ tx }: Work, { isNew, ...place }: Place): Steps<Asked> {
  const { wave, site } = place;
  const found = yield* tx.waves.findInvitation(wave.id, site.id);
  const invitation = found ?? { wave: wave.id, site: site.id, remindersSent: 0 };
  return { ...place, invitation, late: isNew || isOver(wave, found) };
}
