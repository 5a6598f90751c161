import { afterEach, expect, test } from "vitest";
import type { Expedition } from "#domain/expedition.ts";
import { type ChannelId, type ExpeditionId, type OutboxKey, toId } from "#domain/ids.ts";
import { placeOf } from "#domain/windows.ts";
import { wakeMissed } from "#usecases/follow-reach.ts";
import { runSchedule } from "#usecases/run-schedule.ts";
import { sendAgain } from "#usecases/send-again.ts";
import { channelAddress } from "#usecases/send-direct.ts";
import { at, channelOf, chatOf, ideasTo, startServing } from "./serving-rig.ts";
import { actOf, district, leadId, principalAt, siteAt, type WaveWorld } from "./wave-world.ts";

let world: WaveWorld;
afterEach(async () => await world.stop());

/** As if the platform had refused whatever is due. */
async function refuse(wakes: boolean): Promise<void> {
  const { store, clock } = world.product;
  await store.transaction(district, function* ({ outbox }) {
    const now = clock.now();
    const paces = { limit: 100, laneMs: 0, perSecond: 1000 };
    const leaseUntil = new Date(now.getTime() + 60_000);
    for (const message of yield* outbox.claim({ platform: "local", now, leaseUntil, ...paces })) {
      const outcome = { kind: "refused", reason: "Out of reach.", wakes } as const;
      yield* outbox.settle({ message, outcome, at: now });
    }
  });
}

async function startRefused(): Promise<void> {
  world = await startServing({ start: at("2025-08-18T17:30"), sites: 1 });
  await world.goTo(at("2025-08-19T07:29"));
  world.sleepUntil(at("2025-08-19T07:30"));
  await runSchedule(world.product, district);
  await refuse(true);
}

const again = async (send: string) => await sendAgain(world.product, actOf(leadId), send);

test("what was sent again does not come a second time when its channel is heard of", async () => {
  await startRefused();
  expect(await again("nudge:2025-W34")).toMatchObject({ count: 1 });
  await world.goTo(at("2025-08-19T09:00"));
  const place = { district, platform: "local", workspace: district } as const;
  const id = toId<ChannelId>(channelOf(0));
  await wakeMissed(world.product, place, { kind: "channel", id });
  await world.goTo(at("2025-08-19T14:00"));
  expect(ideasTo(world.sent, 0)).toHaveLength(1);
});

test("a school that reads its ideas on Friday now is not sent Tuesday's again", async () => {
  await startRefused();
  await chatOf(world).type(principalAt(0), "when school roundup");
  expect(await again("nudge:2025-W34")).toMatchObject({ count: 0, left: 0 });
});

test("a visit is announced again on its own day alone, and not after it was called off", async () => {
  world = await startServing({ start: at("2025-08-18T09:00"), sites: 1 });
  const { store, clock } = world.product;
  const id = toId<ExpeditionId>("v1");
  const visit: Expedition = {
    id,
    site: siteAt(0),
    day: "2025-08-22",
    kind: "baseline",
    state: "planned",
    plannedBy: leadId,
    plannedAt: clock.now(),
    visitors: [leadId],
  };
  const save = async (changed: Partial<Expedition>): Promise<void> => {
    await store.transaction(district, (tx) => tx.visiting.saveExpedition({ ...visit, ...changed }));
  };
  await store.transaction(district, function* (tx) {
    const site = yield* tx.roster.getSite(siteAt(0));
    const channel = yield* tx.roster.findChannel(site.id);
    if (!channel) return;
    yield* tx.outbox.queue({
      key: toId<OutboxKey>("visit-heads-up:v1:e"),
      kind: "visit_post",
      delivery: { do: "post", to: channelAddress(channel), card: { text: "x", fallback: "x" } },
      dueAt: clock.now(),
      place: placeOf(site),
      send: "visit:v1:heads_up",
      expiresAt: at("2025-08-21T00:00"),
    });
  });
  await refuse(false);
  await save({});
  expect(await again("visit:v1:heads_up")).toMatchObject({ count: 0, left: 0 });
  await save({ day: "2025-08-21", state: "cancelled" });
  expect(await again("visit:v1:heads_up")).toMatchObject({ count: 0, left: 0 });
  await save({ day: "2025-08-21" });
  expect(await again("visit:v1:heads_up")).toMatchObject({ count: 1 });
});
