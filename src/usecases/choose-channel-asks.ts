import type { ChannelId, SiteId } from "#domain/ids.ts";
import type { Site } from "#domain/roster.ts";
import type { Channel } from "#ports/roster-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { type FoundPlace, findPlace } from "./link-channel.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

export interface WantedAsks {
  readonly off: boolean;
  /** The school of a card that was pressed. */
  readonly site?: SiteId | undefined;
  /** The channel in which it was typed, if it was one; of a card, the one that was asked. */
  readonly channel?: ChannelId | undefined;
  /** A school's name as it was typed; "" for the channel's, or the own school. */
  readonly place: string;
}

export type ChosenAsks =
  | { readonly kind: "chosen"; readonly off: boolean; readonly channel: string }
  /** The channel that was asked is another school's by now, or nobody's. */
  | { readonly kind: "moved"; readonly school: string }
  | { readonly kind: "no_channel"; readonly school: string }
  /** The district's own channel gets no weekly question. */
  | { readonly kind: "district" }
  | Exclude<FoundPlace, { kind: "place" }>;

/** Turns the weekly question in a school's channel off, or on again. Throws NOT_ALLOWED. */
export async function chooseChannelAsks(
  product: Product,
  act: Act,
  wanted: WantedAsks,
): Promise<ChosenAsks> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const found = yield* findWanted(work, act, wanted);
    if (found.kind !== "place") return found;
    const { site } = found;
    const cluster = site?.cluster;
    yield* requireRight(work, act, { right: "chooseChannelAsks", site: site?.id, cluster });
    if (!site) return { kind: "district" };
    const channel = yield* tx.roster.findChannel(site.id);
    if (!channel) return { kind: "no_channel", school: site.name };
    if (wanted.site && wanted.channel && wanted.channel !== channel.id)
      return { kind: "moved", school: site.name };
    yield* save(work, act, { site, channel, off: wanted.off });
    return { kind: "chosen", off: wanted.off, channel: channel.name };
  });
}

/**
 * The school of the button, of what was typed, of the channel it was typed in, or the own one.
 * Throws SITE_NOT_FOUND for a button of a school that is not there.
 */
function* findWanted(
  work: Work,
  act: Act,
  { site, channel, place }: WantedAsks,
): Steps<FoundPlace> {
  const { tx } = work;
  const typedIn = place === "" ? yield* findSiteOf(work, act, channel) : undefined;
  const id = site ?? typedIn;
  const known = id && (yield* tx.roster.getSite(id));
  if (known) return { kind: "place", site: known, name: known.name };
  return yield* findPlace(work, yield* tx.roster.getPerson(act.person), place);
}

function* findSiteOf(
  { tx }: Work,
  { platform, workspace }: Act,
  id: ChannelId | undefined,
): Steps<SiteId | undefined> {
  const isIt = (each: Channel) =>
    each.id === id && each.platform === platform && each.workspace === workspace;
  return (yield* tx.roster.listChannels()).find(isIt)?.site;
}

interface Choice {
  readonly site: Site;
  readonly channel: Channel;
  readonly off: boolean;
}

/** Said twice it is written down once. */
function* save(work: Work, act: Act, { site, channel, off }: Choice): Steps<void> {
  const { tx, now } = work;
  if (off === (channel.asksOffAt !== undefined)) return;
  yield* tx.roster.saveAsksOff(channel, off ? now : undefined);
  yield* writeAudit(work, {
    actor: actorOf(act),
    action: "channel_asks_changed",
    subject: `site:${site.id}`,
    facts: { asks: off ? "off" : "on" },
  });
}
