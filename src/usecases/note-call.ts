import { type SchoolWordId, toId } from "#domain/ids.ts";
import type { SchoolWord } from "#domain/listening.ts";
import { REMINDERS_BEFORE_CALL } from "#domain/reminders.ts";
import type { Person, Site } from "#domain/roster.ts";
import { type CallTask, callReasons } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import { closeTasks } from "./close-tasks.ts";
import { decide } from "./decide.ts";
import type { Work } from "./product.ts";
import { settleQuestion } from "./question-state.ts";
import { waveGroup } from "./schedule-ids.ts";
import { reminderStep, scheduleReminder } from "./schedule-reminder.ts";
import { readSchoolDaysAt } from "./school-time.ts";
import { keyOf } from "./send-direct.ts";
import { type AskedSite, findAsked } from "./snooze-site.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

export interface NotedCall {
  readonly site: Site;
  readonly by: Person;
  /** What was said; "" for nothing. */
  readonly line: string;
  /** Undefined for a call that nothing asked for. */
  readonly task?: CallTask | undefined;
  /** False where the school is to be called again. */
  readonly isDone: boolean;
}

const MOST_LOOKED_AT = 20;
const THIRD = REMINDERS_BEFORE_CALL + 1;
/** Who was promised two dates for a visit waits for them, whatever else was said. */
const PROMISED_VISITS: ReadonlySet<CallTask["reason"]> = new Set(["joined", "return_requested"]);

/**
 * Keeps who called a school and what was said; the school gets no third reminder. A call settles what is
 * open with the school, but for a promised visit, which waits for its dates.
 */
export function* noteCall(work: Work, { site, by, line, task, isDone }: NotedCall): Steps<void> {
  const { tx, product, now } = work;
  const newest = yield* findAsked(work, site.id);
  if (newest) yield* endThirdReminder(work, site, newest);
  yield* tx.listening.addWord({
    id: toId<SchoolWordId>(product.random.id()),
    kind: "call",
    text: line,
    site: site.id,
    wave: newest?.wave.id ?? task?.wave,
    writer: by.id,
    at: now,
  });
  if (isDone) yield* settle(work, { site, by, task });
  yield* writeAudit(work, {
    actor: actorOf({ person: by.id }),
    action: "call_logged",
    subject: `site:${site.id}`,
    facts: { wave: newest?.wave.id ?? "none", reason: task?.reason ?? "none" },
  });
}

/** The first two go out as planned: only the third is for schools that nobody called. */
function* endThirdReminder(work: Work, site: Site, { wave, invitation }: AskedSite): Steps<void> {
  const { tx, now } = work;
  yield* tx.waves.guardInvitation(wave.id, site.id);
  const fresh = (yield* tx.waves.findInvitation(wave.id, site.id)) ?? invitation;
  const called = { ...fresh, callLoggedAt: now };
  if (fresh.remindersSent >= THIRD && (yield* takeBackThird(work, site, wave))) {
    return yield* tx.waves.saveInvitation({ ...called, remindersSent: REMINDERS_BEFORE_CALL });
  }
  yield* tx.waves.saveInvitation(called);
  const isRunning = wave.state === "open" || wave.state === "closing";
  if (!isRunning || called.remindersSent < REMINDERS_BEFORE_CALL) return;
  yield* scheduleReminder(work, called, {
    site,
    wave,
    schoolDays: yield* readSchoolDaysAt(work, site.id),
  });
}

/** What was put off by a full week has not left yet; false where somebody there got it already. */
function* takeBackThird(work: Work, site: Site, wave: AskedSite["wave"]): Steps<boolean> {
  const { tx, now } = work;
  const posts = yield* tx.outbox.listGroupPosts(waveGroup(wave.id, site.id));
  const start = keyOf("reminder", wave.id, site.id, String(THIRD), "");
  const third = posts.filter(({ key }) => key.startsWith(start));
  const waiting = third.filter(({ state }) => state === "waiting");
  for (const { key } of waiting) {
    const delivery = { do: "retract", of: key } as const;
    const taken = keyOf("taken-back", key, "call");
    yield* tx.outbox.queue({ key: taken, kind: "wave_update", delivery, dueAt: now });
  }
  if (waiting.length === 0 || waiting.length < third.length) return false;
  const about = { wave: wave.id, site: site.id, step: reminderStep(THIRD) };
  yield* decide(work, { ...about, verdict: "not_sent", reason: "call_logged" });
  return true;
}

function* settle(
  work: Work,
  { site, by, task }: Pick<NotedCall, "site" | "by" | "task">,
): Steps<void> {
  const { tx } = work;
  const reasons = callReasons.filter(
    (reason) => !PROMISED_VISITS.has(reason) || reason === task?.reason,
  );
  const tasks = yield* tx.waves.listSiteCallTasks(site.id);
  const open = tasks.filter(({ doneAt }) => doneAt === undefined);
  for (const wave of new Set(open.map((each) => each.wave))) {
    yield* closeTasks(work, { wave, site, reasons });
  }
  const asked = open.filter(({ reason }) => reason === "question").map(({ wave }) => wave);
  for (const wave of new Set(asked)) yield* settleQuestion(work, { wave, site }, by);
}

/** The call that a task was ticked off with, or put off. */
export function* findCallWord({ tx }: Work, task: CallTask): Steps<SchoolWord | undefined> {
  const kinds = ["call"] as const;
  const words = yield* tx.listening.listWords({ kinds, site: task.site, limit: MOST_LOOKED_AT });
  const loggedAt = task.doneAt ?? task.acknowledgedAt;
  return words.find(({ at }) => at.getTime() === loggedAt?.getTime());
}
