import { localDay } from "#domain/local-time.ts";
import { findPauseProblem, readTypedPause } from "#domain/pause-words.ts";
import { may } from "#domain/rights.ts";
import type { Person, Site } from "#domain/roster.ts";
import { lookUpSite } from "#domain/site-names.ts";
import { pausePlanCard } from "#messages/pause-cards.ts";
import { note } from "#messages/praise-cards.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import { countHeld } from "./hold-waiting.ts";
import type { Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";

/** A principal, or a lead, may leave one school alone for so many days; a PL lead the district for a week. */
export const MOST_SCHOOL_DAYS = 28;
export const MOST_DISTRICT_DAYS = 7;

/**
 * `/pl pause school <name> <day> until <day>`: what it would hold back, and the button that does it. A
 * principal's own school needs no name. Throws NOT_ALLOWED.
 */
export async function planSchoolPause(product: Product, act: Actor, typed: string): Promise<Card> {
  const now = product.clock.now();
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const { zone } = yield* tx.roster.getDistrict();
    const read = readTypedPause(typed, localDay(now, zone));
    const name = read.kind === "days" ? read.name : "";
    const { site, refused, own } = yield* findSite(work, act, { name, mayBeDay: true });
    // Who pauses no school at all is told so; who pauses one is told which word was not understood.
    const place = site ?? own;
    yield* requireRight(work, act, {
      right: "planSchoolPause",
      site: place?.id,
      cluster: place?.cluster,
    });
    if (!site) return note(refused);
    return yield* plan(work, { site, typed, most: MOST_SCHOOL_DAYS });
  });
}

/** `/pl pause district today`, `/pl pause district week`. Throws NOT_ALLOWED. */
export async function planDistrictPause(
  product: Product,
  act: Actor,
  typed: string,
): Promise<Card> {
  const now = product.clock.now();
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    yield* requireRight(work, act, "planDistrictPause");
    return yield* plan(work, { site: undefined, typed, most: MOST_DISTRICT_DAYS });
  });
}

interface Planning {
  readonly site: Site | undefined;
  readonly typed: string;
  readonly most: number;
}

function* plan(work: Work, { site, typed, most }: Planning): Steps<Card> {
  const { words } = work.product;
  const zone = site?.zone ?? (yield* work.tx.roster.getDistrict()).zone;
  const today = localDay(work.now, zone);
  const days = readTypedPause(typed, today);
  if (days.kind === "unreadable") {
    return note(words.say("pause_day_unreadable", { day: words.day(today) }));
  }
  if (!site && days.name !== "") return note(words.say("pause_usage", {}));
  const problem = findPauseProblem(days, { today, most });
  if (problem === "too_long") return note(words.say("pause_too_long", { most: String(most) }));
  if (problem) return note(words.say(`pause_${problem}`, {}));
  const { from, until } = days;
  const held = yield* countHeld(work, { site: site?.id, from, until });
  return pausePlanCard(words, { school: site, from, until, ...held });
}

interface FoundSite {
  readonly site: Site | undefined;
  readonly refused: string;
  /** One that the actor may pause, be it meant or not. */
  readonly own: Site | undefined;
}

interface TypedSchool {
  readonly name: string;
  /** True where a word that is no school may have been meant as a day. */
  readonly mayBeDay: boolean;
}

/** The school that is meant, of those the actor may pause; or what is said instead. */
export function* findSite(
  work: Work,
  act: Actor,
  { name, mayBeDay }: TypedSchool,
): Steps<FoundSite> {
  const { words } = work.product;
  const person = yield* work.tx.roster.getPerson(act.person);
  const all = yield* work.tx.roster.listSites();
  const theirs = all.filter((site) => mayPause(person, site));
  const [own, ...others] = theirs;
  if (name === "" && own && others.length === 0) return { site: own, refused: "", own };
  if (name === "") return { site: undefined, refused: words.say("pause_usage", {}), own };
  const seen = lookUpSite(theirs, name);
  const found = seen.kind === "unknown" ? lookUpSite(all, name) : seen;
  if (found.kind === "one") return { site: found.site, refused: "", own };
  const names = found.kind === "several" ? found.names : found.near;
  const day = mayBeDay ? noDay(theirs, name, names) : undefined;
  const refused =
    day === undefined
      ? words.say("pause_which", { names: words.list(names) })
      : words.say("pause_no_day", { day });
  return { site: undefined, refused, own };
}

/** The words that were meant as a day: all of them, or what follows a school's name. */
function noDay(theirs: readonly Site[], name: string, near: readonly string[]): string | undefined {
  const words = name.split(" ");
  for (let count = words.length - 1; count > 0; count--) {
    const found = lookUpSite(theirs, words.slice(0, count).join(" "));
    if (found.kind === "one") return words.slice(count).join(" ");
  }
  return near.length === 0 || theirs.length === 1 ? name : undefined;
}

function mayPause(person: Person, { id: site, cluster }: Site): boolean {
  return may(person, "planSchoolPause", { site, cluster });
}
