import { ProductError } from "#domain/errors.ts";
import type { AnswerId, SiteId, WaveId } from "#domain/ids.ts";
import { displayName, type Person, type Site } from "#domain/roster.ts";
import { MOST_PITFALLS, PREFER_NOT_TO_SAY, type Wave } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import { recordAnswer, requireAnswerer } from "./answer-invitation.ts";
import { forgetReason, passOnReason } from "./pass-on-reason.ts";
import type { Act, Product, Work } from "./product.ts";
import { type Connected, sendConnection } from "./send-connection.ts";
import { updateQuestionCards } from "./update-cards.ts";
import { readSender } from "./wave-people.ts";

export interface NamedPitfalls {
  readonly wave: WaveId;
  readonly site: SiteId;
  /** First-chosen first; "rather not say" stands alone, whatever else was picked. */
  readonly codes: readonly string[];
  /** What is in the way in the school's own words, which the guard has passed; "" for none. */
  readonly words: string;
}

export type Thanked = (Connected | { readonly why: "no" }) & {
  readonly senderName: string;
  readonly zone: string;
};

/**
 * Keeps what is in a school's way; a "not yet" is answered on the next school morning, a "not this year"
 * with silence. Throws TOO_MANY_PITFALLS, NOT_ALLOWED and what an answer throws.
 */
export async function namePitfalls(
  product: Product,
  act: Act,
  named: NamedPitfalls,
): Promise<Thanked> {
  const { site: id, wave } = named;
  const kept = withoutSilence(named);
  if (kept.codes.length > MOST_PITFALLS) {
    throw new ProductError("TOO_MANY_PITFALLS", `${kept.codes.length} pitfalls were picked.`);
  }
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const site = yield* tx.roster.getSite(id);
    const person = yield* requireAnswerer(work, act, { right: "namePitfalls", site });
    yield* tx.waves.guardInvitation(wave, id);
    const explained = yield* findExplained(work, act, named);
    const sender = yield* readSender(work, explained.wave, site);
    const explaining = { ...explained, ...kept, site, person, sender };
    return {
      ...(yield* explain(work, explaining)),
      senderName: displayName(sender),
      zone: site.zone,
    };
  });
}

/** Who would rather not say has said nothing: nothing else that was picked or typed is kept. */
function withoutSilence({ codes, words }: NamedPitfalls): Pick<NamedPitfalls, "codes" | "words"> {
  return codes.includes(PREFER_NOT_TO_SAY)
    ? { codes: [PREFER_NOT_TO_SAY], words: "" }
    : { codes, words };
}

interface Explained {
  readonly wave: Wave;
  readonly answer: AnswerId;
  readonly kind: "not_yet" | "no";
}

/**
 * The answer these reasons belong to: the school's last "not yet" or "not this year". One that was explained
 * before is given anew, so that the history keeps both; any other answer becomes a "not yet".
 */
function* findExplained(work: Work, act: Act, { wave, site }: NamedPitfalls): Steps<Explained> {
  const { tx } = work;
  const answers = yield* tx.waves.listSiteAnswers(site);
  const last = answers.findLast(({ kind }) => kind !== "question" && kind !== "stop");
  const kind = last?.kind === "no" ? "no" : "not_yet";
  const isFresh =
    last?.kind === kind && (yield* tx.waves.listPitfalls(last.id)).length === 0 ? last : undefined;
  if (isFresh) return { wave: yield* getWave(work, isFresh.wave), answer: isFresh.id, kind };
  const { facts, answer } = yield* recordAnswer(work, act, { wave, site, kind, anew: true });
  return { wave: facts.wave, answer, kind };
}

function* getWave({ tx }: Work, id: WaveId): Steps<Wave> {
  const wave = yield* tx.waves.findWave(id);
  if (wave) return wave;
  throw new ProductError("WAVE_NOT_FOUND", `There is no wave "${id}".`);
}

interface Explaining extends Explained, Pick<NamedPitfalls, "codes" | "words"> {
  readonly site: Site;
  readonly person: Person;
  readonly sender: Person;
}

function* explain(work: Work, explaining: Explaining): Steps<Connected | { readonly why: "no" }> {
  const { tx } = work;
  const { answer, codes, words, kind, wave, site, person: by } = explaining;
  yield* tx.waves.addPitfalls(answer, codes);
  if (words !== "") yield* tx.waves.saveAnswerWords(answer, words);
  yield* showReasons(work, explaining);
  if (codes.includes(PREFER_NOT_TO_SAY)) yield* forgetReason(work, { wave, site, by });
  if (kind === "no") return { why: codes.includes(PREFER_NOT_TO_SAY) ? "silent" : "no" };
  if (words !== "") yield* passOnReason(work, { wave, site, by, text: words });
  return yield* sendConnection(work, explaining);
}

/** The school's cards say what is in the way; "rather not say" is not repeated there. */
function* showReasons(
  work: Work,
  { wave, site, sender, person, kind, codes }: Explaining,
): Steps<void> {
  const pitfalls = codes.filter((code) => code !== PREFER_NOT_TO_SAY);
  yield* updateQuestionCards(work, { wave, site, sender }, { kind, by: person, pitfalls });
}
