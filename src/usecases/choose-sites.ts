import {
  type Found,
  findSchools,
  type LeftOut,
  type Offer,
  type SchoolChoice,
  type Unclear,
  whyNotAdded,
  whyNotRemoved,
  yearBegunIn,
} from "#domain/choose-sites.ts";
import type { SiteId, WaveId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import type { Site } from "#domain/roster.ts";
import type { Wave } from "#domain/wave.ts";
import { chooseForm } from "#messages/choose-cards.ts";
import type { Form } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import { findNamed, type WaveFound } from "./edit-wave.ts";
import { inviteSites } from "./invite-sites.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { takeOut } from "./take-out-sites.ts";
import { scheduleWaveCard } from "./wave-card.ts";
import { readWaveDesk } from "./wave-desk.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

export interface Choosing {
  /** The wave's name, or its id from a button. */
  readonly wave: string;
  readonly what: "add" | "remove";
  readonly choice: SchoolChoice;
}

/** A school that stays where it is, and why. */
export interface NamedLeftOut extends LeftOut {
  readonly school: string;
}

export interface Chosen {
  readonly kind: "chosen";
  readonly wave: Wave;
  readonly what: Choosing["what"];
  /** Schools that were added or taken out. */
  readonly schools: readonly string[];
  readonly leftOut: readonly NamedLeftOut[];
  /** How many schools are in the wave now. */
  readonly schoolCount: number;
}

export type ChooseOutcome = WaveFound<
  | Chosen
  | { readonly kind: "unclear"; readonly unclear: readonly Unclear[] }
  | { readonly kind: "nobody" }
>;

/** The form to choose schools with. Throws NOT_ALLOWED. */
export async function readChooseForm(
  product: Product,
  act: Act,
  { wave: named, what }: Omit<Choosing, "choice">,
): Promise<WaveFound<{ readonly kind: "form"; readonly form: Form }>> {
  return await product.store.read(act.district, function* (tx) {
    yield* requireRight({ tx }, act, "readChooseForm");
    const found = yield* findNamed({ tx }, named);
    if (found.kind !== "wave") return found;
    const { wave } = found;
    if (!isChoosable(wave)) return { kind: "over", wave };
    const sites = yield* tx.roster.listSites();
    const clusters = yield* tx.roster.listClusters();
    return { kind: "form", form: chooseForm(product.words, wave, { what, sites, clusters }) };
  });
}

/**
 * Puts schools into a wave or takes them out, and says which stay where they are and why. In an open wave
 * those that come are asked in their own windows. A name that is not clear changes nothing. Throws NOT_ALLOWED.
 */
export async function chooseSites(
  product: Product,
  act: Act,
  { wave: named, what, choice }: Choosing,
): Promise<ChooseOutcome> {
  // What is not clear has not acted: the form may be sent again.
  const unclear = await readUnclear(product, act, choice);
  if (unclear) return unclear;
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, act, "chooseSites");
    yield* tx.waves.guardWaves();
    const target = yield* findNamed(work, named);
    if (target.kind !== "wave") return target;
    const { wave } = target;
    if (!isChoosable(wave)) return { kind: "over", wave };
    const { sites: wanted } = yield* findWanted(work, choice);
    const sorted = yield* what === "add"
      ? addSites(work, wave, wanted)
      : removeSites(work, wave, wanted);
    if (sorted.taken.length > 0) yield* noteChange(work, act, { wave, what, sorted });
    return yield* toChosen(work, { wave, what, sorted });
  });
}

async function readUnclear(
  product: Product,
  act: Act,
  choice: SchoolChoice,
): Promise<Extract<ChooseOutcome, { kind: "unclear" | "nobody" }> | undefined> {
  return await product.store.read(act.district, function* (tx) {
    yield* requireRight({ tx }, act, "chooseSites");
    const { sites, unclear } = yield* findWanted({ tx }, choice);
    if (unclear.length > 0) return { kind: "unclear", unclear };
    return sites.length === 0 ? { kind: "nobody" } : undefined;
  });
}

function* findWanted({ tx }: Pick<Work, "tx">, choice: SchoolChoice): Steps<Found> {
  const sites = yield* tx.roster.listSites();
  const clusters = yield* tx.roster.listClusters();
  return findSchools(choice, { sites, clusters });
}

function isChoosable({ state }: Wave): boolean {
  return state === "draft" || state === "open";
}

interface Sorted {
  readonly taken: readonly Site[];
  readonly leftOut: readonly NamedLeftOut[];
}

function* addSites(work: Work, wave: Wave, wanted: readonly Site[]): Steps<Sorted> {
  const { tx, now } = work;
  const desk = yield* readWaveDesk(work);
  const { zone } = yield* tx.roster.getDistrict();
  const offers = yield* readOffers(work);
  const yearAt = (at: Date): string => yearBegunIn(localDay(at, zone), desk.schoolDays);
  const rule = {
    wave: wave.id,
    isThisYear: (at: Date) => yearAt(at) === yearAt(now),
    lacksChange: wave.state === "open" && !wave.changes?.[""],
  };
  const sorted = sortSites(wanted, ({ id }) => {
    const { said } = desk.historyOf(id);
    const standing = { joined: desk.joined.has(id), said, offers: offers.get(id) ?? [] };
    return whyNotAdded(standing, rule);
  });
  const added = sorted.taken.map(({ id }) => ({ wave: wave.id, site: id, remindersSent: 0 }));
  yield* tx.waves.saveInvitations(added);
  if (wave.state === "open")
    yield* inviteSites(
      work,
      wave,
      added.map(({ site }) => site),
    );
  return sorted;
}

/** What every wave offers each school: read once, however many schools there are. */
function* readOffers({ tx }: Work): Steps<ReadonlyMap<SiteId, readonly Offer[]>> {
  const offers = new Map<SiteId, Offer[]>();
  const waves = yield* tx.waves.listWaves();
  const invited = yield* tx.waves.listInvitationsOf(waves.map(({ id }) => id));
  for (const wave of waves) {
    for (const invitation of invited.get(wave.id) ?? []) {
      const own = offers.get(invitation.site) ?? [];
      own.push({ wave, invitation });
      offers.set(invitation.site, own);
    }
  }
  return offers;
}

function* removeSites(work: Work, wave: Wave, wanted: readonly Site[]): Steps<Sorted> {
  const invitations = yield* work.tx.waves.listInvitations(wave.id);
  const own = new Map(invitations.map((invitation) => [invitation.site, invitation]));
  const { taken: silent, leftOut } = sortSites(wanted, ({ id }) => whyNotRemoved(own.get(id)));
  const taken: Site[] = [];
  const spoken: NamedLeftOut[] = [];
  for (const site of silent) {
    if (yield* takeOut(work, wave, site.id)) taken.push(site);
    else spoken.push({ reason: "has_answered", school: site.name });
  }
  return { taken, leftOut: [...leftOut, ...spoken] };
}

function sortSites(sites: readonly Site[], why: (site: Site) => LeftOut | undefined): Sorted {
  const taken: Site[] = [];
  const leftOut: NamedLeftOut[] = [];
  for (const site of sites) {
    const reason = why(site);
    if (reason) leftOut.push({ ...reason, school: site.name });
    else taken.push(site);
  }
  return { taken, leftOut };
}

interface Changed {
  readonly wave: Wave;
  readonly what: Choosing["what"];
  readonly sorted: Sorted;
}

/** Somebody's first press was about other schools: it does not count any more. */
function* noteChange(work: Work, act: Act, { wave, what, sorted }: Changed): Steps<void> {
  if (wave.state === "open") yield* scheduleWaveCard(work, wave);
  if (wave.armedBy !== undefined) {
    yield* work.tx.waves.saveWave({ ...wave, armedBy: undefined, armedAt: undefined });
  }
  yield* writeAudit(work, {
    actor: actorOf(act),
    action: "wave_schools_changed",
    subject: `wave:${wave.id}`,
    facts: { what, schools: String(sorted.taken.length) },
  });
}

function* toChosen({ tx, product }: Work, { wave, what, sorted }: Changed): Steps<Chosen> {
  const isIn = yield* countIn(tx, wave.id);
  const schools = sorted.taken.map(({ name }) => name).sort(product.words.compare);
  return { kind: "chosen", wave, what, schools, leftOut: sorted.leftOut, schoolCount: isIn };
}

function* countIn({ waves }: Work["tx"], wave: WaveId): Steps<number> {
  const invitations = yield* waves.listInvitations(wave);
  return invitations.filter(({ endedOn }) => endedOn === undefined).length;
}
