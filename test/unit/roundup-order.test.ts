import { expect, test } from "vitest";
import { chooseRoundup } from "#domain/choose-roundup.ts";
import { type PersonId, type ShoutOutId, toId } from "#domain/ids.ts";

test("nobody stands first in a summary for being thanked most", () => {
  const often = (who: string, count: number) =>
    Array.from({ length: count }, (_each, at) => ({
      id: toId<ShoutOutId>(`${who}-${at}`),
      giver: toId<PersonId>(`giver-of-${who}-${at}`),
      receivers: [toId<PersonId>(who)],
    }));
  const posts = [...often("a", 40), ...often("b", 6), ...often("c", 1)];
  const orders = Array.from({ length: 60 }, (_each, week) => {
    const dealt = { posts, most: 3, week: `2025-W${week}`, isLate: () => false, kindsOf: () => [] };
    return chooseRoundup(dealt)
      .map(({ receivers: [who] }) => who)
      .join("");
  });
  // Of six orders each comes ten times, more or less.
  for (const ranking of ["abc", "cba"]) {
    expect(orders.filter((order) => order === ranking).length).toBeLessThan(20);
  }
});
