import type { PersonId, ShoutOutId, SiteId } from "#domain/ids.ts";
import { mayQuote, type QuotedIn } from "#domain/quoting.ts";
import { displayName } from "#domain/roster.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import { nameList } from "#messages/name-list.ts";
import type { Line } from "#messages/weekly-cards.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";

/** Of more shout-outs than this, consent is read in one go. */
const FEW = 10;

/** Those that may be quoted there, as everybody in them wishes today, in their order. */
export function* listWelcome(
  work: Work,
  shoutOuts: readonly ShoutOut[],
  where: QuotedIn,
): Steps<readonly ShoutOut[]> {
  const receivers = new Set(shoutOuts.flatMap((each) => each.receivers));
  const wishes = yield* work.tx.roster.listWishes([...receivers]);
  const atHome = [...receivers].filter((each) => wishes.get(each) === "school");
  const homes = yield* readHomes(work, typeof where === "string" ? atHome : [...receivers]);
  const consent = { wishes, homes };
  const asks = (each: ShoutOut, agreed: boolean) => mayQuote(each, where, { ...consent, agreed });
  // Who agreed is asked only where it makes a difference.
  const doubtful = shoutOuts.filter((each) => !asks(each, false) && asks(each, true));
  const agreed = yield* readAgreed(work, doubtful);
  return shoutOuts.filter((each) => asks(each, agreed.has(each.id)));
}

/** The own school of each who has one. */
export function* readHomes(
  { tx }: Work,
  some: readonly PersonId[],
): Steps<ReadonlyMap<PersonId, SiteId>> {
  const people = some.length === 0 ? [] : yield* tx.roster.listPeople([...new Set(some)]);
  return new Map(
    people.flatMap(({ id, homeSite }): [PersonId, SiteId][] => (homeSite ? [[id, homeSite]] : [])),
  );
}

/** True if everybody thanked is fine with being named there, as they wish today. */
export function* isWelcome(work: Work, shoutOut: ShoutOut, where: QuotedIn): Steps<boolean> {
  return (yield* listWelcome(work, [shoutOut], where)).length > 0;
}

/** Those that everybody in them lets other schools read. */
function* readAgreed({ tx }: Work, shoutOuts: readonly ShoutOut[]): Steps<ReadonlySet<ShoutOutId>> {
  if (shoutOuts.length > FEW) {
    const since = new Date(Math.min(...shoutOuts.map(({ at }) => at.getTime())));
    return new Set((yield* tx.praise.listSpreadable(since)).map(({ id }) => id));
  }
  const agreed = new Set<ShoutOutId>();
  for (const { id, giver, receivers } of shoutOuts) {
    let all = true;
    for (const each of [giver, ...receivers]) all &&= yield* tx.praise.hasAgreed(id, each);
    if (all) agreed.add(id);
  }
  return agreed;
}

/**
 * Locks what is chosen, and gives it as it reads behind the lock: whoever edits, hides or wishes otherwise
 * from now on finds the summary that quotes it.
 */
export function* holdStill(
  work: Work,
  chosen: readonly ShoutOut[],
  where: QuotedIn,
): Steps<readonly ShoutOut[]> {
  const { tx } = work;
  // In one order for everybody, so that two never wait for each other.
  for (const id of chosen.map((each) => each.id).sort()) yield* tx.praise.guardShoutOut(id);
  const receivers = new Set(chosen.flatMap((each) => each.receivers));
  for (const person of [...receivers].sort()) yield* tx.roster.guardPerson(person);
  const kept = yield* tx.praise.listKept(chosen.map(({ id }) => id));
  const still = kept.filter(({ hiddenAt }) => hiddenAt === undefined);
  return yield* listWelcome(work, still, where);
}

/** Names and words of each, for the lines of a summary. */
export function* toLines(work: Work, shoutOuts: readonly ShoutOut[]): Steps<readonly Line[]> {
  const { tx, product } = work;
  const { words } = product;
  const named = shoutOuts.flatMap(({ giver, receivers }) => [giver, ...receivers]);
  const people = yield* tx.roster.listPeople([...new Set(named)]);
  const names = new Map(people.map((person) => [person.id, displayName(person)]));
  const schools = yield* readSchoolNames(work, shoutOuts);
  const lines: Line[] = [];
  for (const { giver, receivers, text, practice, site } of shoutOuts) {
    lines.push({
      giver: names.get(giver) ?? displayName(yield* tx.roster.getPerson(giver)),
      receiver: nameList(
        words,
        receivers.flatMap((id) => names.get(id) ?? []),
      ),
      praise_text: text,
      practice_label: words.label("practice", practice) || undefined,
      school: site && schools.get(site),
    });
  }
  return lines;
}

/** Most lines of a summary are of one school. */
function* readSchoolNames({ tx }: Work, shoutOuts: readonly ShoutOut[]) {
  const names = new Map<SiteId, string | undefined>();
  for (const { site } of shoutOuts) {
    if (site && !names.has(site)) names.set(site, (yield* tx.roster.findSite(site))?.name);
  }
  return names;
}

/** What, who and which schools stood in some summaries lately. */
export interface Lately {
  readonly ids: ReadonlySet<ShoutOutId>;
  readonly people: ReadonlySet<PersonId>;
  readonly sites: ReadonlySet<SiteId>;
}

/** What the summaries with such a key quoted since then. */
export function* readLately({ tx }: Work, keyStart: string, since: Date): Steps<Lately> {
  const ids = yield* tx.praise.listQuotedIn(keyStart, since);
  const people = new Set<PersonId>();
  const sites = new Set<SiteId>();
  for (const { giver, receivers, site } of yield* tx.praise.listKept(ids)) {
    for (const each of [giver, ...receivers]) people.add(each);
    if (site) sites.add(site);
  }
  return { ids: new Set(ids), people, sites };
}
