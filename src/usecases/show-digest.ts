import type { AccountId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import { fold } from "#domain/names.ts";
import { holds, type Person, type Site } from "#domain/roster.ts";
import { type DigestView, keptDigestCard } from "#messages/digest-card.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import { listNamedReaders } from "./digest-readers.ts";
import { type DigestScope, districtScope, findDigestScope } from "./digest-scope.ts";
import { findChat } from "./find-chat.ts";
import { keepDistrictDigest, keepFacts } from "./keep-digest.ts";
import { writtenIn } from "./languages.ts";
import { findNoteIdea } from "./pick-note-idea.ts";
import type { Act, Product, Work } from "./product.ts";
import { readSchoolFacts, soonest } from "./read-principal-facts.ts";
import { requireRight } from "./require-right.ts";
import { readQuotedLately } from "./send-digest.ts";
import { keyOf, supersedeKey } from "./send-direct.ts";
import { chooseGood } from "./send-principal-notes.ts";

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

export interface WantedDigest {
  /** What was typed of a school's name. */
  readonly typed: string;
  readonly account?: AccountId | undefined;
}

/** What `/pl digest` led to. */
export type ShownDigest =
  | { readonly kind: "sent" }
  /** For somebody who cannot be written to. */
  | { readonly kind: "shown"; readonly card: Card }
  | { readonly kind: "quiet" }
  | { readonly kind: "quiet_school"; readonly school: string }
  | { readonly kind: "which"; readonly schools: readonly string[] }
  | { readonly kind: "not_yours" };

/**
 * `/pl digest`: the last seven days as they are now, to whoever asked. It is a message, so that what it quotes
 * follows what becomes of it. Throws NOT_ALLOWED.
 */
export async function showDigest(
  product: Product,
  act: Act,
  wanted: WantedDigest,
): Promise<ShownDigest> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const me = yield* requireRight(work, act, "showDigest");
    const scope = yield* findScope(work, me);
    if (scope) return yield* showDistrict(work, act, { scope, wanted });
    return yield* showNote(work, act, { me, wanted });
  });
}

function* findScope(work: Work, me: Person): Steps<DigestScope | undefined> {
  const led = yield* findDigestScope(work, me);
  if (led) return led;
  const isNamed = (yield* listNamedReaders(work)).some(({ id }) => id === me.id);
  return isNamed ? yield* districtScope(work, me) : undefined;
}

interface Asking {
  readonly scope: DigestScope;
  readonly wanted: WantedDigest;
}

function* showDistrict(work: Work, act: Act, { scope, wanted }: Asking): Steps<ShownDigest> {
  const view = yield* keepDistrictDigest(work, {
    key: askedKey(act),
    scope,
    week: lastDays(work),
    lately: yield* readQuotedLately(work),
  });
  return view ? yield* post(work, act, { view, wanted }) : { kind: "quiet" };
}

function* showNote(
  work: Work,
  act: Act,
  { me, wanted }: { readonly me: Person; readonly wanted: WantedDigest },
): Steps<ShownDigest> {
  const sites = (yield* work.tx.roster.listSites()).filter(({ id }) => holds(me, "principal", id));
  const named = sites.filter(({ name }) => fold(name).includes(fold(wanted.typed)));
  const [site, ...others] = named.length > 0 ? named : sites;
  if (!site) return { kind: "not_yours" };
  if (others.length > 0)
    return { kind: "which", schools: [site, ...others].map(({ name }) => name) };
  const view = yield* keepNote(work, act, { me, site });
  return view
    ? yield* post(work, act, { view, wanted })
    : { kind: "quiet_school", school: site.name };
}

function* keepNote(
  work: Work,
  act: Act,
  { me, site }: { readonly me: Person; readonly site: Site },
): Steps<DigestView | undefined> {
  const { id, zone } = site;
  const week = lastDays(work);
  const school = soonest(yield* readSchoolFacts(work, site));
  const quoted = yield* chooseGood(work, site, week);
  const idea = yield* findNoteIdea(work, me, { day: localDay(work.now, zone), site: id });
  const found = quoted.length + school.coming.length + school.waiting.length;
  if (found === 0 && idea === undefined) return undefined;
  const since = week.since.toISOString();
  const facts = { kind: "principal", site: id, since, idea, ...school } as const;
  const key = askedKey(act);
  return yield* keepFacts(work, { key, reader: me, scope: `site:${id}`, zone, facts, quoted });
}

function lastDays({ now }: Work) {
  return { since: new Date(now.getTime() - WEEK_MS), until: now };
}

function askedKey({ person, eventKey }: Act) {
  return keyOf(supersedeKey("digest-asked", person), eventKey);
}

function* post(
  work: Work,
  act: Act,
  { view, wanted }: { readonly view: DigestView; readonly wanted: WantedDigest },
): Steps<ShownDigest> {
  const { words } = work.product;
  const card = writtenIn(words, keptDigestCard(words, view));
  const to = yield* findChat(work, act, wanted.account);
  if (!to) return { kind: "shown", card };
  yield* work.tx.outbox.queue({
    key: askedKey(act),
    kind: "reply",
    delivery: { do: "post", to, card },
    dueAt: work.now,
    supersedes: supersedeKey("digest-asked", act.person),
    recipient: act.person,
  });
  return { kind: "sent" };
}
