import { stillTrue } from "#domain/listening.ts";
import { localDay } from "#domain/local-time.ts";
import { answererOf } from "#domain/rollout.ts";
import { displayName, holds, type Person, type Site } from "#domain/roster.ts";
import { type Answer, PREFER_NOT_TO_SAY, type Wave } from "#domain/wave.ts";
import type { CallLine } from "#messages/call-cards.ts";
import { ASKED_BY_SCHOOL, type SchoolStory, type StoryEntry } from "#messages/story-card.ts";
import type { Steps } from "#ports/steps.ts";
import { findJoining } from "./find-joining.ts";
import { toCallLines } from "./list-calls.ts";
import type { Work } from "./product.ts";
import { maySeeAnswer } from "./read-standing.ts";
import { readSupport } from "./read-support.ts";
import { readTeam, readWhyLine } from "./read-team.ts";
import { labelOf } from "./show-wave-schools.ts";
import { findAsked } from "./snooze-site.ts";

/** More calls than this are of other years. */
const MOST_CALLS = 50;
const MOST_DECISIONS = 60;

interface Telling {
  readonly reader: Person;
  readonly site: Site;
  readonly waves: ReadonlyMap<string, Wave>;
}

/**
 * One school's whole story as a reader may see it: calls are the leads' own notes, and who stopped messages
 * is between the school and the PL leads.
 */
export function* readStory(work: Work, reader: Person, site: Site): Steps<SchoolStory> {
  const { tx, now } = work;
  const waves = new Map((yield* tx.waves.listWaves()).map((wave) => [wave.id, wave] as const));
  const telling: Telling = { reader, site, waves };
  const asked = yield* findAsked(work, site.id);
  const answer = asked?.invitation.answer;
  const joining = yield* findJoining(work, site.id);
  return {
    school: site.name,
    today: localDay(now, site.zone),
    joined: joining && {
      waveName: waves.get(joining.wave)?.name ?? "",
      on: localDay(joining.at, site.zone),
    },
    standing: answer && maySeeAnswer(reader, answer, site) ? answer : undefined,
    snoozedUntil: asked?.invitation.snoozedUntil,
    ...(yield* readNames(work, site)),
    whyLine: yield* readWhyLine(work, site.id),
    support: yield* readSupport(work, reader, site),
    open: yield* readOpen(work, telling),
    ...(yield* readPast(work, telling)),
  };
}

function* readNames({ tx }: Work, site: Site) {
  const named = yield* tx.listening.listSchoolPeople(site.id, "delegate");
  const delegates = yield* tx.roster.listPeople(named.map(({ person }) => person));
  return {
    principals: (yield* tx.roster.listHolders("principal", site.id)).map(displayName),
    delegates: delegates.filter(({ active }) => active).map(displayName),
    team: (yield* readTeam({ tx }, site)).map(displayName),
  };
}

/** True for the leads that look after the school: calls are theirs to read. */
function isLead(reader: Person, { cluster }: Site): boolean {
  return holds(reader, "pl_lead") || (cluster !== undefined && holds(reader, "area_lead", cluster));
}

function* readOpen(work: Work, { reader, site }: Telling): Steps<readonly CallLine[]> {
  const tasks = yield* work.tx.waves.listSiteCallTasks(site.id);
  const open = tasks.filter(({ doneAt, reason }) => {
    const isShown = isLead(reader, site) || ASKED_BY_SCHOOL.includes(reason);
    const isHidden = reason === "stopped" && !maySeeAnswer(reader, "stop", site);
    return doneAt === undefined && isShown && !isHidden;
  });
  return yield* toCallLines(work, reader, open);
}

function* readPast(
  work: Work,
  telling: Telling,
): Steps<Pick<SchoolStory, "entries" | "decisions">> {
  const { reader, site } = telling;
  const seesStop = maySeeAnswer(reader, "stop", site);
  const made = (yield* work.tx.listening.listDecisions(site.id, MOST_DECISIONS))
    .filter(({ reason }) => seesStop || reason !== "stopped")
    .map((decision) => ({ ...decision, on: localDay(decision.at, site.zone) }));
  const decisions = stillTrue(made);
  const today = localDay(work.now, site.zone);
  const sent = decisions
    .filter(({ step, verdict }) => verdict === "sent" && step !== "invitation")
    .map((decision) => ({ on: decision.day ?? decision.on, what: "sent", decision }) as const)
    .filter(({ on }) => on <= today);
  const entries: StoryEntry[] = [
    ...(yield* tellAsked(work, telling)),
    ...(yield* tellAnswers(work, telling)),
    ...sent,
    ...(yield* tellCalls(work, telling)),
    ...(yield* tellVisits(work, telling)),
  ];
  return { entries: entries.toSorted(newestFirst), decisions };
}

/** On one day in the order in which such things happen. */
const ORDER: readonly StoryEntry["what"][] = [
  "asked",
  "sent",
  "called",
  "answered",
  "joined",
  "asked_back",
  "dates",
];

function newestFirst(a: StoryEntry, b: StoryEntry): number {
  if (a.on !== b.on) return a.on < b.on ? 1 : -1;
  return ORDER.indexOf(b.what) - ORDER.indexOf(a.what);
}

function* tellAsked({ tx }: Work, { site, waves }: Telling): Steps<readonly StoryEntry[]> {
  const invitations = yield* tx.waves.listSiteInvitations(site.id);
  return invitations.flatMap(({ wave, invitedOn, kind }) =>
    invitedOn === undefined
      ? []
      : [
          {
            what: "asked",
            on: invitedOn,
            waveName: waves.get(wave)?.name ?? "",
            again: kind === "reinvited",
          } as const,
        ],
  );
}

function* tellAnswers(work: Work, telling: Telling): Steps<readonly StoryEntry[]> {
  const { reader, site } = telling;
  const answers = yield* work.tx.waves.listSiteAnswers(site.id);
  const entries: StoryEntry[] = [];
  // Of two on one day the later one stands first.
  for (const answer of answers.toReversed()) {
    if (!maySeeAnswer(reader, answer.kind, site)) continue;
    entries.push(yield* toAnswered(work, telling, answer));
  }
  return entries;
}

function* toAnswered(
  work: Work,
  { reader, site, waves }: Telling,
  answer: Answer,
): Steps<StoryEntry> {
  const { tx } = work;
  const answerer = answererOf(answer);
  const by = answerer && (yield* tx.roster.findPerson(answerer));
  const codes = yield* tx.waves.listPitfalls(answer.id);
  const seesWords = holds(reader, "pl_lead") || holds(reader, "principal", site.id);
  return {
    what: "answered",
    on: localDay(answer.at, site.zone),
    kind: answer.kind,
    by: by && displayName(by),
    platform: answer.platform,
    waveName: waves.get(answer.wave)?.name ?? "",
    inTheWay: codes.filter((code) => code !== PREFER_NOT_TO_SAY).map((code) => labelOf(work, code)),
    own: seesWords ? (answer.words ?? "") : "",
  };
}

function* tellCalls({ tx }: Work, { reader, site }: Telling): Steps<readonly StoryEntry[]> {
  if (!isLead(reader, site)) return [];
  const kinds = ["call"] as const;
  const entries: StoryEntry[] = [];
  for (const word of yield* tx.listening.listWords({ kinds, site: site.id, limit: MOST_CALLS })) {
    const by = yield* tx.roster.findPerson(word.writer);
    const on = localDay(word.at, site.zone);
    entries.push({ what: "called", on, by: by && displayName(by), line: word.text });
  }
  return entries;
}

/** When it joined, when it asked us back, and the days that were offered. */
function* tellVisits(work: Work, { site, waves }: Telling): Steps<readonly StoryEntry[]> {
  const joining = yield* findJoining(work, site.id);
  const entries: StoryEntry[] = [];
  if (joining) {
    const on = localDay(joining.at, site.zone);
    entries.push({ what: "joined", on, waveName: waves.get(joining.wave)?.name ?? "" });
  }
  for (const task of yield* work.tx.waves.listSiteCallTasks(site.id)) {
    const on = task.createdOn;
    if (task.reason === "return_requested") entries.push({ what: "asked_back", on });
    const days = task.offered ?? [];
    if (days.length > 0) entries.push({ what: "dates", on, days, picked: task.picked });
  }
  return entries;
}
