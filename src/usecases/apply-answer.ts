import type { Person, Site } from "#domain/roster.ts";
import type { AnswerKind, Wave } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import { addCallTask } from "./call-tasks.ts";
import { closeTasks } from "./close-tasks.ts";
import { joinSite, leaveSite } from "./join-site.ts";
import { wordsOf } from "./languages.ts";
import type { Work } from "./product.ts";
import { checkBackId, reminderId, waveGroup } from "./schedule-ids.ts";

/** What somebody was asked to do for a school that has answered by now; what it asked for itself stays. */
const SETTLED_BY_ANSWER = ["no_answer", "stopped", "joined", "check_back", "unreachable"] as const;

export interface Applied {
  readonly wave: Wave;
  readonly site: Site;
  readonly sender: Person;
  readonly kind: "yes" | "not_yet" | "no";
  /** The older wave that the card was about. */
  readonly cardOf?: Wave | undefined;
  /** The wave has as many schools as it can serve. */
  readonly full?: boolean | undefined;
}

/** A school has decided: nothing more is sent to it in the wave, and it joins, or leaves what it had joined. */
export function* applyAnswer(work: Work, applied: Applied): Steps<void> {
  const { wave, site, sender, kind, cardOf, full } = applied;
  for (const each of cardOf ? [wave, cardOf] : [wave]) {
    yield* endReminders(work, each, site);
    yield* closeTasks(work, { wave: each.id, site, reasons: SETTLED_BY_ANSWER });
  }
  if (kind !== "not_yet") yield* work.tx.schedule.remove(checkBackId(site.id));
  if (kind !== "yes") return yield* leaveSite(work, site);
  // Who has joined already keeps its day and its wave.
  if (!(yield* work.tx.waves.isJoined(site.id))) yield* joinSite(work, wave, site);
  const words = full ? (yield* wordsOf(work, sender.id)).say("answer_full_task", {}) : "";
  yield* addCallTask(work, { wave, site, reason: "joined", words, lead: sender });
}

/** A question pauses the reminders of a school that has said nothing else; what it decided stands. */
export function* pauseForQuestion(
  work: Work,
  { wave, site }: Pick<Applied, "wave" | "site">,
  standing: AnswerKind | undefined,
): Steps<void> {
  if (standing === "question") yield* endReminders(work, wave, site);
  yield* closeTasks(work, { wave: wave.id, site, reasons: ["no_answer"] });
}

/** Takes back what is planned or waits for a school in a wave. */
export function* endReminders({ tx }: Work, wave: Wave, site: Site): Steps<void> {
  yield* tx.schedule.remove(reminderId(wave.id, site.id));
  yield* tx.outbox.cancelGroup(waveGroup(wave.id, site.id));
}
