import { isDecided } from "#domain/answers.ts";
import type { CallTaskId } from "#domain/ids.ts";
import type { Person } from "#domain/roster.ts";
import { displayName } from "#domain/roster.ts";
import {
  leadReplyCard,
  questionCard,
  questionDoneCard,
  replyForm,
} from "#messages/question-cards.ts";
import type { Words } from "#messages/words.ts";
import type { Card, Form } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import { updateQuestionNote } from "./add-question.ts";
import type { Act, Product, Work } from "./product.ts";
import {
  type HeldQuestion,
  holdQuestion,
  settleQuestion,
  showQuestionLine,
} from "./question-state.ts";
import { requireRight } from "./require-right.ts";
import { keyOf, sendDirect } from "./send-direct.ts";
import { readSender } from "./wave-people.ts";
import { withoutStopped } from "./wave-wishes.ts";

/** Why a question can't be taken up or answered: it is not there, or somebody has seen to it. */
export type Settled = { readonly kind: "gone" } | { readonly kind: "settled"; readonly by: string };

export type Taken = Settled | { readonly kind: "taken"; readonly card: Card };

/**
 * "I'm on it": whoever says so first has the question, and who asked sees it on the card. Throws NOT_ALLOWED.
 */
export async function takeQuestion(product: Product, act: Act, id: CallTaskId): Promise<Taken> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const lead = yield* requireRight(work, act, "takeQuestion");
    const held = yield* holdQuestion(work, id);
    const settled = yield* findSettled(work, held);
    if (!held || settled) return settled ?? { kind: "gone" };
    const takenBy = held.facts.takenBy ?? displayName(lead);
    const card = (words: Words): Card => questionCard(words, { ...held.facts, takenBy });
    if (held.task.acknowledgedAt === undefined) yield* takeUp(work, { held, lead, card });
    return { kind: "taken", card: card(product.words) };
  });
}

interface TakingUp {
  readonly held: HeldQuestion;
  readonly lead: Person;
  readonly card: (words: Words) => Card;
}

function* takeUp(work: Work, { held, lead, card }: TakingUp): Steps<void> {
  const { tx, now } = work;
  const { task } = held;
  yield* tx.waves.changeCallTask({ ...task, lead: lead.id, acknowledgedAt: now });
  yield* updateQuestionNote(work, task.id, card);
  const { actBy } = task;
  const person = displayName(lead);
  yield* showQuestionLine(work, held, (words) =>
    words.say("question_taken", { person, day: actBy ? words.day(actBy) : "" }),
  );
}

export type AskedReply = Settled | { readonly kind: "form"; readonly form: Form };

/** The form for a lead's answer. Throws NOT_ALLOWED. */
export async function readQuestion(
  product: Product,
  act: Act,
  id: CallTaskId,
): Promise<AskedReply> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, act, "readQuestion");
    const held = yield* holdQuestion(work, id);
    const settled = yield* findSettled(work, held);
    if (!held || settled) return settled ?? { kind: "gone" };
    return { kind: "form", form: replyForm(product.words, held.facts) };
  });
}

export interface Reply {
  readonly task: CallTaskId;
  /** The guard has passed it. */
  readonly text: string;
}

export type Replied =
  | Settled
  /** Nobody could be written to: nothing is changed. */
  | { readonly kind: "unreachable"; readonly person: string }
  | { readonly kind: "sent"; readonly person: string; readonly at: Date; readonly zone: string };

/**
 * A lead's answer goes to who asked, in the hours of their school; the question is settled, and reminders go
 * on. Of two leads at once one answers, and the other hears who was faster. Throws NOT_ALLOWED.
 */
export async function answerQuestion(product: Product, act: Act, reply: Reply): Promise<Replied> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const lead = yield* requireRight(work, act, "answerQuestion");
    const held = yield* holdQuestion(work, reply.task);
    const settled = yield* findSettled(work, held);
    if (!held || settled) return settled ?? { kind: "gone" };
    const { person } = held.facts;
    const at = yield* sendReply(work, { held, lead, text: reply.text });
    if (!at) return { kind: "unreachable", person };
    yield* closeQuestion(work, held, lead);
    return { kind: "sent", person, at, zone: held.site.zone };
  });
}

interface Replying {
  readonly held: HeldQuestion;
  readonly lead: Person;
  readonly text: string;
}

/** Undefined where they have stopped since, have left, or have no account. */
function* sendReply(
  work: Work,
  { held: { task, wave, site, asker }, lead, text }: Replying,
): Steps<Date | undefined> {
  const { tx, now } = work;
  if (!asker?.active || (yield* withoutStopped(work, [asker])).length === 0) return undefined;
  const standing = (yield* tx.waves.findInvitation(wave.id, site.id))?.answer;
  const facts = { wave, site, sender: yield* readSender(work, wave, site) };
  return yield* sendDirect(work, {
    key: keyOf("lead-reply", task.id),
    kind: "lead_reply",
    person: asker,
    card: (words) =>
      leadReplyCard(words, facts, {
        lead,
        question: task.words,
        text,
        standing: isDecided(standing) ? standing : undefined,
      }),
    place: site,
    after: now,
  });
}

/** The question is whose answer went out: a lead who comes later is told the name. */
function* closeQuestion(work: Work, held: HeldQuestion, lead: Person): Steps<void> {
  const { tx, now } = work;
  const { task, site } = held;
  const acknowledgedAt = task.acknowledgedAt ?? now;
  yield* tx.waves.changeCallTask({ ...task, lead: lead.id, acknowledgedAt });
  const about = { wave: task.wave, site: site.id };
  yield* tx.waves.closeCallTasks({ ...about, at: now, task: task.id });
  yield* updateQuestionNote(work, task.id, (words) => questionDoneCard(words, held.facts, lead));
  yield* settleQuestion(work, { wave: task.wave, site }, lead);
}

function* findSettled({ tx }: Work, held: HeldQuestion | undefined): Steps<Settled | undefined> {
  if (!held?.task.doneAt) return undefined;
  const by = yield* tx.roster.findPerson(held.task.lead);
  return { kind: "settled", by: by ? displayName(by) : "" };
}
