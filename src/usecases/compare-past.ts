import { schoolYearOf } from "#domain/connections.ts";
import { type AnswerId, type CallTaskId, type SiteId, toId } from "#domain/ids.ts";
import type { SchoolWord } from "#domain/listening.ts";
import { isOutdated, isSameInvitation, mergeInvitation } from "#domain/merge-past.ts";
import type {
  PastAnswer,
  PastCall,
  PastInvitation,
  PastReturn,
  RolloutEvent,
} from "#domain/rollout.ts";
import type { Site } from "#domain/roster.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import type { Invitation } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import type { PastWave } from "./past-waves.ts";
import type { Work } from "./product.ts";
import { checkBackTime } from "./snooze-site.ts";

/** What of one wave and school is not stored yet. */
export interface FreshPast {
  readonly past: PastInvitation;
  readonly wave: PastWave;
  /** As it is from now on; undefined where it stays. */
  readonly invitation: Invitation | undefined;
  readonly answers: readonly (PastAnswer & { readonly id: AnswerId })[];
  /** Pitfalls and connections of an answer, where any is new; all of them, for they are kept once. */
  readonly named: readonly (PastAnswer & { readonly id: AnswerId })[];
  readonly calls: readonly (PastCall & { readonly id: SchoolWord["id"] })[];
  readonly returns: readonly (PastReturn & { readonly id: CallTaskId })[];
  /** The month it waits for; undefined where that is over. */
  readonly snooze: string | undefined;
  readonly freshRows: number;
  /** True where the bot heard another answer later, which stays. */
  readonly isOutdated: boolean;
}

/** Tells what of a wave of the list is new here. */
export function* comparePast(
  work: Work,
  wave: PastWave,
  around: Around,
): Steps<readonly FreshPast[]> {
  const known = wave.before ? yield* work.tx.waves.listWaveAnswers([wave.before.id]) : [];
  const ids = new Set<AnswerId>(known.map(({ id }) => id));
  const fresh: FreshPast[] = [];
  for (const past of wave.past) fresh.push(yield* compareOne(work, { past, wave, ids, ...around }));
  return fresh;
}

/** What every school is compared with. */
export interface Around {
  readonly schoolDays: SchoolDays;
  /** Calls that are in the log already. */
  readonly logged: ReadonlySet<SchoolWord["id"]>;
  readonly sites: ReadonlyMap<SiteId, Site>;
}

interface Comparing extends Around {
  readonly past: PastInvitation;
  readonly wave: PastWave;
  readonly ids: ReadonlySet<AnswerId>;
}

function* compareOne(work: Work, comparing: Comparing): Steps<FreshPast> {
  const { past, wave, ids } = comparing;
  const stored = wave.stored.get(past.site);
  const told = toInvitation(comparing);
  const merged = told && mergeInvitation(stored, told);
  const all = past.answers.map((answer) => ({ ...answer, id: answerId(wave, past, answer.at) }));
  const found = {
    answers: all.filter(({ id }) => !ids.has(id)),
    named: yield* listNamed(work, comparing, all),
    calls: listCalls(comparing),
    returns: yield* listReturns(work, past),
    snooze: readSnooze(work, comparing),
  };
  const freshRows = past.events.filter((event) => isFresh(event, { stored, ...found, all })).length;
  return {
    past,
    wave,
    invitation: merged && !isSameInvitation(stored, merged) ? merged : undefined,
    ...found,
    freshRows,
    isOutdated: freshRows > 0 && told !== undefined && isOutdated(stored, told),
  };
}

interface Found extends Pick<FreshPast, "answers" | "named" | "calls" | "returns" | "snooze"> {
  readonly stored: Invitation | undefined;
  /** Every answer of the list, known ones too. */
  readonly all: FreshPast["answers"];
}

/** True for a row that brings something. */
function isFresh(event: RolloutEvent, found: Found): boolean {
  const isNow = ({ at }: { readonly at: Date }): boolean => at.getTime() === event.at.getTime();
  switch (event.type) {
    case "call_logged":
      return found.calls.some(isNow);
    case "return_requested":
      return found.returns.some(isNow);
    case "barriers":
    case "connection_sent": {
      const about = found.all.findLast(({ at }) => at <= event.at);
      return found.named.some(({ id }) => id === about?.id);
    }
    default:
      return event.type.startsWith("reply") ? found.answers.some(isNow) : isStep(event, found);
  }
}

/** True for a step towards the school that is not known yet. */
function isStep({ type, month }: RolloutEvent, { stored, snooze }: Found): boolean {
  if (stored === undefined) return true;
  if (type === "closed_no_answer") return stored.endedOn === undefined;
  if (type === "snoozed" && month === snooze) return stored.snoozedUntil !== month;
  const number = REMINDER.exec(type)?.[1];
  return number === undefined
    ? stored.invitedOn === undefined
    : stored.remindersSent < Number(number);
}

const REMINDER = /^reminder_(\d)$/;

/** The month the school still waits for: it has not come, and the bot has not heard from it since. */
function readSnooze(
  { now }: Work,
  { past, wave, sites, schoolDays }: Comparing,
): string | undefined {
  const month = past.snoozedUntil;
  const site = sites.get(past.site);
  const asked = past.events.findLast(({ type }) => type === "snoozed");
  if (month === undefined || !site || !asked) return undefined;
  const heardAt = wave.stored.get(past.site)?.answeredAt;
  if (heardAt && heardAt > asked.at) return undefined;
  return checkBackTime(site, month, schoolDays) > now ? month : undefined;
}

/** A school that was asked after the others had a window of its own. */
function toInvitation({ past, wave, schoolDays }: Comparing): Invitation | undefined {
  if (!past.invitation) return undefined;
  const { id, closesOn = "", windowDays } = wave.wave;
  const { invitedOn, endedOn } = past.invitation;
  const own = invitedOn && (endedOn ?? schoolDays.addSchoolDays(invitedOn, windowDays));
  const isLater = own !== undefined && own > closesOn;
  return { ...past.invitation, wave: id, closesOn: isLater ? own : undefined };
}

/** The same row has the same id whenever it is imported. */
function answerId({ wave }: PastWave, { site }: PastInvitation, at: Date): AnswerId {
  return toId<AnswerId>(`imported:${wave.id}:${site}:${at.toISOString()}`);
}

function* listNamed(
  work: Work,
  { past, ids }: Comparing,
  all: FreshPast["answers"],
): Steps<FreshPast["named"]> {
  const fresh: (PastAnswer & { readonly id: AnswerId })[] = [];
  for (const answer of all.filter(({ pitfalls }) => pitfalls.length > 0)) {
    const isKnown = ids.has(answer.id) && (yield* isNamed(work, past.site, answer));
    if (!isKnown) fresh.push(answer);
  }
  return fresh;
}

/** True if what was in the way, and what was sent about it, is known. */
function* isNamed(
  { tx }: Work,
  site: SiteId,
  { id, pitfalls }: FreshPast["answers"][number],
): Steps<boolean> {
  const known = new Set(yield* tx.waves.listPitfalls(id));
  const [sentOn] = pitfalls.flatMap(({ connectedOn }) => connectedOn ?? []);
  const sent =
    sentOn === undefined ? known : yield* tx.waves.listConnected(site, schoolYearOf(sentOn));
  return pitfalls.every(
    ({ code, connectedOn }) => known.has(code) && (connectedOn === undefined || sent.has(code)),
  );
}

function listCalls({ past: { site, calls }, logged }: Comparing): FreshPast["calls"] {
  const all = calls.map((call) => {
    const id = toId<SchoolWord["id"]>(`imported:call:${site}:${call.at.toISOString()}`);
    return { ...call, id };
  });
  return all.filter(({ id }) => !logged.has(id));
}

function* listReturns(
  { tx }: Work,
  { site, returns }: PastInvitation,
): Steps<FreshPast["returns"]> {
  const fresh: (PastReturn & { readonly id: CallTaskId })[] = [];
  for (const request of returns) {
    const id = toId<CallTaskId>(`imported:return:${site}:${request.at.toISOString()}`);
    if (!(yield* tx.waves.findCallTask(id))) fresh.push({ ...request, id });
  }
  return fresh;
}
