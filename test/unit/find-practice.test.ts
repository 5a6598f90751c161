import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ClusterId, type PeerVisitId, type PersonId, type SiteId, toId } from "#domain/ids.ts";
import {
  betweenThem,
  circleOf,
  isTaken,
  isWaiting,
  openAsks,
  orderHosts,
  readPractice,
  type Spot,
} from "#domain/practice-hosts.ts";
import type { PeerVisit } from "#domain/showing.ts";

const person = (name: string) => toId<PersonId>(name);
/** Where is "school/cluster/level". */
const spot = (name: string, where = ""): Spot => {
  const [site, cluster, level] = where.split("/").map((part) => part || undefined);
  return {
    person: person(name),
    site: site === undefined ? undefined : toId<SiteId>(site),
    cluster: cluster === undefined ? undefined : toId<ClusterId>(cluster),
    level,
  };
};
const me = spot("me", "oak/north/elementary");

const anySpot = fc.record({
  person: fc.uuid().map(person),
  site: fc.constantFrom("oak", "elm", undefined).map((one) => one && toId<SiteId>(one)),
  cluster: fc.constantFrom("north", "south", undefined).map((one) => one && toId<ClusterId>(one)),
  level: fc.constantFrom("elementary", "high", undefined),
});
const anyHosts = fc.uniqueArray(anySpot, { selector: (one) => one.person, maxLength: 30 });
const day = fc.constantFrom("2025-08-18", "2025-08-19", "2026-01-09");

test("near goes first: my school, my cluster with my level before others, my level, the district", () => {
  const hosts = [
    spot("office"),
    spot("level", "far/south/elementary"),
    spot("cluster", "elm/north/high"),
    spot("both", "ash/north/elementary"),
    spot("school", "oak/north/elementary"),
    me,
  ];
  const names = orderHosts(hosts, me, "2025-08-18").map((host) => String(host.person));
  expect(names).toEqual(["school", "both", "cluster", "level", "office"]);
});

test("the order follows no amount: how often somebody was thanked, asked or visited changes nothing", () => {
  fc.assert(
    fc.property(anyHosts, day, fc.array(fc.nat()), (hosts, on, amounts) => {
      const counted = hosts.map((host, index) => ({
        ...host,
        thanked: amounts[index] ?? 0,
        visits: (amounts[index] ?? 0) * 7,
      }));
      // Also not through the order in which the rows come, which could follow one.
      const byAmount = counted.toSorted((a, b) => b.thanked - a.thanked);
      const plain = orderHosts(hosts, me, on).map((host) => host.person);
      expect(orderHosts(byAmount, me, on).map((host) => host.person)).toEqual(plain);
    }),
  );
});

test("nobody near is ever behind somebody far, and nobody is lost", () => {
  fc.assert(
    fc.property(anyHosts, day, (hosts, on) => {
      const ordered = orderHosts(hosts, me, on);
      const circles = ordered.map((host) => circleOf(host, me));
      expect(circles).toEqual(circles.toSorted((a, b) => a - b));
      expect(new Set(ordered)).toEqual(new Set(hosts.filter((host) => host.person !== me.person)));
    }),
  );
});

test("within a circle everybody comes first about as often: it is drawn each day for each asker", () => {
  const hosts = ["a1", "a2", "a3", "a4"].map((name) => spot(name, "oak"));
  const first = new Map<string, number>();
  for (let index = 0; index < 400; index++) {
    const [host] = orderHosts(
      hosts,
      { ...me, person: person(`asker${index % 20}`) },
      `day${index}`,
    );
    const name = String(host?.person);
    first.set(name, (first.get(name) ?? 0) + 1);
  }
  expect(first.size).toBe(4);
  expect(Math.min(...first.values())).toBeGreaterThan(60);
});

describe("who can be asked", () => {
  const now = new Date("2025-09-01T12:00:00Z");
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
  const visit = (more: Partial<PeerVisit>): PeerVisit => ({
    id: toId<PeerVisitId>("v"),
    practice: "choice",
    asker: person("me"),
    host: person("ana"),
    state: "asked",
    askedAt: daysAgo(1),
    ...more,
  });
  const between = (more: Partial<PeerVisit>) => betweenThem([visit(more)], person("ana"), now);

  test("nobody is asked twice while an answer or a visit is ahead; an ask nobody answered ends", () => {
    expect(between({})).toBe("asked");
    expect(between({ state: "agreed", askedAt: daysAgo(60) })).toBe("asked");
    expect(between({ askedAt: daysAgo(29) })).toBeUndefined();
    expect(between({ state: "done" })).toBeUndefined();
  });

  test("whoever said not now is left alone by the same colleague for a month", () => {
    expect(between({ state: "declined", answeredAt: daysAgo(3) })).toBe("declined");
    expect(between({ state: "declined", answeredAt: daysAgo(31) })).toBeUndefined();
  });

  test("only asks without an answer count for the asker, and two at a time for a host", () => {
    const asks = [visit({}), visit({ state: "open", host: undefined }), visit({ state: "done" })];
    expect(openAsks(asks, person("me"), now)).toHaveLength(1);
    expect(isTaken([visit({})], person("ana"), now)).toBe(false);
    expect(isTaken([visit({}), visit({ asker: person("ben") })], person("ana"), now)).toBe(true);
  });

  test("whoever waits for somebody to show it does so for ninety days", () => {
    const waits = (days: number) =>
      isWaiting(visit({ state: "open", askedAt: daysAgo(days) }), now);
    expect([1, 89, 91].map(waits)).toEqual([true, true, false]);
    expect(isWaiting(visit({}), now)).toBe(false);
  });
});

test("a practice is found by its id and its label, without accents, and by nothing like it", () => {
  const practices = [
    { id: "choice", label: "Choice" },
    { id: "choice", label: "Elección" },
    { id: "targeted", label: "Small groups" },
  ];
  const read = (typed: string) => readPractice(practices, typed);
  expect(["CHOICE", "eleccion", "small-groups"].map(read)).toEqual([
    "choice",
    "choice",
    "targeted",
  ]);
  expect(["", "choices we made", "group"].map(read)).toEqual([undefined, undefined, undefined]);
});
