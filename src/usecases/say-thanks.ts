import { ProductError } from "#domain/errors.ts";
import { type SchoolWordId, toId } from "#domain/ids.ts";
import type { SchoolWord } from "#domain/listening.ts";
import { localDay } from "#domain/local-time.ts";
import { displayName } from "#domain/roster.ts";
import type { ThanksLine } from "#messages/shelf-cards.ts";
import type { Steps } from "#ports/steps.ts";
import { keepStory, type StoryKept } from "./add-story.ts";
import { listSpokenFor } from "./own-schools.ts";
import type { Act, Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";

const MOST_THANKS = 50;

/** A school thanks the PL team: kept for its leads, and for nobody else. Throws NOT_ALLOWED. */
export async function sayThanks(product: Product, act: Act, text: string): Promise<void> {
  const now = product.clock.now();
  await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const [site] = yield* listSpokenFor(work, yield* tx.roster.getPerson(act.person));
    if (!site) throw new ProductError("NOT_ALLOWED", "Thanks come from those who lead a school.");
    const named = yield* tx.listening.listSchoolPeople(site.id, "delegate");
    const delegates = named.map(({ person }) => person);
    const wanted = { right: "sayThanks", site: site.id, delegates } as const;
    const { id: person } = yield* requireRight(work, act, wanted);
    const id = toId<SchoolWordId>(product.random.id());
    const said = { writer: person, owner: person, site: site.id, at: now };
    yield* tx.listening.addWord({ ...said, id, kind: "thanks", text });
  });
}

/** What schools thanked for, the newest first. Throws NOT_ALLOWED. */
export async function listThanks(product: Product, act: Actor): Promise<readonly ThanksLine[]> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, act, "listThanks");
    const words = yield* tx.listening.listWords({ kinds: ["thanks"], limit: MOST_THANKS });
    const lines: ThanksLine[] = [];
    for (const word of words.filter(({ retiredAt }) => !retiredAt)) {
      lines.push(yield* toLine(work, word));
    }
    return lines;
  });
}

function* toLine({ tx }: Work, word: SchoolWord): Steps<ThanksLine> {
  const { zone, shortName } = yield* tx.roster.getDistrict();
  const site = word.site && (yield* tx.roster.findSite(word.site));
  const person = yield* tx.roster.findPerson(word.writer);
  return {
    word,
    school: site ? site.name : shortName,
    person: person && displayName(person),
    day: localDay(word.at, zone),
  };
}

export type TestimonialAsked = StoryKept | { readonly kind: "already" } | { readonly kind: "gone" };

/** Asks who said thanks whether their words may be used; each is asked for once. Throws NOT_ALLOWED. */
export async function askTestimonial(
  product: Product,
  act: Act,
  { thanks, months }: { readonly thanks: SchoolWordId; readonly months: number },
): Promise<TestimonialAsked> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const lead = yield* requireRight(work, act, "askTestimonial");
    const word = yield* tx.listening.findWord(thanks);
    const owner = word?.owner && (yield* tx.roster.findPerson(word.owner));
    if (word?.kind !== "thanks" || !owner || !owner.active) return { kind: "gone" };
    const id = toId<SchoolWordId>(`testimonial-${word.id}`);
    if (yield* tx.listening.findWord(id)) return { kind: "already" };
    const site = word.site && (yield* tx.roster.findSite(word.site));
    const kind = "testimonial";
    return yield* keepStory(work, { id, kind, text: word.text, months, owner, lead, site });
  });
}
