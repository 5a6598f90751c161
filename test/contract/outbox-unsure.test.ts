import { describe, expect, test } from "vitest";
import type { Outcome } from "#ports/chat.ts";
import type { ClaimedMessage } from "#ports/outbox-rows.ts";
import { at, openDesk, post } from "./outbox-desk.ts";
import { engines, useStore } from "./store-rig.ts";

const definite: Outcome = { kind: "retry", reason: "Too many at once.", afterSeconds: 10 };
const open: Outcome = { ...definite, reason: "No answer came.", unsure: true };

describe.each(engines)("what nobody knows the end of, on %s", (engine) => {
  const rig = useStore(engine);

  /** One message in an outbox of its own. */
  async function queued() {
    const place = rig.fresh();
    const desk = openDesk(place);
    await desk.queue(post("m", "ana"));
    const claim = async (seconds: number): Promise<ClaimedMessage> => {
      const [message] = await desk.claim(at(seconds));
      if (message) return message;
      throw new RangeError(`Nothing is due after ${seconds} seconds.`);
    };
    const settle = async (message: ClaimedMessage, outcome: Outcome, seconds: number) => {
      expect(await desk.settle(message, outcome, at(seconds))).toBe(true);
    };
    return { place, claim, settle };
  }

  const isUnsure = ({ attempt }: ClaimedMessage) => attempt?.unsure;

  test("a first attempt is sure: the message was never sent", async () => {
    const { claim } = await queued();
    expect(isUnsure(await claim(0))).toBe(false);
  });

  test("after an attempt that surely failed, the next need not look first", async () => {
    const { claim, settle } = await queued();
    await settle(await claim(0), definite, 1);
    expect(isUnsure(await claim(11))).toBe(false);
  });

  test("after an attempt that may have arrived, the next looks first", async () => {
    const { claim, settle } = await queued();
    await settle(await claim(0), open, 1);
    expect(isUnsure(await claim(11))).toBe(true);
  });

  test("after a lease that ran out, the next looks first, and says so until it is settled", async () => {
    const { claim, settle } = await queued();
    await claim(0);
    expect(isUnsure(await claim(61))).toBe(true);
    const third = await claim(122);
    expect(isUnsure(third)).toBe(true);
    await settle(third, definite, 123);
    expect(isUnsure(await claim(134))).toBe(false);
  });

  test("a lease that ran out after a sure failure is looked for again", async () => {
    const { claim, settle } = await queued();
    await settle(await claim(0), definite, 1);
    await claim(11);
    expect(isUnsure(await claim(72))).toBe(true);
  });

  test("what was in hand when the process ended is looked for at the next start", async () => {
    const { place, claim } = await queued();
    await claim(0);
    await place.run(({ outbox }) => outbox.releaseLeases());
    expect(isUnsure(await claim(1))).toBe(true);
  });

  test("putting it off until the morning changes nothing about it", async () => {
    const { place, claim, settle } = await queued();
    const first = await claim(0);
    await place.run(({ outbox }) => outbox.postpone({ message: first, dueAt: at(60), at: at(0) }));
    const second = await claim(60);
    expect(isUnsure(second)).toBe(false);
    await settle(second, open, 61);
    const third = await claim(71);
    await place.run(({ outbox }) => outbox.postpone({ message: third, dueAt: at(99), at: at(71) }));
    expect(isUnsure(await claim(99))).toBe(true);
  });

  test("an unknown end is an end: the message is not tried again", async () => {
    const { place, claim, settle } = await queued();
    await settle(await claim(0), { kind: "unknown", reason: "Nobody can say." }, 1);
    const more = await openDesk(place).claim(at(1000));
    expect(more).toEqual([]);
  });
});
