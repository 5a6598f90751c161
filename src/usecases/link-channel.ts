import { ProductError } from "#domain/errors.ts";
import { type ChannelId, type SiteId, toId } from "#domain/ids.ts";
import { fold } from "#domain/names.ts";
import { may } from "#domain/rights.ts";
import { holds, type Person, type Site } from "#domain/roster.ts";
import { lookUpSite } from "#domain/site-names.ts";
import type { Steps } from "#ports/steps.ts";
import { announceInChannel } from "./announce-expedition.ts";
import { planChannel } from "./plan-weekly.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { readSchoolDaysAt } from "./school-time.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

export interface AskedChannel {
  readonly channel: ChannelId;
  /** Undefined where the platform does not tell, such as for a private channel. */
  readonly name: string | undefined;
  /** How its adapter reaches it; undefined where the id alone is enough. */
  readonly reach: string | undefined;
  /** A school's name as it was typed, or the district's; "" for the own school. */
  readonly place: string;
}

export type LinkedChannel =
  | { readonly kind: "linked"; readonly channel: string; readonly school: string }
  | { readonly kind: "which" }
  | { readonly kind: "several"; readonly names: readonly string[] }
  | { readonly kind: "unknown"; readonly near: readonly string[] };

/** Which school, or the district, a typed name means. */
export type FoundPlace = Exclude<LinkedChannel, { kind: "linked" }> | KnownPlace;

interface KnownPlace {
  readonly kind: "place";
  /** Undefined for the district. */
  readonly site: Site | undefined;
  readonly name: string;
}

const DISTRICT = "district";

/** Links a channel to a school, or to the district: its posts go there. Throws NOT_ALLOWED. */
export async function linkChannel(
  product: Product,
  act: Act,
  asked: AskedChannel,
): Promise<LinkedChannel> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const person = yield* tx.roster.getPerson(act.person);
    const found = yield* findPlace(work, person, asked.place);
    if (found.kind !== "place") return found;
    const { site, name: school } = found;
    yield* requireRight(work, act, {
      right: "linkChannel",
      site: site?.id,
      cluster: site?.cluster,
    });
    const name = asked.name ?? product.words.say("channel_unnamed", { school });
    const { platform, workspace } = act;
    const { channel: id, reach } = asked;
    yield* tx.roster.linkChannel({ id, site: site?.id, name, platform, workspace, reach });
    if (site) {
      yield* planChannel(work, site, yield* readSchoolDaysAt(work, site.id));
      yield* announceInChannel(work, site, act.eventKey);
    }
    yield* writeAudit(work, {
      actor: actorOf(act),
      action: "channel_linked",
      subject: site ? `site:${site.id}` : "district",
      facts: { platform, channel: id },
    });
    return { kind: "linked", channel: name, school };
  });
}

/** A school's name as it was typed, or the district's; "" for the person's own. Throws NOT_ALLOWED. */
export function* findPlace(work: Work, person: Person, typed: string): Steps<FoundPlace> {
  if (typed === "") return yield* findOwnSite(work, person);
  const key = fold(typed);
  const { name, shortName } = yield* work.tx.roster.getDistrict();
  if ([DISTRICT, fold(name), fold(shortName)].includes(key)) {
    return { kind: "place", site: undefined, name };
  }
  const found = lookUpSite(yield* work.tx.roster.listSites(), typed);
  return found.kind === "one" ? chooseSite([found.site]) : found;
}

/** A principal's own school; who has none, and may link one, has to name it. */
function* findOwnSite({ tx }: Work, person: Person): Steps<FoundPlace> {
  const own: Site[] = [];
  for (const { role, place } of person.assignments) {
    const site = role === "principal" ? yield* tx.roster.findSite(toId<SiteId>(place)) : undefined;
    if (site?.active) own.push(site);
  }
  if (own.length > 0) return chooseSite(own);
  if (may(person, "linkChannel") || holds(person, "area_lead")) return { kind: "which" };
  throw new ProductError("NOT_ALLOWED", "Channels are linked by principals and leads.");
}

function chooseSite(sites: readonly Site[]): FoundPlace {
  const [site, ...others] = sites;
  if (!site) return { kind: "which" };
  if (others.length === 0) return { kind: "place", site, name: site.name };
  return { kind: "several", names: sites.map(({ name }) => name) };
}
