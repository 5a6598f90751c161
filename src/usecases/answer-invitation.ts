import { ProductError } from "#domain/errors.ts";
import { type AnswerId, type SiteId, toId, type WaveId } from "#domain/ids.ts";
import type { Right } from "#domain/rights.ts";
import { holds, type Person, type Site } from "#domain/roster.ts";
import type { AnswerKind, Invitation, Wave } from "#domain/wave.ts";
import { type AnswerFacts, answeredCard, type OfferFacts } from "#messages/invitation-cards.ts";
import type { Steps } from "#ports/steps.ts";
import { addCallTask, closeTasks } from "./call-tasks.ts";
import { joinSite, leaveSite } from "./join-site.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { reminderId, waveGroup } from "./schedule-ids.ts";
import { keyOf } from "./send-direct.ts";
import { scheduleWaveCard } from "./wave-card.ts";
import { readSender } from "./wave-people.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

export interface GivenAnswer {
  readonly wave: WaveId;
  readonly site: SiteId;
  readonly kind: AnswerKind;
}

export type Answered =
  | { readonly kind: "closed"; readonly facts: OfferFacts }
  | {
      readonly kind: "answered";
      readonly answer: AnswerId;
      readonly by: Person;
      readonly facts: OfferFacts;
    };

/**
 * Records a school's answer: the last one counts, all are kept, reminders end, and every card about
 * it changes. Throws NOT_ALLOWED, WAVE_NOT_FOUND, INVITATION_NOT_FOUND, SITE_NOT_FOUND.
 */
export async function answerInvitation(
  product: Product,
  act: Act,
  given: GivenAnswer,
): Promise<Answered> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    return yield* recordAnswer({ tx, product, now }, act, given);
  });
}

/** The steps of an answer, for use cases that record more with it. */
export function* recordAnswer(work: Work, act: Act, given: GivenAnswer): Steps<Answered> {
  const { tx, product, now } = work;
  const { wave, site, invitation } = yield* readInvitation(work, given);
  const by = yield* requireAnswerer(work, act, { right: "answerInvitation", site });
  const facts = { wave, site, sender: yield* readSender(work, wave, site) };
  if (wave.state === "closed") return { kind: "closed", facts };
  const answer = toId<AnswerId>(product.random.id());
  yield* tx.waves.addAnswer({
    id: answer,
    wave: wave.id,
    site: site.id,
    person: by.id,
    kind: given.kind,
    at: now,
    platform: act.platform,
  });
  yield* tx.waves.saveInvitation({ ...invitation, answer: given.kind, answeredAt: now });
  if (!holds(by, "principal", site.id)) yield* auditStandIn(work, act, given);
  yield* endReminders(work, wave, site);
  yield* follow(work, { wave, site, by, kind: given.kind, lead: facts.sender });
  yield* updateQuestionCards(work, facts, { by, kind: given.kind, pitfalls: [] });
  yield* scheduleWaveCard(work, wave);
  return { kind: "answered", answer, by, facts };
}

interface Asked {
  readonly wave: Wave;
  readonly site: Site;
  readonly invitation: Invitation;
}

/** The wave, site and invitation that a button or form names. */
export function* readInvitation(
  { tx }: Work,
  { wave: waveId, site: siteId }: Pick<GivenAnswer, "wave" | "site">,
): Steps<Asked> {
  const wave = yield* tx.waves.findWave(waveId);
  if (!wave) throw new ProductError("WAVE_NOT_FOUND", `There is no wave "${waveId}".`);
  const site = yield* tx.roster.getSite(siteId);
  yield* tx.waves.guardInvitation(waveId, siteId);
  const invitation = yield* tx.waves.findInvitation(waveId, siteId);
  if (invitation) return { wave, site, invitation };
  throw new ProductError("INVITATION_NOT_FOUND", `"${site.name}" is not in "${wave.name}".`);
}

export interface Answering {
  readonly right: Right;
  readonly site: Site;
}

/** Rights are looked up at the moment of acting. Throws NOT_ALLOWED. */
export function* requireAnswerer(
  work: Work,
  act: Act,
  { right, site: { id, cluster } }: Answering,
): Steps<Person> {
  const { roster, listening } = work.tx;
  const named = yield* listening.listSchoolPeople(id, "delegate");
  const vacant = (yield* roster.listHolders("principal", id)).length === 0 && named.length === 0;
  const delegates = named.map(({ person }) => person);
  return yield* requireRight(work, act, { right, site: id, cluster, vacant, delegates });
}

/** Somebody spoke for a school that is not their own: on request, or while nobody leads it. */
function* auditStandIn(work: Work, act: Act, { wave, site, kind }: GivenAnswer): Steps<void> {
  yield* writeAudit(work, {
    actor: actorOf(act),
    action: "site_answered_for",
    subject: `site:${site}`,
    facts: { wave, kind },
  });
}

function* endReminders(work: Work, wave: Wave, site: Site): Steps<void> {
  const { tx } = work;
  yield* tx.schedule.remove(reminderId(wave.id, site.id));
  yield* tx.outbox.cancelGroup(waveGroup(wave.id, site.id));
  yield* closeTasks(work, { wave, site });
}

interface Following {
  readonly wave: Wave;
  readonly site: Site;
  readonly by: Person;
  readonly kind: AnswerKind;
  readonly lead: Person;
}

function* follow(work: Work, { wave, site, by, kind, lead }: Following): Steps<void> {
  if (kind === "yes") {
    yield* joinSite(work, wave, site);
    yield* addCallTask(work, { wave, site, reason: "joined", words: "", lead });
  } else yield* leaveSite(work, site);
  if (kind !== "stop") return;
  const preferences = yield* work.tx.roster.getPreferences(by.id);
  const stopped = { ...preferences, wavesStoppedAt: work.now };
  yield* work.tx.roster.savePreferences(by.id, stopped);
  yield* addCallTask(work, { wave, site, reason: "stopped", words: "", lead });
}

/**
 * Every invitation and reminder about this site now shows the answer, also to co-principals. The card
 * that was pressed is among them: its reply may never have reached the platform.
 */
export function* updateQuestionCards(
  { tx, product, now }: Work,
  facts: OfferFacts,
  answer: AnswerFacts,
): Steps<void> {
  const card = answeredCard(product.words, facts, answer);
  const group = waveGroup(facts.wave.id, toId<SiteId>(facts.site.id));
  const posts = (yield* tx.outbox.listGroupPosts(group)).filter(({ kind }) => ASKING.has(kind));
  for (const { key } of posts) {
    yield* tx.outbox.queue({
      key: keyOf("answered", key, product.random.id()),
      kind: "wave_update",
      delivery: { do: "update", of: key, card },
      dueAt: new Date(now.getTime() + AFTER_REPLY_MS),
    });
  }
}

/** The reply changes the pressed card at once; the others follow when the burst of answers is over. */
const AFTER_REPLY_MS = 3000;

/** Messages that carry the question with its five answers. */
const ASKING: ReadonlySet<string> = new Set(["invitation", "reminder"]);
