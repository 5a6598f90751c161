import type { SiteId } from "./ids.ts";
import type {
  PastAnswer,
  PastCall,
  PastInvitation,
  PastReturn,
  RolloutColumn,
  RolloutEvent,
  RolloutProblem,
  RolloutType,
} from "./rollout.ts";
import type { AnswerStage, Invitation } from "./wave.ts";

export interface FoldedRollout {
  /** By wave and school, in the order in which they first appear. */
  readonly past: readonly PastInvitation[];
  readonly problems: readonly RolloutProblem[];
}

/** Turns the rows of a list, in any order, into what happened between each wave and each school. */
export function foldRollout(events: readonly RolloutEvent[]): FoldedRollout {
  const problems: RolloutProblem[] = [];
  const past: PastInvitation[] = [];
  for (const own of bySite(events).values()) {
    const folding = newFolding(own, problems);
    for (const [index, event] of own.entries()) takeEvent(folding, event, own[index + 1]);
    past.push(...[...folding.waves.values()].map((wave) => toPast(wave, own)));
  }
  return { past, problems: problems.sort((a, b) => a.line - b.line) };
}

function bySite(events: readonly RolloutEvent[]): ReadonlyMap<SiteId, readonly RolloutEvent[]> {
  const inOrder = events.toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.line - b.line);
  const sites = new Map<SiteId, RolloutEvent[]>();
  for (const event of inOrder) {
    const own = sites.get(event.site);
    if (own) own.push(event);
    else sites.set(event.site, [event]);
  }
  return sites;
}

/** One wave of one school while its rows are read. */
interface FoldingWave {
  readonly wave: string;
  readonly site: SiteId;
  readonly events: RolloutEvent[];
  /** The line of each kind of row that may be there only once. */
  readonly once: Map<string, number>;
  readonly answers: PastAnswer[];
  readonly calls: PastCall[];
  readonly returns: PastReturn[];
  invitation: Omit<Invitation, "wave">;
  /** The line of the last answer. */
  answerLine?: number;
}

interface Folding {
  readonly waves: Map<string, FoldingWave>;
  readonly problems: RolloutProblem[];
  /** The line of the yes that counts just now. */
  yesLine?: number | undefined;
}

function newFolding(own: readonly RolloutEvent[], problems: RolloutProblem[]): Folding {
  const waves = new Map<string, FoldingWave>();
  for (const event of own) {
    const { wave, site } = event;
    const known = waves.get(wave);
    if (known) known.events.push(event);
    else {
      const invitation = { site, remindersSent: 0 };
      const lists = { answers: [], calls: [], returns: [], once: new Map<string, number>() };
      waves.set(wave, { wave, site, events: [event], invitation, ...lists });
    }
  }
  return { waves, problems };
}

/** The steps that happen once in a wave: being asked, each reminder, the end. */
const ONCE: Partial<Record<RolloutType, string>> = {
  invited: "invited",
  reinvited: "invited",
  reminder_1: "reminder_1",
  reminder_2: "reminder_2",
  reminder_3: "reminder_3",
  closed_no_answer: "closed_no_answer",
};

/** One row, the wave it belongs to, and where to say what is wrong with it. */
interface Taking {
  readonly folding: Folding;
  readonly wave: FoldingWave;
  readonly event: RolloutEvent;
  complain(column: RolloutColumn, reason: string): void;
}

function takeEvent(folding: Folding, event: RolloutEvent, next: RolloutEvent | undefined): void {
  const wave = folding.waves.get(event.wave);
  if (!wave) return;
  const complain = (column: RolloutColumn, reason: string): void => {
    folding.problems.push({ line: event.line, column, reason });
  };
  const step = ONCE[event.type];
  const before = step === undefined ? undefined : wave.once.get(step);
  if (before !== undefined) {
    complain("type", `is on line ${before} already`);
    return;
  }
  if (step !== undefined) wave.once.set(step, event.line);
  const taking = { folding, wave, event, complain };
  takeStep(taking);
  takeAnswer(taking);
  takeOffice(wave, event, next);
  if (event.type === "barriers") takePitfalls(taking);
  if (event.type === "connection_sent") takeConnections(taking);
}

function takeStep({ wave, event: { type, day }, complain }: Taking): void {
  const { invitation } = wave;
  if (type === "invited" || type === "reinvited") {
    wave.invitation = { ...invitation, invitedOn: day, kind: type };
  } else if (type === "closed_no_answer") {
    if (invitation.answer !== undefined)
      complain("type", `says nobody answered, and line ${wave.answerLine} holds an answer`);
    wave.invitation = { ...invitation, endedOn: day };
  } else if (REMINDER.test(type)) {
    if (invitation.invitedOn === undefined)
      complain("type", "comes before the school was invited in this wave");
    const remindersSent = Math.max(invitation.remindersSent, Number(type.slice(-1)));
    wave.invitation = { ...invitation, remindersSent };
  }
}

const REMINDER = /^reminder_/;

/** Calls, and being asked to come back: done when the school next heard or said something. */
function takeOffice(
  wave: FoldingWave,
  { type, at, day, by, words }: RolloutEvent,
  next: RolloutEvent | undefined,
): void {
  if (type === "call_logged") {
    wave.calls.push({ at, by, words });
    wave.invitation = { ...wave.invitation, callLoggedAt: at };
  }
  if (type === "return_requested") wave.returns.push({ at, day, by, doneAt: next?.at ?? at });
}

const ANSWERS: Partial<Record<RolloutType, PastAnswer["kind"]>> = {
  reply_yes: "yes",
  reply_not_yet: "not_yet",
  reply_no: "no",
};

function takeAnswer({ folding, wave, event, complain }: Taking): void {
  const kind = ANSWERS[event.type];
  if (kind === undefined) return;
  const { at, by, line } = event;
  if (kind === "yes" && folding.yesLine !== undefined)
    complain("type", `says yes, and line ${folding.yesLine} has said it already: keep one`);
  folding.yesLine = kind === "yes" ? line : undefined;
  wave.answers.push({ kind, at, by, stage: stageOf(wave, event), pitfalls: [] });
  wave.answerLine = line;
  wave.invitation = { ...wave.invitation, answer: kind, answeredAt: at };
}

/** After what the school answered. */
function stageOf({ invitation }: FoldingWave, { late }: RolloutEvent): AnswerStage {
  const { invitedOn, endedOn, callLoggedAt, remindersSent } = invitation;
  if (late || invitedOn === undefined || endedOn !== undefined) return "late";
  if (callLoggedAt !== undefined) return "call";
  return STAGES[remindersSent] ?? "reminder_3";
}

const STAGES = ["invitation", "reminder_1", "reminder_2"] as const;

/** What is in the way belongs to the answer before it. */
function takePitfalls({ wave, event, complain }: Taking): void {
  const answer = wave.answers.at(-1);
  if (!answer || answer.kind === "yes") {
    complain("type", "has no reply_not_yet or reply_no before it in this wave");
    return;
  }
  if (answer.pitfalls.length > 0) complain("type", "is the second one for the same answer");
  const pitfalls = event.codes.map((code) => ({ code }));
  wave.answers.splice(-1, 1, { ...answer, pitfalls });
}

/** A connection belongs to what is in the way. */
function takeConnections({ wave, event: { codes, day }, complain }: Taking): void {
  const answer = wave.answers.at(-1);
  const named = answer?.pitfalls ?? [];
  const strange = codes.find((code) => !named.some((pitfall) => pitfall.code === code));
  if (strange !== undefined)
    complain("detail", `names ${strange}, which no row before it says is in the way`);
  const pitfalls = named.map((pitfall) =>
    codes.includes(pitfall.code) ? { ...pitfall, connectedOn: day } : pitfall,
  );
  if (answer) wave.answers.splice(-1, 1, { ...answer, pitfalls });
}

function toPast(folded: FoldingWave, own: readonly RolloutEvent[]): PastInvitation {
  const { wave, site, events, invitation, answers, calls, returns } = folded;
  const isAsked = invitation.invitedOn !== undefined || answers.length > 0;
  const last = own.findLast(({ type }) => !SILENT.has(type));
  const waits = last?.type === "snoozed" && last.wave === wave;
  return {
    wave,
    site,
    events,
    invitation: isAsked ? invitation : undefined,
    answers,
    calls,
    returns,
    snoozedUntil: waits ? last.month : undefined,
  };
}

/** Rows that do not end a school's wait for its month. */
const SILENT: ReadonlySet<RolloutType> = new Set([
  "closed_no_answer",
  "call_logged",
  "connection_sent",
]);
