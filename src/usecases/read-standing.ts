import type { WaveId } from "#domain/ids.ts";
import type { DecisionReason } from "#domain/listening.ts";
import { answererOf } from "#domain/rollout.ts";
import { displayName, holds, type Person, type Site } from "#domain/roster.ts";
import type { AnswerKind, Invitation, Wave } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { findStandingAnswer } from "./standing-answer.ts";

/** One wave's offer to a school, and what came of it. */
export interface Offer {
  readonly wave: Wave;
  readonly invitedOn: string | undefined;
  /** Undefined where there is none, or none that the reader may see. */
  readonly answer: GivenBy | undefined;
}

export interface GivenBy {
  readonly kind: AnswerKind;
  readonly at: Date;
  /** Undefined for somebody whose name is not kept any more. */
  readonly by: string | undefined;
}

/** Where a school stands. */
export interface Standing {
  /** Of every wave that was opened, the newest first. */
  readonly offers: readonly Offer[];
  readonly joined: { readonly waveName: string; readonly at: Date } | undefined;
}

/** What a school was asked, and how it answered; a wave that waits to be opened is nobody's news. */
export function* readStanding(work: Work, reader: Person, site: Site): Steps<Standing> {
  const { tx } = work;
  const waves = (yield* tx.waves.listWaves()).filter(({ state }) => state !== "draft");
  const asked = yield* tx.waves.listSiteInvitations(site.id);
  const offers: Offer[] = [];
  for (const wave of waves.toSorted(newestFirst)) {
    const invitation = asked.find((each) => each.wave === wave.id);
    if (!invitation) continue;
    const { invitedOn } = invitation;
    offers.push({ wave, invitedOn, answer: yield* readAnswer(work, reader, { invitation, site }) });
  }
  const joining = (yield* tx.waves.listJoined()).find((each) => each.site === site.id);
  const joined = joining && { waveName: nameOf(waves, joining.wave), at: joining.at };
  return { offers, joined };
}

function newestFirst(a: Wave, b: Wave): number {
  return (b.openedAt?.getTime() ?? 0) - (a.openedAt?.getTime() ?? 0);
}

function nameOf(waves: readonly Wave[], id: WaveId): string {
  return waves.find((wave) => wave.id === id)?.name ?? "";
}

interface Asked {
  readonly invitation: Invitation;
  readonly site: Site;
}

function* readAnswer(
  work: Work,
  reader: Person,
  { invitation, site }: Asked,
): Steps<GivenBy | undefined> {
  const last = yield* findStandingAnswer(work, invitation);
  if (!last || !maySeeAnswer(reader, last.kind, site)) return undefined;
  const answerer = answererOf(last);
  const person = answerer && (yield* work.tx.roster.findPerson(answerer));
  return { kind: last.kind, at: last.at, by: person && displayName(person) };
}

/** The reason as this reader may hear it: a stop reads like somebody out of reach. */
export function reasonFor(
  reader: Person,
  reason: DecisionReason,
  site: Pick<Site, "id">,
): DecisionReason {
  return reason === "stopped" && !maySeeAnswer(reader, "stop", site) ? "no_account" : reason;
}

/** Who stopped messages is between the school and the PL leads: no area lead sees it. */
export function maySeeAnswer(reader: Person, kind: AnswerKind, site: Pick<Site, "id">): boolean {
  return kind !== "stop" || holds(reader, "pl_lead") || holds(reader, "principal", site.id);
}
