import fc from "fast-check";
import { expect, test } from "vitest";
import { waveCounts } from "#domain/digest-facts.ts";
import { parseFacts } from "#domain/read-digest-facts.ts";

const id = fc.string({ minLength: 1, maxLength: 8 });
const count = fc.nat(10_000);
const day = fc.constantFrom("2025-08-25", "2026-01-05");
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined });
const list = <T>(some: fc.Arbitrary<T>) => fc.array(some, { maxLength: 3 });

const seen = fc.record({ lookFor: id, rooms: count, of: count, sites: count });
const inTheWay = fc.record({ pitfall: id, sites: count });
const evidence = fc.oneof(
  fc.record({ kind: fc.constant("named"), pitfalls: list(id), sites: count }),
  seen.map((each) => ({ kind: "noticed", ...each })),
  fc.record({ kind: fc.constant("themes"), pitfall: id, groups: count }),
);
const ask = fc.oneof(
  fc.record({
    kind: fc.constant("call"),
    owner: id,
    due: maybe(day),
    site: id,
    overdueSince: maybe(day),
  }),
  fc.record({ kind: fc.constant("finish_visit"), owner: id, due: maybe(day), site: id }),
  fc.record({ kind: fc.constant("open_wave"), owner: id, due: maybe(day), wave: id }),
);
const counts = fc
  .tuple(...waveCounts.map(() => count))
  .map((numbers) => Object.fromEntries(waveCounts.map((name, at) => [name, numbers[at] ?? 0])));
const charts = fc.record({
  growth: fc.record({
    total: count,
    months: list(fc.record({ month: id, schools: count, planned: maybe(count) })),
  }),
  answers: list(fc.record({ wave: id, yes: count, notYet: count, no: count, silent: count })),
  inTheWay: list(inTheWay),
  seen: fc.record({
    sites: count,
    rooms: count,
    looks: list(fc.record({ lookFor: id, rooms: count })),
  }),
});
const district = fc.record({
  kind: fc.constant("district"),
  clusters: maybe(list(id)),
  since: id,
  schools: fc.record({ joined: count, total: count, fresh: count }),
  asks: list(ask),
  signs: fc.record({ answered: count, thanked: count, tried: count, practices: list(id) }),
  waves: list(fc.record({ wave: id, counts: maybe(counts) })),
  inTheWay: list(inTheWay),
  seen: list(seen),
  trainings: list(fc.record({ session: id, evidence: list(evidence) })),
  changes: list(id),
  calls: list(
    fc.record({
      site: id,
      reason: fc.constantFrom("no_answer", "call_me"),
      days: count,
      overdueSince: maybe(day),
    }),
  ),
  notLooked: fc.record({ clusters: list(id), levels: list(id), practices: list(id) }),
  plumbing: maybe(
    fc.record({
      delivered: count,
      failed: count,
      stopped: count,
      paused: count,
      halted: fc.boolean(),
    }),
  ),
  charts,
  repeats: maybe(
    fc.record({
      sections: list(fc.constantFrom("waves", "in_the_way", "spread")),
      trainings: list(id),
    }),
  ),
});
const principal = fc.record({
  kind: fc.constant("principal"),
  site: id,
  since: id,
  idea: maybe(id),
  coming: list(
    fc.oneof(
      fc.record({
        kind: fc.constant("calendar"),
        day,
        until: day,
        what: fc.constantFrom("closed", "testing"),
      }),
      fc.record({ kind: fc.constant("visit"), day }),
      fc.record({ kind: fc.constantFrom("our_visit", "wave_closes"), day, wave: id }),
    ),
  ),
  waiting: list(
    fc.oneof(
      fc.record({ kind: fc.constantFrom("invitation", "dates"), wave: id }),
      fc.record({ kind: fc.constant("report"), day }),
    ),
  ),
});

test("whatever figures a digest keeps, its page reads the same later", () => {
  fc.assert(
    fc.property(fc.oneof(district, principal), (facts) => {
      expect(parseFacts(JSON.stringify(facts))).toEqual(facts);
    }),
    { numRuns: 60 },
  );
});

test("a digest that was kept when a training named one pitfall alone is still read", () => {
  const [facts] = fc.sample(district, { numRuns: 1, seed: 1 });
  const trainingsOf = (evidence: object) =>
    parseFacts(JSON.stringify({ ...facts, trainings: [{ session: "PD1", evidence: [evidence] }] }));
  expect(trainingsOf({ kind: "named", pitfall: "new_staff", sites: 2 })).toMatchObject({
    trainings: [{ evidence: [{ kind: "named", pitfalls: ["new_staff"], sites: 2 }] }],
  });
  expect(trainingsOf({ kind: "named", sites: 2 })).toBeUndefined();
});

test("what is no digest is none, and never half of one", () => {
  const [facts] = fc.sample(district, { numRuns: 1, seed: 1 });
  const broken = [
    "",
    "{",
    "[]",
    '{"kind":"district"}',
    JSON.stringify({ ...facts, schools: { joined: -1, total: 2, fresh: 0 } }),
    JSON.stringify({ ...facts, calls: [{ site: "s", reason: "because", days: 1 }] }),
  ];
  for (const text of broken) expect(parseFacts(text)).toBeUndefined();
});
