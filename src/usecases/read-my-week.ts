import { type ClusterId, type SiteId, toId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import { may } from "#domain/rights.ts";
import { displayName, type Person, type Site } from "#domain/roster.ts";
import { pauseOf, type ShoutOut } from "#domain/shout-out.ts";
import type { AskedChannel } from "#messages/ask-cards.ts";
import type { LeadFacts, MyWeek, SchoolFacts } from "#messages/home-cards.ts";
import type { AfterYes } from "#messages/team-cards.ts";
import type { Steps } from "#ports/steps.ts";
import { findHalt } from "./halt-sending.ts";
import { listPausesFor } from "./list-pauses.ts";
import { listTroubled } from "./list-troubled.ts";
import { readWeeklyPlace } from "./nudge-week.ts";
import { listSpokenFor } from "./own-schools.ts";
import { findOwnNext } from "./plan-slot.ts";
import type { Act, Work } from "./product.ts";
import { readOffice } from "./read-office.ts";
import { readReinvitation } from "./read-reinvitation.ts";
import { readAfterYes } from "./read-team.ts";
import { closeOf } from "./schedule-reminder.ts";
import { supersedeKey } from "./send-direct.ts";
import { listOwnSites } from "./show-own-invitation.ts";
import { findShownAnswer } from "./standing-answer.ts";
import { countAnswers } from "./wave-card.ts";
import { readWaveFacts } from "./wave-people.ts";

const RECENT_MS = 7 * 24 * 60 * 60 * 1000;
const MOST_THANKS = 3;
const MOST_LOOKED_AT = 20;
/** A page is calm: a person with more schools finds them with /pl answer. */
const MOST_SCHOOLS = 3;

/** What is set and what is coming for one person, for nobody else's eyes. */
export function* readMyWeek(work: Work, act: Act): Steps<MyWeek> {
  const { tx, now } = work;
  const me = yield* tx.roster.getPerson(act.person);
  const preferences = yield* tx.roster.getPreferences(me.id);
  const place = yield* readWeeklyPlace(work, me);
  const latest = yield* tx.outbox.findLatest(supersedeKey("thanks", me.id));
  return {
    me,
    now,
    zone: place.zone,
    preferences,
    pausedUntil: pauseOf(preferences, now),
    nextNudgeAt: yield* findOwnNext(work, me),
    thanksAt: latest?.state === "waiting" ? latest.dueAt : undefined,
    thanks: yield* listThanks(work, me),
    schools: yield* listSchools(work, me),
    joined: yield* listJoined(work, me),
    asks: yield* listAsks(work, me),
    lead: may(me, "showWave") ? yield* readLead(work) : undefined,
    office: yield* readOffice(work, me),
    pauses: yield* listPausesFor(work, me),
    halted: may(me, "showWaves", { cluster: clusterOf(me) }) ? yield* findHalt(work) : undefined,
  };
}

/** A cluster that somebody leads. */
function clusterOf({ assignments }: Person): ClusterId | undefined {
  const place = assignments.find(({ role }) => role === "area_lead")?.place;
  return place === undefined ? undefined : toId<ClusterId>(place);
}

function* listThanks({ tx, now }: Work, me: Person) {
  const isRecent = ({ at, receivers }: ShoutOut) =>
    receivers.includes(me.id) && now.getTime() - at.getTime() < RECENT_MS;
  const mine = (yield* tx.praise.listMine(me.id, MOST_LOOKED_AT)).filter(isRecent);
  const thanks = mine.slice(0, MOST_THANKS);
  const givers = yield* tx.roster.listPeople(thanks.map(({ giver }) => giver));
  const names = new Map(givers.map((giver) => [giver.id, displayName(giver)]));
  return thanks.map(({ giver, text }) => ({ giver: names.get(giver) ?? "", text }));
}

function* listSchools(work: Work, me: Person): Steps<readonly SchoolFacts[]> {
  const schools: SchoolFacts[] = [];
  for (const site of yield* listOwnSites(work, me)) {
    if (schools.length === MOST_SCHOOLS) break;
    const school = yield* readSchool(work, me, site);
    if (school) schools.push(school);
  }
  return schools;
}

function* readSchool(work: Work, me: Person, site: Site): Steps<SchoolFacts | undefined> {
  const { tx, now } = work;
  const invitation = yield* tx.waves.findOpenInvitation(site.id);
  const wave = invitation && (yield* tx.waves.findWave(invitation.wave));
  if (!wave) return undefined;
  const own = { ...wave, closesOn: closeOf(invitation, wave) };
  const answer = yield* findShownAnswer(work, me, invitation);
  const isAgain = invitation.kind === "reinvited" && answer === undefined;
  const { snoozedUntil } = invitation;
  return {
    facts: yield* readWaveFacts(work, own, site),
    answer,
    again: isAgain ? yield* readReinvitation(work, { wave, site }, me) : undefined,
    quietUntil: snoozedUntil && work.product.words.month(snoozedUntil, localDay(now, site.zone)),
  };
}

function* listJoined(work: Work, me: Person): Steps<readonly AfterYes[]> {
  const joined: AfterYes[] = [];
  for (const site of yield* listSpokenFor(work, me)) {
    if (joined.length === MOST_SCHOOLS) break;
    if (yield* work.tx.waves.isJoined(site.id)) joined.push(yield* readAfterYes(work, site));
  }
  return joined;
}

/** The channels of the schools somebody leads, and whether a quiet week brings a question. */
function* listAsks({ tx }: Work, me: Person): Steps<readonly AskedChannel[]> {
  const channels: AskedChannel[] = [];
  for (const { role, place } of me.assignments) {
    if (role !== "principal") continue;
    const channel = yield* tx.roster.findChannel(toId<SiteId>(place));
    if (channel) channels.push({ name: channel.name, off: channel.asksOffAt !== undefined });
  }
  return channels;
}

function* readLead(work: Work): Steps<LeadFacts> {
  const { tx } = work;
  const open = (yield* tx.waves.listWaves()).filter(({ state }) => state === "open");
  const invited = yield* tx.waves.listInvitationsOf(open.map(({ id }) => id));
  const waves = open.map((wave) => ({ wave, counts: countAnswers(invited.get(wave.id) ?? []) }));
  return { waves, troubled: yield* listTroubled(work) };
}
