import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays } from "#domain/local-time.ts";
import { choosePrompt } from "#domain/weekly-prompt.ts";
import { words } from "#test/words.ts";

const THURSDAY = "2025-08-21";
/** How many weeks lie between two questions of a channel: most are quiet, some breaks are long. */
const gaps = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 30, maxLength: 60 });

test("no channel is asked the same twice running, and never what its roundup asks that week", () => {
  fc.assert(
    fc.property(
      gaps,
      fc.integer({ min: 3, max: 12 }),
      fc.integer({ min: 0, max: 11 }),
      (some, count, shift) => {
        let day = THURSDAY;
        let last: number | undefined;
        for (const [turn, weeks] of some.entries()) {
          day = addDays(day, 7 * weeks);
          const taken = (turn + shift) % count;
          const place = choosePrompt({ count, day, last, taken });
          expect(place).not.toBe(last);
          expect(place).not.toBe(taken);
          last = place;
        }
      },
    ),
  );
});

test("a channel that is asked every week hears every question before one comes again", () => {
  const count = words.library.weeklyPrompts.length;
  const places = new Set<number>();
  let last: number | undefined;
  for (let week = 0; week < count; week += 1) {
    last = choosePrompt({ count, day: addDays(THURSDAY, 7 * week), last, taken: -1 });
    places.add(last);
  }
  expect(places.size).toBe(count);
});

test("a district that wrote a single question gets that one", () => {
  expect(choosePrompt({ count: 1, day: THURSDAY, last: 0, taken: 0 })).toBe(0);
});
