import type { ClusterId, PersonId, SiteId } from "./ids.ts";
import { holds, type Person, type Role } from "./roster.ts";
import { serveWellRights } from "./serve-well-rights.ts";
import { showingRights } from "./showing-rights.ts";

/**
 * How far a right reaches: everywhere, the own site, the own cluster, a site of the own cluster that
 * has no principal, or what is the person's own.
 */
type Reach = "everywhere" | "own_site" | "own_cluster" | "vacancy" | "own";

/**
 * Who may do one thing, and how far. "everybody" is everybody on the staff roster; "delegate" is whom a
 * school named to answer in its principal's place.
 */
type Row = Readonly<Partial<Record<Role | "everybody" | "delegate", Reach>>>;

const everybody = { everybody: "everywhere" } as const satisfies Row;
const own = { everybody: "own" } as const satisfies Row;
const leads = { pl_lead: "everywhere" } as const satisfies Row;
const answering = {
  principal: "own_site",
  delegate: "own_site",
  area_lead: "vacancy",
  pl_lead: "everywhere",
} as const satisfies Row;
/** Principals and delegates, each for their own school. */
const speaking = { principal: "own_site", delegate: "own_site" } as const satisfies Row;
/** Who answers in a principal's place; whoever was named names nobody else. */
const naming = {
  principal: "own_site",
  area_lead: "vacancy",
  pl_lead: "everywhere",
} as const satisfies Row;
const seeing = {
  principal: "own_site",
  area_lead: "own_cluster",
  pl_lead: "everywhere",
} as const satisfies Row;
const leading = { area_lead: "own_cluster", pl_lead: "everywhere" } as const satisfies Row;
const linking = { ...seeing, it_admin: "everywhere" } as const satisfies Row;
/** Whose list a call is on, and every PL lead. */
const ownCalls = { everybody: "own", pl_lead: "everywhere" } as const satisfies Row;
const matching = { pl_lead: "everywhere", it_admin: "everywhere" } as const satisfies Row;

/** One row for each use case that a person can reach. What no row allows is not allowed. */
export const rights = {
  giveShoutOut: everybody,
  removeShoutOut: own,
  editShoutOut: own,
  readOwnShoutOut: own,
  reportShoutOut: everybody,
  /** Hides what was reported, or leaves it up. Nobody but the giver edits. */
  settleReport: seeing,
  hideShoutOut: own,
  /** Those thanked in it. */
  thankBack: own,
  readThanked: own,
  /** Everybody in it. */
  spreadShoutOut: own,
  chooseThanks: everybody,
  listMyShoutOuts: own,
  listMineToChange: own,
  readMyShoutOuts: own,
  findColleague: everybody,
  findThanked: everybody,
  checkLine: everybody,
  searchColleagues: everybody,
  listChosen: everybody,
  startMessages: everybody,
  stopMessages: everybody,
  pauseMessages: everybody,
  chooseLanguage: everybody,
  showHome: everybody,
  showStatus: everybody,
  makeSignInLink: everybody,
  signOutEverywhere: everybody,
  /** Everybody may ask; there is something only for those who answer for a site. */
  showOwnInvitation: everybody,

  answerInvitation: answering,
  askQuestion: answering,
  namePitfalls: answering,
  readAskedWave: answering,
  startSnooze: answering,
  snoozeSchool: answering,
  askForCall: answering,
  declineFollowUp: answering,
  requestReturn: answering,
  describeReturn: answering,
  pickDate: answering,
  /** Everybody may ask; there is something only for those who answer for a site. */
  listAskedSchools: everybody,
  takeTask: ownCalls,
  startOffer: ownCalls,
  offerDates: ownCalls,
  /** What helps is in the library, and nothing in it is about anybody. */
  readOnePages: everybody,
  nameDelegate: naming,
  removeDelegate: naming,
  listDelegates: naming,
  takeQuestion: leads,
  readQuestion: leads,
  answerQuestion: leads,

  chooseTeam: answering,
  readTeamToChoose: answering,
  showTeam: answering,
  writeWhyLine: answering,
  readWhyLineToChange: answering,
  answerPulse: speaking,
  readAskedPulse: speaking,
  showPulse: leads,

  addStory: leads,
  listStories: everybody,
  consentStory: own,
  withdrawStory: { everybody: "own", pl_lead: "everywhere" },
  sayThanks: speaking,
  listThanks: leads,
  askTestimonial: leads,

  ...showingRights,
  ...serveWellRights,

  showProfile: everybody,
  changeProfile: leads,
  readProfileToChange: leads,
  keepProfile: leads,
  setContact: leads,

  showHelp: everybody,

  readNewWave: leads,
  makeWave: leads,
  readEditedWave: leads,
  editWave: leads,
  readChooseForm: leads,
  chooseSites: leads,
  readChangeForm: leads,
  writeChange: leads,
  planWave: leads,
  armOpening: leads,
  confirmOpening: leads,
  openWave: leads,
  disarmWave: leads,
  planClosing: leads,
  armClosing: leads,
  confirmClosing: leads,
  listWaves: leads,
  showWave: leads,
  showWaves: { ...leading, it_admin: "everywhere" },
  showWaveSchools: leading,
  showSchool: seeing,
  showNotLooked: seeing,
  listCalls: leading,
  logCall: ownCalls,
  readCallForm: ownCalls,
  logSchoolCall: ownCalls,

  listMyPages: everybody,
  readMySchool: seeing,
  explainSends: seeing,
  readThisWeek: leading,

  linkChannel: linking,
  chooseChannelAsks: linking,
  requireMatcher: matching,
  matchByHand: matching,
} as const satisfies Readonly<Record<string, Row>>;

export type Right = keyof typeof rights;

/** What something is done to; what is not told is not reached by a right that is bound to it. */
export interface Reached {
  readonly site?: SiteId | undefined;
  readonly cluster?: ClusterId | undefined;
  /** True for a site without a principal. */
  readonly vacant?: boolean | undefined;
  /** Who was named to answer for the site. */
  readonly delegates?: readonly PersonId[] | undefined;
  /** Whose it is. */
  readonly owners?: readonly PersonId[] | undefined;
}

type Acting = Pick<Person, "id" | "active" | "assignments">;

/** True if the person may do it to this; nobody who has left may do anything. */
export function may(person: Acting, right: Right, to: Reached = {}): boolean {
  if (!person.active) return false;
  const row: Row = rights[right];
  if (row.everybody && reaches(person, { role: undefined, reach: row.everybody }, to)) return true;
  if (row.delegate && to.delegates?.includes(person.id)) return true;
  return person.assignments.some(({ role }) => {
    const held = grantOf(row, role);
    return held !== undefined && reaches(person, held, to);
  });
}

interface Grant {
  readonly role: Role | undefined;
  readonly reach: Reach;
}

function grantOf(row: Row, role: string): Grant | undefined {
  if (!isGranted(row, role)) return undefined;
  const reach = row[role];
  return reach && { role, reach };
}

function isGranted(row: Row, role: string): role is Role {
  return role !== "everybody" && role !== "delegate" && Object.hasOwn(row, role);
}

function reaches(person: Acting, { role, reach }: Grant, to: Reached): boolean {
  switch (reach) {
    case "everywhere":
      return true;
    case "own":
      return to.owners?.includes(person.id) ?? false;
    case "own_site":
      return role !== undefined && to.site !== undefined && holds(person, role, to.site);
    case "vacancy":
      return to.vacant === true && reaches(person, { role, reach: "own_cluster" }, to);
    case "own_cluster":
      return role !== undefined && to.cluster !== undefined && holds(person, role, to.cluster);
  }
}

/**
 * Say that an account is this person's. Nobody comes into more rights than they have: a PL lead gives
 * only accounts that are nobody's, to people who run nothing for the district; nobody gives away or
 * takes over an account of their own.
 */
export function mayMatch(
  matcher: Acting,
  wanted: Pick<Person, "id" | "assignments">,
  owner: Pick<Person, "id"> | undefined,
): boolean {
  if (owner?.id === matcher.id || wanted.id === matcher.id) return false;
  if (holds(matcher, "it_admin")) return true;
  const runsSomething = DISTRICT_ROLES.some((role) => holds(wanted, role));
  return may(matcher, "matchByHand") && owner === undefined && !runsSomething;
}

const DISTRICT_ROLES = ["it_admin", "pl_lead", "area_lead"] as const;
