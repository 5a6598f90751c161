import { createConversation } from "#conversation/create-conversation.ts";
import { type AccountId, type ChannelId, type PersonId, type PlaceId, toId } from "#domain/ids.ts";
import { toInstant } from "#domain/local-time.ts";
import type { CalendarDay } from "#domain/school-calendar.ts";
import type { Card } from "#ports/card.ts";
import type { ChatEvent, Reply } from "#ports/chat.ts";
import { joinSite } from "#usecases/join-site.ts";
import { planWeekly } from "#usecases/plan-weekly.ts";
import {
  district,
  draftWave,
  type Sent,
  siteAt,
  startWaveWorld,
  type WaveWorld,
  zone,
} from "./wave-world.ts";

export const adminId = toId<PersonId>("ida");

/** A school's morning or afternoon, as its clock shows it. */
export const at = (local: string): Date => toInstant(local, zone);

const year: readonly CalendarDay[] = [
  { day: "2025-08-04", kind: "first_day", label: "" },
  { day: "2026-05-27", kind: "last_day", label: "" },
];

interface Serving {
  readonly start: Date;
  readonly sites?: number | undefined;
  readonly url?: string | undefined;
}

/** Schools that joined, each with a channel, an IT admin, and a worker that watches itself. */
export async function startServing({ start, sites = 2, url }: Serving): Promise<WaveWorld> {
  const world = await startWaveWorld({ start, sites, calendar: year, url, watched: true });
  await draftWave(world, []);
  const { product } = world;
  await product.store.transaction(district, function* (tx) {
    const work = { tx, product, now: product.clock.now() };
    const place = toId<PlaceId>(district);
    const assignments = [{ role: "it_admin" as const, place }];
    const names = { givenName: "Ida", familyName: "Admin" };
    yield* tx.roster.savePeople([{ id: adminId, ...names, active: true, assignments }]);
    const where = { platform: "local" as const, workspace: district };
    yield* tx.roster.saveAccounts([
      { ...where, account: toId<AccountId>(adminId), person: adminId },
    ]);
    const wave = yield* tx.waves.findWaveNamed("Wave 1");
    for (const site of yield* tx.roster.listSites()) {
      const name = `#${site.id}`;
      const id = toId<ChannelId>(`c-${site.id}`);
      yield* tx.roster.saveChannels([{ id, site: site.id, name, ...where }]);
      if (wave) yield* joinSite(work, wave, site);
    }
    yield* planWeekly(work);
  });
  return world;
}

/** What one person types or presses, and what they are told. */
export function chatOf({ product, loop }: WaveWorld) {
  const onEvent = createConversation({
    product,
    findDistrict: async () => await Promise.resolve(district),
    findProfile: async () => await Promise.resolve("nobody"),
  });
  let count = 0;
  const act = async (
    who: PersonId,
    what: { readonly text: string } | { readonly press: string; readonly value: string },
  ): Promise<Reply> => {
    count += 1;
    const from = {
      platform: "local" as const,
      workspace: district,
      account: toId<AccountId>(who),
      key: `k${count}`,
      at: product.clock.now(),
    };
    const event: ChatEvent =
      "text" in what
        ? { ...from, kind: "command", command: "pl", text: what.text }
        : { ...from, kind: "press", action: what.press, value: what.value };
    return await onEvent(event);
  };
  return {
    type: async (who: PersonId, text: string): Promise<Card> => cardOf(await act(who, { text })),
    /** Presses a button of a card by its label. */
    press: async (who: PersonId, card: Card, label: string): Promise<Card> => {
      const found = card.buttons?.find((each) => each.label === label);
      if (!found) throw new RangeError(`There is no button "${label}".`);
      return cardOf(await act(who, { press: found.action, value: found.value }));
    },
    loop,
  };
}

function cardOf(reply: Reply): Card {
  if ("card" in reply) return reply.card;
  throw new RangeError(`The reply is "${reply.kind}".`);
}

/** Posts in a school's channel, or to one person. */
export function textsTo(sent: readonly Sent[], conversation: string): readonly string[] {
  return sent.flatMap(({ delivery }) =>
    delivery.do === "post" && delivery.to.conversation.id === conversation
      ? [[delivery.card.title, delivery.card.text].join("\n")]
      : [],
  );
}

export const channelOf = (index: number): string => `c-${siteAt(index)}`;

/** The weekly ideas that went to a school's channel, with their times. */
export function ideasTo(sent: readonly Sent[], index: number): readonly Sent[] {
  return sent.filter(({ key }) => key.startsWith(`nudge:${siteAt(index)}:`));
}
