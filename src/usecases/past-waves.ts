import { ProductError } from "#domain/errors.ts";
import { type PersonId, type SiteId, toId, type WaveId } from "#domain/ids.ts";
import { formatMonth } from "#domain/local-time.ts";
import { fold } from "#domain/names.ts";
import type { PastInvitation } from "#domain/rollout.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import type { Invitation, Wave } from "#domain/wave.ts";
import { USUAL_WINDOW_DAYS } from "#domain/wave-plan.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { readSchoolDays } from "./school-time.ts";

/** A wave of the list, as it is stored from now on. */
export interface PastWave {
  readonly wave: Wave;
  /** As it was before; undefined for one that is new. */
  readonly before: Wave | undefined;
  /** What is stored of it already, by school. */
  readonly stored: ReadonlyMap<SiteId, Invitation>;
  readonly past: readonly PastInvitation[];
}

/**
 * The waves that a list speaks of, the earliest first: new ones and drafts become closed ones, what the bot has
 * opened itself stays as it is. Throws ANSWERS_NEED_LEAD.
 */
export function* planPastWaves(
  work: Work,
  past: readonly PastInvitation[],
): Steps<readonly PastWave[]> {
  const stored = yield* work.tx.waves.listWaves();
  const schoolDays = yield* readSchoolDays(work);
  const spans = toSpans(past, schoolDays);
  const frame = { stored, spans, schoolDays, sender: yield* findSender(work, stored) };
  const taken = new Set<string>(stored.map(({ id }) => id));
  const invited = yield* work.tx.waves.listInvitationsOf(stored.map(({ id }) => id));
  const waves: PastWave[] = [];
  for (const span of spans) {
    const before = stored.find(({ name }) => fold(name) === fold(span.name));
    const wave = isKept(before) ? before : toWave(work, { before, span, ...frame }, taken);
    const invitations = (before && invited.get(before.id)) ?? [];
    const bySite = new Map(invitations.map((invitation) => [invitation.site, invitation]));
    waves.push({ wave, before, stored: bySite, past: span.past });
  }
  return waves;
}

function isKept(wave: Wave | undefined): wave is Wave {
  return wave !== undefined && wave.state !== "draft";
}

/** The first and the last day of a wave, by its rows. */
interface Span {
  readonly name: string;
  readonly openedAt: Date;
  readonly openedOn: string;
  readonly closesOn: string;
  readonly windowDays: number;
  readonly past: readonly PastInvitation[];
}

function toSpans(past: readonly PastInvitation[], schoolDays: SchoolDays): readonly Span[] {
  const byWave = new Map<string, PastInvitation[]>();
  for (const one of past) {
    const key = fold(one.wave);
    const own = byWave.get(key);
    if (own) own.push(one);
    else byWave.set(key, [one]);
  }
  const spans = [...byWave.values()].map((own) => toSpan(own, schoolDays));
  return spans.sort((a, b) => a.openedAt.getTime() - b.openedAt.getTime());
}

function toSpan(past: readonly PastInvitation[], schoolDays: SchoolDays): Span {
  const events = past.flatMap((one) => one.events);
  const asked = events.filter(({ type }) => type === "invited" || type === "reinvited");
  const [first] = (asked.length > 0 ? asked : events).toSorted(
    (a, b) => a.at.getTime() - b.at.getTime(),
  );
  const openedOn = first?.day ?? "";
  const ended = past.flatMap(({ invitation }) => invitation?.endedOn ?? []);
  const closesOn =
    mostOften(ended) ?? schoolDays.addSchoolDays(openedOn, USUAL_WINDOW_DAYS) ?? openedOn;
  const windowDays = schoolDays.schoolDaysBetween(openedOn, closesOn) || USUAL_WINDOW_DAYS;
  const name = past[0]?.wave ?? "";
  return { name, openedAt: first?.at ?? new Date(0), openedOn, closesOn, windowDays, past };
}

/** Of those that are there equally often, the first. */
function mostOften(days: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const day of days.toSorted()) counts.set(day, (counts.get(day) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0];
}

interface Framing {
  readonly before: Wave | undefined;
  readonly span: Span;
  readonly spans: readonly Span[];
  readonly sender: PersonId;
  readonly schoolDays: SchoolDays;
}

function toWave(
  { product }: Work,
  { before, span, spans, sender, schoolDays }: Framing,
  taken: Set<string>,
): Wave {
  const { name, openedAt, closesOn, windowDays } = span;
  const nextOn = spans[spans.indexOf(span) + 1]?.openedOn ?? nextYear(schoolDays, closesOn);
  const fresh = {
    id: newWaveId(name, taken),
    sender,
    timeNeeded: product.wordsIn.en.say("time_needed", {}),
    startMonth: formatMonth(closesOn),
    nextWaveMonth: nextOn ? formatMonth(nextOn) : product.wordsIn.en.say("first_wave_next", {}),
  };
  const armed = { armedBy: undefined, armedAt: undefined };
  return { ...fresh, ...before, ...armed, name, state: "closed", openedAt, closesOn, windowDays };
}

/** The first day of the school year after this day, where the calendar knows it. */
function nextYear({ events }: SchoolDays, after: string): string | undefined {
  return events.find(({ kind, day }) => kind === "first_day" && day > after)?.day;
}

/** "wave-2" for "Wave 2": ids sort as the waves do. */
function newWaveId(name: string, taken: Set<string>): WaveId {
  const plain = `wave-${fold(name).replace(WAVE, "").replaceAll(" ", "-")}`;
  let id = plain;
  for (let count = 2; taken.has(id); count += 1) id = `${plain}-${count}`;
  taken.add(id);
  return toId<WaveId>(id);
}

const WAVE = /^wave /;

/** Whom the waves of before speak for: the PL lead of the newest wave, or the district's. */
function* findSender({ tx }: Work, waves: readonly Wave[]): Steps<PersonId> {
  const known = waves.at(-1)?.sender;
  if (known) return known;
  const ofDistrict = yield* tx.roster.listHolders("pl_lead", tx.district);
  const lead = ofDistrict[0] ?? (yield* tx.roster.listHolders("pl_lead"))[0];
  if (lead) return lead.id;
  throw new ProductError("ANSWERS_NEED_LEAD", "The staff roster names no PL lead.");
}
