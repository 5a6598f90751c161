import fc from "fast-check";
import { expect, test } from "vitest";
import { type ExpeditionId, type SiteId, toId } from "#domain/ids.ts";
import { inFullBatches } from "#domain/visit-batches.ts";

const visits = fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 14 }).map((all) =>
  all.map((site, n) => ({
    id: toId<ExpeditionId>(String(n)),
    site: toId<SiteId>(site),
    day: "2025-09-02",
    sharedAt: new Date(n * 1000),
  })),
);

test("no day's sum differs from another day's by the visits of one or two schools", () => {
  fc.assert(
    fc.property(visits, fc.nat(14), (all, more) => {
      const before = new Set(inFullBatches(all.slice(0, more)).map(({ id }) => id));
      const after = inFullBatches(all);
      // What was counted once is counted on.
      expect([...before].every((id) => after.some((each) => each.id === id))).toBe(true);
      const fresh = new Set(after.filter(({ id }) => !before.has(id)).map(({ site }) => site));
      expect([1, 2]).not.toContain(fresh.size);
      expect(inFullBatches([...all].reverse())).toEqual(after);
    }),
  );
});
