import { beforeAll, expect, test } from "vitest";
import { type Sum, sumUp } from "./statement-ledger.ts";
import { liveTwoWeeks } from "./two-weeks.ts";

const FEW = 8;
const MANY = 32;

/**
 * The most statements of one turn, for each row of the schedule: most campaigns have one for each school.
 * Whoever makes a turn longer says so here. PostgreSQL says fewer: what is read one by one from a file is
 * read at once over a network.
 */
const turns: Readonly<Record<string, number>> = {
  nudge: 10,
  weekly_ask: 13,
  reminder: 33,
  roundup: 58,
  principal_note: 80,
  digest: 90,
  live_cards: 3,
  // A look at what is due.
  look: 4,
  // From the command to the answer in six transactions, of which this is the longest.
  praise: 29,
};
/** A turn may say so many more in a larger district. */
const SLACK = 1;

/** Claiming a message, keeping its end, and its share of what a round asks in any case. */
const FOR_EACH_SENT = 9;
/** Opening a wave: the school's timers, invitation and decision, and all of its principal's message. */
const FOR_EACH_ASKED = 13;

let few: ReadonlyMap<string, Sum>;
let many: ReadonlyMap<string, Sum>;
beforeAll(async () => {
  few = sumUp(await liveTwoWeeks(FEW));
  many = sumUp(await liveTwoWeeks(MANY));
});

test("whatever comes by itself says no more to the database for a school of a large district", () => {
  expect([...many.keys()].toSorted()).toEqual(
    [...Object.keys(turns), "open_wave", "relay"].toSorted(),
  );
  for (const [label, most] of Object.entries(turns)) {
    const [small, large] = [few.get(label), many.get(label)];
    expect([label, large?.most]).toEqual([label, Math.min(large?.most ?? most + 1, most)]);
    expect([label, meanOf(large) <= meanOf(small) + SLACK]).toEqual([label, true]);
  }
});

test("each message costs the relay so many statements, however many leave at once", () => {
  for (const sums of [few, many]) {
    const queued = [...sums.values()].reduce((sum, one) => sum + one.queued, 0);
    expect(queued).toBeGreaterThan(FEW);
    expect((sums.get("relay")?.statements ?? 0) / queued).toBeLessThanOrEqual(FOR_EACH_SENT);
  }
});

test("a wave of four times as many schools is opened with so many statements for each school more", () => {
  const more = (many.get("open_wave")?.statements ?? 0) - (few.get("open_wave")?.statements ?? 0);
  const schools = (MANY - FEW) / 2;
  expect(more).toBeGreaterThan(schools);
  expect(more / schools).toBeLessThanOrEqual(FOR_EACH_ASKED);
});

test("a line of thanks is fewer than fifty statements, from the command to the answer", () => {
  expect(many.get("praise")?.statements).toBeLessThan(50);
  expect(many.get("praise")?.queued).toBe(2);
});

function meanOf(sum: Sum | undefined): number {
  return sum ? sum.statements / sum.runs : Number.NaN;
}
