import type { PeerVisitId } from "#domain/ids.ts";
import type { Person } from "#domain/roster.ts";
import type { PeerVisit } from "#domain/showing.ts";
import { agreedAskerCard, declinedAskerCard } from "#messages/peer-visit-cards.ts";
import type { Words } from "#messages/words.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import { type Placed, placing } from "./practice-hosts.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { keyOf, readPlace, sendDirect } from "./send-direct.ts";
import { planVisitThanks } from "./send-visit-thanks.ts";

export interface VisitAnswer {
  readonly id: PeerVisitId;
  readonly yes: boolean;
}

/** What became of an ask, for the host; "settled" if it was answered before. */
export type VisitAnswered =
  | { readonly kind: "settled" }
  | {
      readonly kind: "agreed" | "declined";
      readonly practice: string;
      readonly asker: Placed;
      /** Undefined where the roster has none. */
      readonly email: string | undefined;
      /** False for an asker who can't be told. */
      readonly told: boolean;
    };

/** The host says yes or not now; the asker is told, and never why. Throws NOT_ALLOWED. */
export async function answerVisit(
  product: Product,
  act: Act,
  { id, yes }: VisitAnswer,
): Promise<VisitAnswered> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const visit = yield* tx.showing.findVisit(id);
    if (!visit) return { kind: "settled" };
    const owners = visit.host ? [visit.host] : [];
    const host = yield* requireRight(work, act, { right: "answerVisit", owners });
    return yield* settle(work, host, { id, yes });
  });
}

/** The first answer counts: the visit is read again behind its lock. */
function* settle(work: Work, host: Person, { id, yes }: VisitAnswer): Steps<VisitAnswered> {
  const { tx, now } = work;
  yield* tx.showing.guardVisit(id);
  const visit = yield* tx.showing.findVisit(id);
  const asker = visit && (yield* tx.roster.findPerson(visit.asker));
  if (visit?.state !== "asked" || !asker?.active) return { kind: "settled" };
  const state = yes ? "agreed" : "declined";
  const answered: PeerVisit = { ...visit, state, answeredAt: now };
  yield* tx.showing.saveVisit(answered);
  const told = yield* tellAsker(work, { visit: answered, asker, host });
  if (yes) yield* planVisitThanks(work, answered, asker);
  const placed = (yield* placing(work))(asker);
  return { kind: state, practice: visit.practice, asker: placed, email: asker.email, told };
}

interface Answering {
  readonly visit: PeerVisit;
  readonly asker: Person;
  readonly host: Person;
}

/** False if the asker can't be written to. */
function* tellAsker(work: Work, { visit, asker, host }: Answering): Steps<boolean> {
  const place = yield* placing(work);
  const said = { practice: visit.practice, host: place(host), email: host.email };
  const card = (words: Words): Card =>
    visit.state === "agreed" ? agreedAskerCard(words, said) : declinedAskerCard(words, said);
  const at = yield* sendDirect(work, {
    key: keyOf("visit-answer", visit.id),
    kind: "peer_visit",
    person: asker,
    card,
    place: yield* readPlace(work, asker),
    after: work.now,
  });
  return at !== undefined;
}
