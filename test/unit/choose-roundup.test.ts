import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chooseRoundup, type RoundupChoice } from "#domain/choose-roundup.ts";
import { listSpotlights, type Offered } from "#domain/choose-spotlight.ts";
import { type ClusterId, type PersonId, type ShoutOutId, type SiteId, toId } from "#domain/ids.ts";
import { mayQuote } from "#domain/quoting.ts";
import type { Share, ThanksWish } from "#domain/shout-out.ts";

const person = (name: string) => toId<PersonId>(name);
const site = (name: string) => toId<SiteId>(name);

const few = fc.constantFrom("ana", "ben", "cy", "dee", "eli", "fay").map(person);
const practice = fc.constantFrom("", "choice", "voice", "reflection");
const posts: fc.Arbitrary<readonly Offered[]> = fc
  .array(
    fc.record({
      giver: few,
      receivers: fc.uniqueArray(few, { minLength: 1, maxLength: 3 }),
      practice,
      site: fc.constantFrom("oak", "elm", "ash", "fir").map(site),
    }),
    { maxLength: 12 },
  )
  .map((list) => list.map((each, at) => ({ ...each, id: toId<ShoutOutId>(`so${at}`) })));
const late = fc.uniqueArray(few, { maxLength: 3 }).map((list) => new Set(list));

const inIt = ({ giver, receivers }: Offered) => [giver, ...receivers];
type Choosing = Pick<RoundupChoice<Offered>, "posts" | "most" | "week">;
const choose = (choosing: Choosing, lately: ReadonlySet<PersonId> = new Set()) =>
  chooseRoundup({
    ...choosing,
    isLate: (post) => inIt(post).some((each) => lately.has(each)),
    kindsOf: (post) => [post.practice],
  });

/** True if nobody gives, and nobody is thanked, in both. */
const isApart = (a: Offered, b: Offered) =>
  a.giver !== b.giver && !a.receivers.some((each) => b.receivers.includes(each));

describe("which thanks a roundup shows", () => {
  test("it has all its lines, each of another post, and the same ones wherever it is drawn", () => {
    fc.assert(
      fc.property(posts, late, fc.nat(7), (all, lately, most) => {
        const chosen = choose({ posts: all, most, week: "2025-W40" }, lately);
        expect(new Set(chosen).size).toBe(Math.min(most, all.length));
        const again = choose({ posts: all.toReversed(), most, week: "2025-W40" }, lately);
        expect(again).toEqual(chosen);
      }),
    );
  });

  test("nobody gives or is thanked twice while thanks of other people are left", () => {
    fc.assert(
      fc.property(posts, late, fc.nat(7), (all, lately, most) => {
        const chosen = choose({ posts: all, most, week: "2025-W40" }, lately);
        const isTwice = chosen.some((post) =>
          chosen.some((other) => other !== post && !isApart(post, other)),
        );
        const left = all.filter((post) => !chosen.includes(post));
        const others = left.filter((post) => chosen.every((other) => isApart(post, other)));
        if (isTwice || chosen.length < most) expect(others).toEqual([]);
      }),
    );
  });

  test("who was there lately is chosen after everybody who was not", () => {
    fc.assert(
      fc.property(posts, late, (all, lately) => {
        const [first] = choose({ posts: all, most: 1, week: "2025-W40" }, lately);
        const isFresh = (post: Offered) => !inIt(post).some((each) => lately.has(each));
        if (first && all.some(isFresh)) expect(isFresh(first)).toBe(true);
      }),
    );
  });

  test("as many practices are told as the people in them allow, not five times the same", () => {
    const names = ["ana", "ben", "cy", "dee", "eli"];
    const all = names.map((name, at) => ({
      id: toId<ShoutOutId>(name),
      giver: person(name),
      receivers: [person(`${name} too`)],
      practice: at < 3 ? "choice" : name,
    }));
    const chosen = choose({ posts: all, most: 3, week: "2025-W40" });
    expect(new Set(chosen.map((post) => post.practice)).size).toBe(3);
  });

  test("no place in the week is better than another: each week deals anew", () => {
    const all = Array.from({ length: 9 }, (_, at) => ({
      id: toId<ShoutOutId>(`so${at}`),
      giver: person(`g${at}`),
      receivers: [person(`r${at}`)],
      practice: "choice",
    }));
    const weeks = Array.from({ length: 30 }, (_, at) => `2025-W${10 + at}`);
    const first = weeks.map((week) => choose({ posts: all, most: 1, week })[0]?.id);
    expect(new Set(first).size).toBeGreaterThan(5);
  });
});

const near = toId<ClusterId>("near");
const oak = { id: site("oak"), level: "elementary", cluster: near };
const elm = { id: site("elm"), level: "elementary", cluster: near };
const ash = { id: site("ash"), level: "high", cluster: near };
const fir = { id: site("fir"), level: "high", cluster: toId<ClusterId>("far") };
const sites = new Map([oak, elm, ash, fir].map((each) => [each.id, each]));
const nothing = {
  practices: new Set<string>(),
  here: new Set<ShoutOutId>(),
  homes: new Map<PersonId, SiteId>(),
};

describe("what one school is shown of another", () => {
  test("never its own or its own people, never what it had, and nobody who was shown to anybody this month", () => {
    fc.assert(
      fc.property(posts, late, (offered, shown) => {
        const here = new Set(offered.slice(0, 2).map(({ id }) => id));
        const homes = new Map([[person("ana"), site("oak")]]);
        const choice = { offered, site: oak, sites, homes, shown, week: "2025-W40" };
        for (const post of listSpotlights({ ...choice, practices: new Set(), here })) {
          expect(inIt(post)).not.toContain("ana");
          expect(post.site).not.toBe("oak");
          expect(here.has(post.id)).toBe(false);
          expect(inIt(post).some((each) => shown.has(each))).toBe(false);
        }
      }),
    );
  });

  test("the same practice or level comes first, then what is near", () => {
    const post = (id: string, from: { readonly id: SiteId }, about: string): Offered => ({
      id: toId<ShoutOutId>(id),
      giver: person(id),
      receivers: [person(`${id} too`)],
      practice: about,
      site: from.id,
    });
    const offered = [
      post("far and unlike", fir, "voice"),
      post("near and unlike", ash, "voice"),
      post("far and alike", fir, "choice"),
      post("near and alike", elm, "voice"),
    ];
    const choice = { offered, site: oak, sites, shown: new Set<PersonId>(), week: "2025-W40" };
    const shown = listSpotlights({ ...choice, ...nothing, practices: new Set(["choice"]) });
    expect(shown.map(({ id }) => id)).toEqual([
      "near and alike",
      "far and alike",
      "near and unlike",
      "far and unlike",
    ]);
  });
});

describe("who may be named where", () => {
  const receivers = [person("ana"), person("ben")];
  const ask = (share: Share, ana: ThanksWish, at = site("oak")) => {
    const wishes = new Map([[person("ana"), ana]]);
    const homes = new Map([
      [person("ana"), site("oak")],
      [person("ben"), site("fir")],
    ]);
    const places = {
      site: "site",
      district: "district",
      oak: { school: site("oak") },
      fir: { school: site("fir") },
      ash: { school: site("ash") },
    } as const;
    return (agreed: boolean) =>
      Object.entries(places).flatMap(([name, where]) =>
        mayQuote({ share, receivers, site: at }, where, { wishes, homes, agreed }) ? [name] : [],
      );
  };

  test("a post for the school is read at the schools of those in it, elsewhere once all agreed", () => {
    expect(ask("site", "public")(false)).toEqual(["site", "oak", "fir"]);
    expect(ask("site", "public")(true)).toEqual(["site", "oak", "fir", "ash"]);
    expect(ask("district", "public")(false)).toEqual(["site", "district", "oak", "fir"]);
  });

  test("one who wishes to be thanked in the own school is named there alone, whatever was agreed", () => {
    for (const share of ["site", "district"] as const) {
      for (const agreed of [false, true]) {
        expect(ask(share, "school")(agreed)).toEqual(["site", "oak"]);
        expect(ask(share, "school", site("elm"))(agreed)).toEqual(["oak"]);
      }
    }
  });

  test("one who wishes to be thanked in private today is named nowhere, whatever was agreed", () => {
    expect(ask("district", "private")(true)).toEqual([]);
    expect(ask("private", "public")(true)).toEqual([]);
  });
});
