import { expect, test } from "vitest";
import type { PrincipalFacts } from "#domain/digest-facts.ts";
import { findRepeats, untold } from "#domain/digest-repeats.ts";
import { toId, type WaveId } from "#domain/ids.ts";
import { groupMap } from "#messages/map-groups.ts";
import { words } from "#test/words.ts";
import { ownPathOf } from "#web/own-path.ts";

const nowhere = { clusters: [], levels: [], practices: [] };
const lastWeek = {
  waves: [],
  inTheWay: [
    { pitfall: "plate_full", sites: 6 },
    { pitfall: "new_staff", sites: 4 },
  ],
  notLooked: nowhere,
  trainings: [{ session: "PD1", evidence: [] }],
};

test("a lead reads what is in the way again only when a count has changed", () => {
  const same = { ...lastWeek, inTheWay: lastWeek.inTheWay.toReversed() };
  expect(findRepeats(same, lastWeek).sections).toContain("in_the_way");
  const more = { ...lastWeek, inTheWay: [{ pitfall: "plate_full", sites: 7 }] };
  expect(findRepeats(more, lastWeek).sections).not.toContain("in_the_way");
  const trainings = [...lastWeek.trainings, { session: "PD2", evidence: [] }];
  expect(findRepeats({ ...lastWeek, trainings }, lastWeek).trainings).toEqual(["PD1"]);
});

test("a principal reads of a break and of a visit's report once, and of an invitation until it is answered", () => {
  const wave = toId<WaveId>("w1");
  const school: Pick<PrincipalFacts, "coming" | "waiting"> = {
    coming: [{ kind: "calendar", what: "closed", day: "2025-12-22", until: "2026-01-02" }],
    waiting: [
      { kind: "report", day: "2025-12-04" },
      { kind: "invitation", wave },
    ],
  };
  expect(untold(school, [])).toEqual(school);
  expect(untold(school, [school])).toEqual({
    coming: [],
    waiting: [{ kind: "invitation", wave }],
  });
});

test("practices of which the map knows the same are said together", () => {
  const near = { id: toId<never>("near"), name: "Near" };
  const rows = (["choice", "voice", "reflection"] as const).map((practice) => ({
    practice,
    cells: [practice === "reflection" ? ("thanks" as const) : ("none" as const)],
  }));
  const groups = groupMap(words, { clusters: [near], rows });
  expect(groups.map(({ practices }) => practices.length)).toEqual([1, 2]);
  expect(groups[0]?.places).toEqual([{ seen: "thanks", clusters: ["Near"] }]);
});

test.each([
  [
    "/dashboard/digest/digest%3A2025-W34%3Ap1?print",
    "/dashboard/digest/digest%3A2025-W34%3Ap1?print",
  ],
  ["/dashboard/visits/v-1/record", "/dashboard/visits/v-1/record"],
  ["/dashboard", undefined],
  ["//evil.example/dashboard/week", undefined],
  ["/dashboard/..%2F..%2Fevil", undefined],
  ["/dashboard/week?next=//evil.example", undefined],
  [`/dashboard/week?a=${"b".repeat(600)}`, undefined],
])("after signing in, %s leads to %s and never to another site", (asked, wanted) => {
  expect(ownPathOf(`https://bot.example.org${asked}`)).toBe(wanted);
});
