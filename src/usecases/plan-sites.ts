import { isLive, yearBegunIn } from "#domain/choose-sites.ts";
import type { PersonId } from "#domain/ids.ts";
import type { DecisionReason } from "#domain/listening.ts";
import { addDays, localDay, weekday } from "#domain/local-time.ts";
import { firstSchoolDay } from "#domain/months.ts";
import type { Person, Site } from "#domain/roster.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import type { Answer, Invitation, Wave } from "#domain/wave.ts";
import { nextSendMoment } from "#domain/windows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import type { SiteHistory, WaveDesk } from "./wave-desk.ts";
import { readWaveWishes, type WaveWish } from "./wave-wishes.ts";

/** What opening a wave would do for one site. */
export interface SitePlan {
  readonly site: Site;
  readonly invitation: Invitation;
  /** Who gets the invitation. */
  readonly recipients: readonly Person[];
  readonly vacancy: boolean;
  /**
   * Whom nobody can write to, and who has stopped the messages of waves. Who has stopped all messages is in
   * neither: that is nobody's to know.
   */
  readonly noAccount: readonly Person[];
  readonly stopped: readonly Person[];
  /** When the invitation arrives; undefined where there is an obstacle. */
  readonly at: Date | undefined;
  readonly obstacle?: DecisionReason | undefined;
  /** The local day until which closed days, or a testing week, put it off. */
  readonly breakUntil?: string | undefined;
  readonly testingUntil?: string | undefined;
  /** The month that the school asked to be left alone until. */
  readonly snoozedUntil?: string | undefined;
  readonly kind: "invited" | "reinvited";
  /** What it said before, which a re-invitation quotes. */
  readonly earlier?: EarlierAnswer | undefined;
}

export interface EarlierAnswer {
  readonly answer: Answer;
  /** The pitfall named first; undefined where none was named or told. */
  readonly code: string | undefined;
  /** What has changed since, for this pitfall or for all; undefined where nobody wrote it. */
  readonly changed: string | undefined;
}

interface Planning {
  readonly wave: Wave;
  readonly desk: WaveDesk;
}

/** Who is written to for each of these schools of the wave, and when. */
export function* planSites(
  work: Work,
  { wave, desk }: Planning,
  invitations: readonly Invitation[],
): Steps<readonly SitePlan[]> {
  const asked = invitations.flatMap((invitation) => {
    const site = desk.sites.get(invitation.site);
    return site ? [{ site, invitation }] : [];
  });
  const people = asked.flatMap(({ site }) => desk.recipientsOf(site).people.map(({ id }) => id));
  const wishes = yield* readWaveWishes(work, people);
  const reachable = yield* work.tx.roster.findReachable(people);
  const said = asked.flatMap(({ site }) => desk.historyOf(site.id).said?.id ?? []);
  const pitfalls = yield* work.tx.waves.listPitfallsOf(said);
  const planning = { wave, desk, wishes, reachable, pitfalls };
  return asked.map((asking) => planSite(work, planning, asking));
}

interface Known extends Planning {
  readonly wishes: ReadonlyMap<PersonId, WaveWish>;
  readonly reachable: ReadonlySet<PersonId>;
  readonly pitfalls: ReadonlyMap<Answer["id"], readonly string[]>;
}

interface Asking {
  readonly site: Site;
  readonly invitation: Invitation;
}

function planSite(work: Work, known: Known, { site, invitation }: Asking): SitePlan {
  const { wave, desk } = known;
  const history = desk.historyOf(site.id);
  const people = sortPeople(known, desk.recipientsOf(site).people);
  const codes = history.said && known.pitfalls.get(history.said.id);
  const earlier = toEarlier(work, wave, { said: history.said, first: codes?.[0] });
  const snoozedUntil = snoozeOf(history, invitation, { work, site, desk });
  const facts = {
    site,
    invitation,
    ...people,
    vacancy: desk.recipientsOf(site).vacancy,
    snoozedUntil,
    kind: earlier ? ("reinvited" as const) : ("invited" as const),
    earlier,
  };
  const isAsked = desk.recipientsOf(site).people.length > 0;
  const isJoined = desk.joined.has(site.id);
  const isElsewhere = isAskedElsewhere(history, wave, desk);
  const isOutThisYear = saidNoThisYear(work, earlier, desk);
  const standing = { isJoined, isAsked, isElsewhere, isOutThisYear };
  const obstacle = findObstacle({ ...facts, ...standing });
  if (obstacle) return { ...facts, at: undefined, obstacle };
  const schoolDays = desk.daysAt(site.id);
  const at = nextSendMoment({ kind: "invitation", site, schoolDays, after: work.now });
  if (!at) return { ...facts, at, obstacle: "closed_days" };
  return {
    ...facts,
    at,
    ...delayOf(schoolDays, localDay(work.now, site.zone), localDay(at, site.zone)),
  };
}

interface Obstacles
  extends Pick<SitePlan, "recipients" | "noAccount" | "stopped" | "snoozedUntil" | "earlier"> {
  readonly isJoined: boolean;
  readonly isAsked: boolean;
  /** True while another wave that was opened waits for the school. */
  readonly isElsewhere: boolean;
  /** True after a "not this year" of this school year. */
  readonly isOutThisYear: boolean;
}

function findObstacle(facts: Obstacles): DecisionReason | undefined {
  if (facts.isJoined) return "joined_already";
  if (facts.snoozedUntil !== undefined) return "snoozed";
  if (facts.isElsewhere) return "in_another_wave";
  if (facts.isOutThisYear) return "not_this_year";
  if (facts.recipients.length === 0) return nobodyReason(facts);
  return facts.earlier && facts.earlier.changed === undefined ? "no_change_written" : undefined;
}

function nobodyReason({ noAccount, stopped, isAsked }: Obstacles): DecisionReason {
  if (noAccount.length === 0 && stopped.length > 0) return "stopped";
  return isAsked ? "no_account" : "no_principal";
}

function isAskedElsewhere({ invitations }: SiteHistory, wave: Wave, desk: WaveDesk): boolean {
  return [...invitations.values()].some((invitation) => {
    const other = desk.waves.get(invitation.wave);
    if (!other || other.id === wave.id || other.state === "draft") return false;
    return isLive({ wave: other, invitation });
  });
}

function saidNoThisYear(
  { now }: Work,
  earlier: EarlierAnswer | undefined,
  { zone, schoolDays }: WaveDesk,
): boolean {
  if (earlier?.answer.kind !== "no") return false;
  const yearOf = (at: Date): string => yearBegunIn(localDay(at, zone), schoolDays);
  return yearOf(earlier.answer.at) === yearOf(now);
}

/** A month that has come is over; the one a school named in another wave goes with it. */
function snoozeOf(
  { invitations }: SiteHistory,
  own: Invitation,
  { work, site, desk }: { work: Work; site: Site; desk: WaveDesk },
): string | undefined {
  const months = [own, ...invitations.values()].flatMap(({ snoozedUntil }) => snoozedUntil ?? []);
  const last = months.sort().at(-1);
  const today = localDay(work.now, site.zone);
  return last !== undefined && firstSchoolDay(last, desk.daysAt(site.id)) > today
    ? last
    : undefined;
}

/** A school that said "not yet" or "not this year" is asked again with what has changed since. */
export function* readEarlier(
  work: Work,
  wave: Wave,
  said: Answer | undefined,
): Steps<EarlierAnswer | undefined> {
  const [first] = said ? yield* work.tx.waves.listPitfalls(said.id) : [];
  return toEarlier(work, wave, { said, first });
}

interface Said {
  readonly said: Answer | undefined;
  /** The pitfall named first. */
  readonly first: string | undefined;
}

function toEarlier(
  { product }: Work,
  { changes = {} }: Wave,
  { said, first }: Said,
): EarlierAnswer | undefined {
  if (!said || said.kind === "yes") return undefined;
  const { pitfalls } = product.words.library;
  const code = pitfalls.find((each) => each.code === first && each.connection.need !== "")?.code;
  const changed = (code !== undefined ? changes[code] : undefined) || changes[""];
  return { answer: said, code, changed: changed || undefined };
}

type Sorted = Pick<SitePlan, "recipients" | "noAccount" | "stopped">;

function sortPeople({ wishes, reachable }: Known, people: readonly Person[]): Sorted {
  const willing = people.filter(({ id }) => wishes.get(id) === undefined);
  return {
    recipients: willing.filter(({ id }) => reachable.has(id)),
    noAccount: willing.filter(({ id }) => !reachable.has(id)),
    stopped: people.filter(({ id }) => wishes.get(id) === "no_waves"),
  };
}

const FRIDAY = 5;

/** Why the day is later than today: closed days and testing weeks put off, weekends and evenings do not. */
function delayOf(
  schoolDays: SchoolDays,
  today: string,
  day: string,
): Pick<SitePlan, "breakUntil" | "testingUntil"> {
  let isBreak = false;
  let isTesting = false;
  for (let each = today; each < day; each = addDays(each, 1)) {
    if (weekday(each) > FRIDAY) continue;
    if (!schoolDays.isSchoolDay(each)) isBreak = true;
    else if (schoolDays.isTestingWeek(each)) isTesting = true;
  }
  return {
    ...(isBreak ? { breakUntil: day } : {}),
    ...(isTesting ? { testingUntil: day } : {}),
  };
}

/** The day on which a wave that opens now would close. */
export function closingDay(wave: Wave, schoolDays: SchoolDays, today: string): string {
  return schoolDays.addSchoolDays(today, wave.windowDays) ?? today;
}
