import { ProductError } from "#domain/errors.ts";
import type { AnswerId, SiteId, WaveId } from "#domain/ids.ts";
import { addDays, localDay, toInstant } from "#domain/local-time.ts";
import { displayName, type Person, type Site } from "#domain/roster.ts";
import { MOST_PITFALLS, PREFER_NOT_TO_SAY, type Wave } from "#domain/wave.ts";
import { connectionCard } from "#messages/connection-card.ts";
import type { Steps } from "#ports/steps.ts";
import {
  readInvitation,
  recordAnswer,
  requireAnswerer,
  updateQuestionCards,
} from "./answer-invitation.ts";
import type { Act, Product, Work } from "./product.ts";
import { waveGroup } from "./schedule-ids.ts";
import { readSchoolDays } from "./school-time.ts";
import { keyOf, sendDirect } from "./send-direct.ts";
import { readHelpContacts, readSender } from "./wave-people.ts";

export interface NamedPitfalls {
  readonly wave: WaveId;
  readonly site: SiteId;
  readonly codes: readonly string[];
}

export interface Thanked {
  /** When the connection arrives; undefined when none is sent. */
  readonly at: Date | undefined;
  readonly zone: string;
}

/**
 * Keeps what is in a school's way and sends the connection on the next school morning.
 * Throws TOO_MANY_PITFALLS, NOT_ALLOWED and what an answer throws.
 */
export async function namePitfalls(
  product: Product,
  act: Act,
  named: NamedPitfalls,
): Promise<Thanked> {
  if (named.codes.length > MOST_PITFALLS) {
    throw new ProductError("TOO_MANY_PITFALLS", `${named.codes.length} pitfalls were picked.`);
  }
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const { wave, site } = yield* readInvitation(work, named);
    const person = yield* requireAnswerer(work, act, { right: "namePitfalls", site });
    const answer = yield* answerToExplain(work, act, named);
    if (!answer) return { at: undefined, zone: site.zone };
    yield* tx.waves.addPitfalls(answer, named.codes);
    yield* showReasons(work, { wave, site, person, codes: named.codes });
    const at = yield* sendConnection(work, { wave, site, person, answer, codes: named.codes });
    return { at, zone: site.zone };
  });
}

/** The "not yet" these reasons belong to; a second explanation is a new entry of the history. */
function* answerToExplain(
  work: Work,
  act: Act,
  { wave, site }: NamedPitfalls,
): Steps<AnswerId | undefined> {
  const last = yield* work.tx.waves.findLastAnswer(wave, site);
  const fresh =
    last?.kind === "not_yet" && (yield* work.tx.waves.listPitfalls(last.id)).length === 0;
  if (fresh) return last.id;
  const answered = yield* recordAnswer(work, act, { wave, site, kind: "not_yet" });
  return answered.kind === "answered" ? answered.answer : undefined;
}

/** The school's cards say what is in the way; "rather not say" is not repeated there. */
function* showReasons(
  work: Work,
  { wave, site, person, codes }: Omit<Connecting, "answer">,
): Steps<void> {
  const facts = { wave, site, sender: yield* readSender(work, wave, site) };
  const pitfalls = work.product.words.library.pitfalls
    .filter(({ code }) => codes.includes(code) && code !== PREFER_NOT_TO_SAY)
    .map(({ label }) => label);
  yield* updateQuestionCards(work, facts, { kind: "not_yet", by: person, pitfalls });
}

interface Connecting {
  readonly wave: Wave;
  readonly site: Site;
  readonly person: Person;
  readonly answer: AnswerId;
  readonly codes: readonly string[];
}

function* sendConnection(work: Work, connecting: Connecting): Steps<Date | undefined> {
  const { product, now } = work;
  const { wave, site, person } = connecting;
  const { library } = product.words;
  const pitfalls = connecting.codes.flatMap(
    (code) => library.pitfalls.find((pitfall) => pitfall.code === code) ?? [],
  );
  const contacts = yield* readHelpContacts(work, site, pitfalls);
  const card = connectionCard(product.words, pitfalls, {
    school: site.name,
    senderName: displayName(yield* readSender(work, wave, site)),
    helpContact: ({ code }) => contacts.get(code) ?? "",
  });
  if (!card) return undefined;
  const tomorrow = toInstant(`${addDays(localDay(now, site.zone), 1)}T00:00`, site.zone);
  return yield* sendDirect(work, {
    key: keyOf("connection", connecting.answer),
    kind: "connection",
    person,
    card,
    place: site,
    schoolDays: yield* readSchoolDays(work),
    after: tomorrow,
    group: waveGroup(wave.id, site.id),
  });
}
