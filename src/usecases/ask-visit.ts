import { type PeerVisitId, type PersonId, toId } from "#domain/ids.ts";
import { betweenThem, isTaken, lapsesAt, MOST_ASKS, openAsks } from "#domain/practice-hosts.ts";
import type { Person } from "#domain/roster.ts";
import type { PeerVisit } from "#domain/showing.ts";
import { hostAskedCard } from "#messages/peer-visit-cards.ts";
import type { Steps } from "#ports/steps.ts";
import { isReachable, type Placed, placing, shows } from "./practice-hosts.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { keyOf, readPlace, sendDirect } from "./send-direct.ts";
import { endWaiting } from "./stop-waiting.ts";

export interface WantedVisit {
  readonly practice: string;
  readonly host: PersonId;
}

/** A line that the guard has passed goes into the message and nowhere else; "" for none. */
export interface AskedVisit extends WantedVisit {
  readonly line: string;
}

/** Why nobody is asked; `person` is the host's name. */
export interface AskEnd {
  readonly kind: "limit" | "pending" | "taken" | "gone" | "unreachable" | "stopped";
  readonly person: string;
}

export type Asked = AskEnd | { readonly kind: "asked"; readonly person: string };

/** Whether a colleague can be asked: before the form opens. */
export async function readVisitAsk(
  product: Product,
  act: Act,
  wanted: WantedVisit,
): Promise<AskEnd | { readonly kind: "open"; readonly host: Placed }> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const me = yield* requireRight(work, act, "readVisitAsk");
    const { host, end } = yield* checkAsk(work, me, wanted);
    return host && !end ? { kind: "open", host } : endOf(work, host, end);
  });
}

/** Asks a colleague in a message of their own whether they can be visited. */
export async function askVisit(product: Product, act: Act, asked: AskedVisit): Promise<Asked> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const me = yield* requireRight(work, act, "askVisit");
    // In one order for everybody, so that two who ask each other never wait for each other.
    for (const id of [me.id, asked.host].sort()) yield* tx.roster.guardPerson(id);
    const { host, end } = yield* checkAsk(work, me, asked);
    if (!host || end) return endOf(work, host, end);
    const visit: PeerVisit = {
      id: toId<PeerVisitId>(product.random.id()),
      practice: asked.practice,
      asker: me.id,
      host: host.person,
      site: host.site,
      state: "asked",
      askedAt: work.now,
    };
    const told = yield* tellHost(work, { visit, host: host.person, me, line: asked.line });
    if (!told) return endOf(work, host, "unreachable");
    yield* tx.showing.saveVisit(visit);
    // Whoever has asked somebody waits for nobody else to show the same.
    yield* endWaiting(work, me.id, asked.practice);
    return { kind: "asked", person: host.name };
  });
}

interface Checked {
  readonly host: Placed | undefined;
  readonly end: AskEnd["kind"] | undefined;
}

function endOf({ product }: Work, host: Placed | undefined, end: Checked["end"]): AskEnd {
  return { kind: end ?? "gone", person: host?.name ?? product.words.say("somebody", {}) };
}

function* checkAsk(work: Work, me: Person, { host: id, practice }: WantedVisit): Steps<Checked> {
  const { tx, now } = work;
  const found = yield* tx.roster.findPerson(id);
  if (!found?.active || id === me.id) return { host: undefined, end: "gone" };
  const host = (yield* placing(work))(found);
  if (!(yield* shows(work, id, practice))) return { host, end: "gone" };
  const mine = yield* tx.showing.listVisitsOf(me.id);
  const between = betweenThem(mine, id, now);
  if (between) return { host, end: between === "asked" ? "pending" : "gone" };
  if (openAsks(mine, me.id, now).length >= MOST_ASKS) return { host, end: "limit" };
  if (isTaken(yield* tx.showing.listVisitsOf(id), id, now)) return { host, end: "taken" };
  if ((yield* tx.roster.getPreferences(me.id)).stoppedAt) return { host, end: "stopped" };
  return { host, end: (yield* isReachable(work, id)) ? undefined : "unreachable" };
}

interface Telling {
  readonly visit: PeerVisit;
  readonly host: PersonId;
  readonly me: Person;
  readonly line: string;
}

/** False if the host can't be written to. */
function* tellHost(work: Work, { visit, host: id, me, line }: Telling): Steps<boolean> {
  const { tx, now } = work;
  const host = yield* tx.roster.getPerson(id);
  const asker = (yield* placing(work))(me);
  const at = yield* sendDirect(work, {
    key: keyOf("visit-ask", visit.id),
    kind: "peer_visit",
    person: host,
    card: (words) => hostAskedCard(words, { visit, asker, line }),
    place: yield* readPlace(work, host),
    after: now,
    expiresAt: lapsesAt(visit),
  });
  return at !== undefined;
}
