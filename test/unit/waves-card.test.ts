import { expect, test } from "vitest";
import { type PersonId, toId, type WaveId } from "#domain/ids.ts";
import type { Wave } from "#domain/wave.ts";
import { type WaveNumbers, wavesCard } from "#messages/waves-card.ts";
import { words } from "#test/words.ts";

const wave: Wave = {
  id: toId<WaveId>("w1"),
  name: "Wave 1",
  state: "open",
  sender: toId<PersonId>("p1"),
  timeNeeded: "",
  startMonth: "October",
  nextWaveMonth: "January",
  windowDays: 26,
  closesOn: "2025-09-24",
};
const counts = {
  yes: 14,
  not_yet: 34,
  no: 6,
  question: 0,
  stop: 0,
  silent: 32,
  later: 2,
  undeliverable: 1,
};

function numbers(joined: number): WaveNumbers {
  return {
    now: new Date("2025-10-01T14:00:00Z"),
    zone: "America/New_York",
    clusters: undefined,
    lists: true,
    waves: [{ wave, counts }],
    all: { ...counts, yes: joined },
    joined,
    total: 90,
    growth: [
      { month: "2025-08", schools: 7 },
      { month: "2025-09", schools: 14 },
    ],
  };
}

test.each([
  [7, "about one school in six is usual (16 %). A slow start is normal. 7 of 90 is 8 %."],
  [27, "After a first year, nearly half (46 %). 27 of 90 is 30 %."],
  [45, "After a first year, nearly half of all schools is usual (46 %). 45 of 90 is 50 %."],
])("%i schools of 90 read beside what is usual, and no share is a fault", (joined, said) => {
  const card = wavesCard(words, numbers(joined));
  expect(card.text).toContain(said);
  expect(card.fallback).toBe(`Schools in: ${joined} of 90.`);
});

test("a wave's line says what its schools said, and leaves out what none did", () => {
  expect(wavesCard(words, numbers(14)).text).toContain(
    "Wave 1, open until Wednesday, September 24: 14 in, 34 not yet, 6 not this year, 32 no answer yet, 2 asked for a later month, 1 could not be asked.",
  );
});

test("whoever cannot see the chart reads its growth in words, with its base", () => {
  const card = wavesCard(words, numbers(14));
  expect(card.charts?.[0]?.series[0]?.values).toEqual([7, 14]);
  expect(card.fields).toContainEqual({
    label: "In by month end, of 90",
    value: "August: 7, September: 14",
  });
});
