import { describe, expect, test } from "vitest";
import { toId } from "#domain/ids.ts";
import { noteFailure, readFailing } from "#usecases/failing-schedules.ts";
import { noteBeat } from "#usecases/note-beat.ts";
import { keyed, openDesk, post, someone } from "./outbox-desk.ts";
import { productOn } from "./product-on.ts";
import { engines, type Place, useStore } from "./store-rig.ts";

const monday = new Date("2025-08-25T13:30:00Z");
const friday = new Date("2025-08-22T15:00:00Z");
const PEOPLE = ["p0", "p1", "p2", "p3", "p4", "p5"];

/** What waits since Friday: two messages each, as many as a week has room for. */
async function fill(place: Place): Promise<void> {
  const zone = "America/New_York";
  await place.run(function* ({ roster, outbox }) {
    yield* roster.saveDistrict({ id: place.district, name: "D", shortName: "D", zone });
    yield* roster.savePeople(
      PEOPLE.map((id) => ({
        ...{ id: someone(id), givenName: "Pat", familyName: id, active: true },
        assignments: [{ role: "teacher" as const, place: toId("s0") }],
      })),
    );
    yield* roster.saveSetting("beat", "2025-08-22T12:00:00.000Z");
    for (const id of PEOPLE) {
      const counted = { recipient: someone(id), budgetOf: someone(id), week: "2025-W34" };
      for (const number of [1, 2]) {
        const more = { ...counted, kind: "answer_notice" as const, dueAt: friday };
        yield* outbox.queue(post(`${id}-${number}`, id, more));
      }
    }
  });
}

describe.each(engines)("after an outage, on %s", (engine) => {
  const rig = useStore(engine);

  test("of many planned things that fail at once none is forgotten", async () => {
    const place = rig.fresh();
    await fill(place);
    const ids = ["n1", "n2", "n3", "n4", "n5", "n6"];
    const fail = async (id: string): Promise<void> =>
      await place.run(function* (tx) {
        const row = { id, campaign: "nudge", subject: id, nextAt: friday } as const;
        yield* noteFailure(tx, row, monday);
      });
    await Promise.all(ids.map(fail));
    const failing = await place.run((tx) => readFailing(tx));
    expect(failing.map(({ id }) => id).toSorted()).toEqual(ids);
  });

  test("two replicas that come back at once move what waited into the week once, and lose nothing", async () => {
    const place = rig.fresh();
    await fill(place);
    const product = productOn(rig.store, monday);
    await Promise.all([noteBeat(product, place.district), noteBeat(product, place.district)]);
    const states = await place.run(function* ({ outbox }) {
      const found: (string | undefined)[] = [];
      for (const id of PEOPLE) {
        for (const number of [1, 2])
          found.push((yield* outbox.find(keyed(`${id}-${number}`)))?.state);
      }
      return found;
    });
    expect(new Set(states)).toEqual(new Set(["waiting"]));
  });

  test("a district that was erased since it was listed gets no heartbeat", async () => {
    const place = rig.fresh();
    await noteBeat(productOn(rig.store, monday), place.district);
    expect(await place.run(({ roster }) => roster.findSetting("beat"))).toBeUndefined();
  });

  test("what may have arrived is told apart from what did not, whatever ended it", async () => {
    const place = rig.fresh();
    const desk = openDesk(place);
    const send = "nudge:2025-W34";
    const now = new Date("2025-08-18T13:30:00Z");
    const soon = new Date(now.getTime() + 90_000);
    await desk.queue(
      post("late", "ana", { send, expiresAt: soon }),
      post("tried", "ben", { send }),
    );
    await desk.claim(now);
    await place.run(({ outbox }) => outbox.expire(soon));
    for (let count = 0; count < 6; count++) {
      for (const message of await desk.claim(soon)) {
        const outcome = {
          kind: "retry",
          reason: "timeout",
          afterSeconds: 0,
          unsure: true,
        } as const;
        await desk.settle(message, outcome, soon);
      }
    }
    const sent = await place.run(({ outbox }) => outbox.listSend(send));
    expect(sent.map(({ key, state, unsure }) => [key, state, unsure])).toEqual([
      ["late", "expired", true],
      ["tried", "unknown", false],
    ]);
  });
});
