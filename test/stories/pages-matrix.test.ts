import { afterAll, beforeAll, expect, test } from "vitest";
import { type PageRoute, pageRoutes } from "#web/page-routes.ts";
import type { Server } from "#web/server.ts";
import { actorOf, browserOf } from "./page-visitor.ts";
import { type Browser, createBrowser, csrfIn, startPages } from "./sign-in-rig.ts";
import { ownDigest } from "./two-digests.ts";
import {
  type ActorRole,
  actors,
  personId,
  type School,
  schools,
  siteId,
  startTwoDistricts,
  type TwoDistricts,
  taskId,
} from "./two-districts.ts";
import { plannedVisitId, sharedVisitId } from "./two-visits.ts";

const districts = ["home", "zorn"] as const;
type DistrictName = (typeof districts)[number];
const FOREIGN = /zorn/i;
const OTHER_LANGUAGE = /href="[^"]*lang=es"/;

/** Those who are signed in, and nobody. */
const roles = [...actors.filter((role) => role !== "leaver"), "nobody"] as const;
type Reader = Exclude<ActorRole, "leaver"> | "nobody";

let two: TwoDistricts;
let server: Server;
const browsers = new Map<Reader, Browser>();
const browserFor = (role: Reader) => browsers.get(role) ?? createBrowser(server.url);

beforeAll(async () => {
  two = await startTwoDistricts();
  server = await startPages(two.product, "");
  for (const role of roles) {
    const actor = actorOf("home", `home-${role}`);
    if (role !== "nobody") browsers.set(role, await browserOf(two.product, actor, server.url));
  }
});
afterAll(async () => {
  await server.stop();
  await two.stop();
});

interface Target {
  readonly district: DistrictName;
  readonly school: School;
}

/** Who sees what, as policy.md says it: a status for each page, role and school. */
const expected: Readonly<Record<string, (role: Reader, target: Target) => number>> = {
  "GET /dashboard": () => 303,
  "GET /dashboard/mine": () => 200,
  "GET /dashboard/mine.csv": () => 200,
  "GET /dashboard/mine.json": () => 200,
  "GET /dashboard/mine.txt": () => 200,
  "GET /dashboard/week": (role) => (["area_lead", "pl_lead"].includes(role) ? 200 : 403),
  "GET /dashboard/calendar": (role) => (["pl_lead", "it_admin"].includes(role) ? 200 : 403),
  "POST /dashboard/calendar": (role) => (["pl_lead", "it_admin"].includes(role) ? 303 : 403),
  "GET /dashboard/one-page/:code": () => 200,
  "GET /dashboard/school/:site": (role, { district, school }) => {
    const seen: Partial<Record<Reader, readonly School[]>> = {
      principal: ["own"],
      area_lead: ["own", "vacant"],
      pl_lead: schools,
    };
    return district === "home" && seen[role]?.includes(school) ? 200 : 404;
  },
  "POST /dashboard/week/calls/:task": (role, { district, school }) => {
    const isOwn = role === "area_lead" && school === "vacant";
    return district === "home" && (role === "pl_lead" || isOwn) ? 303 : 404;
  },
};

const isLeadHere = (role: Reader, { district, school }: Target) =>
  district === "home" && (role === "pl_lead" || (role === "area_lead" && school !== "far"));
/** The PL lead and the coach are on every visit of the own district, and nobody else is. */
const onVisit = (role: Reader, target: Target) =>
  (role === "pl_lead" || role === "coach") && target.district === "home";
const atSchool: readonly Reader[] = ["teacher", "coach", "staff", "principal"];

/** Visits: who records, who reads a shared one, and what stands on no school. */
const visitPages: typeof expected = {
  "GET /dashboard/visits": () => 200,
  "GET /dashboard/visits/:visit": (role, target) => {
    const isOwn = target.district === "home" && target.school === "own" && atSchool.includes(role);
    return isOwn || isLeadHere(role, target) ? 200 : 404;
  },
  "GET /dashboard/visits/:visit/record": (role, target) => (onVisit(role, target) ? 200 : 404),
  "GET /dashboard/visits/:visit/record.json": (role, target) => (onVisit(role, target) ? 200 : 404),
  // Nothing was filled in: the form comes again.
  "POST /dashboard/visits/:visit/record": (role, target) => (onVisit(role, target) ? 422 : 404),
  "GET /dashboard/map": (role) =>
    ["principal", "area_lead", "pl_lead"].includes(role) ? 200 : 403,
  "GET /dashboard/themes": (role) => (["area_lead", "pl_lead"].includes(role) ? 200 : 403),
};

/** Digests: who was made one, while they may see what it is about. */
const digestPages: typeof expected = {
  // To the newest of one's own: about the own school, the own cluster.
  "GET /dashboard/digest": (role) => (["principal", "area_lead"].includes(role) ? 303 : 200),
  "GET /dashboard/digest/:digest": (role, target) =>
    isLeadHere(role, target) ||
    (role === "principal" && target.district === "home" && target.school === "own")
      ? 200
      : 404,
  // A principal's note has no charts.
  "GET /dashboard/digest/:digest/:chart": () => 404,
};
/** The district's own words and ideas are its PL leads'; an empty form only looks, or brings back. */
const wordingPages: typeof expected = {
  "GET /dashboard/words": (role) => (role === "pl_lead" ? 200 : 403),
  "GET /dashboard/words/:key": (role) => (role === "pl_lead" ? 200 : 404),
  "POST /dashboard/words/:key": (role) => (role === "pl_lead" ? 200 : 404),
  "GET /dashboard/ideas": (role) => (role === "pl_lead" ? 200 : 403),
  "GET /dashboard/ideas/:idea": (role) => (role === "pl_lead" ? 200 : 404),
  "POST /dashboard/ideas/:idea": (role) => (role === "pl_lead" ? 200 : 404),
  "POST /dashboard/ideas/:idea/retire": (role) => (role === "pl_lead" ? 303 : 404),
};
const pages = { ...expected, ...visitPages, ...digestPages, ...wordingPages };

interface Tried extends Target {
  readonly route: PageRoute;
  readonly role: Reader;
}

const own = pageRoutes.filter(({ right }) => right !== "public");
const targets: readonly Target[] = districts.flatMap((district) =>
  schools.map((school) => ({ district, school })),
);
/** An address that names nothing is the same whatever is meant: it is tried once. */
const targetsOf = ({ path }: PageRoute): readonly Target[] =>
  path.includes(":") ? targets : targets.slice(0, 1);

function* tries(): Generator<Tried> {
  for (const route of own) {
    for (const role of roles) {
      for (const target of targetsOf(route)) yield { route, role, ...target };
    }
  }
}

/** A page of somebody's own that has a form. */
function startOf(role: Reader): string {
  if (role === "principal") return `/dashboard/school/${siteId("home", "own")}`;
  return role === "area_lead" || role === "pl_lead" ? "/dashboard/week" : "/dashboard/mine";
}

/** What somebody is answered, and whether anything of the other district is in it. */
async function ask({ route, role, district, school }: Tried) {
  const browser = browserFor(role);
  const path = route.path
    .replace(
      ":digest",
      encodeURIComponent(ownDigest(personId("home", role), { district, school }).id),
    )
    .replace(":chart", "growth.svg")
    .replace(":visit/record", `${plannedVisitId(district, school)}/record`)
    .replace(":visit", sharedVisitId(district, school))
    .replace(":site", siteId(district, school))
    .replace(":task", taskId(district, school))
    .replace(":code", "plate_full")
    .replace(":key", "invite")
    .replace(":idea", "T01");
  const csrf = route.method === "POST" ? csrfIn(await browser.go(startOf(role))) : "";
  const { status, text } = await browser.go(
    path,
    route.method === "POST" ? { form: { csrf } } : {},
  );
  // The way to the other language holds the address that was asked for, and nothing else.
  return { status, leaks: FOREIGN.test(text.replace(OTHER_LANGUAGE, "")) };
}

test("every page lets those in whom the policy names, and shows nothing of another district", async ({
  annotate,
}) => {
  const wrong: object[] = [];
  let count = 0;
  for (const tried of tries()) {
    count += 1;
    const { route, role, district, school } = tried;
    const { status, leaks } = await ask(tried);
    const byPolicy = pages[`${route.method} ${route.path}`]?.(role, tried);
    const wanted = role === "nobody" ? 401 : byPolicy;
    const { path } = route;
    if (status !== wanted || leaks) wrong.push({ path, role, district, school, status, leaks });
  }
  annotate(`${count} combinations of page, role, district and school were tried`);
  expect(wrong).toEqual([]);
  expect(own).toHaveLength(Object.keys(pages).length);
  const named = own.filter(({ path }) => path.includes(":")).length;
  const alone = own.length - named;
  expect(count).toBe((alone + named * targets.length) * roles.length);
});

test("what is another school's, another district's or nobody's looks the same to the byte", async () => {
  const principal = browserFor("principal");
  const sites = [siteId("home", "far"), siteId("zorn", "own"), "no-such-school", "%00", "'--"];
  const said = new Set<string>();
  for (const site of sites) {
    const { status, text } = await principal.go(`/dashboard/school/${site}`);
    said.add(`${status} ${text.replace(OTHER_LANGUAGE, "")}`);
  }
  expect([...said].map((each) => each.slice(0, 3))).toEqual(["404"]);
  const form = { csrf: csrfIn(await principal.go(startOf("principal"))) };
  const calls = new Set<string>();
  for (const task of [taskId("home", "own"), taskId("zorn", "own"), "no-such-call"]) {
    const { status, text } = await principal.go(`/dashboard/week/calls/${task}`, { form });
    calls.add(`${status} ${text}`);
  }
  expect([...calls].map((each) => each.slice(0, 3))).toEqual(["404"]);
});

test("an area lead's week is the own cluster's, and a school of another is in none of it", async () => {
  const { text } = await browserFor("area_lead").go("/dashboard/week");
  expect(text).toContain("home own school");
  expect(text).not.toContain("home far school");
});

test("a page that nobody made is not found, for those who are signed in", async () => {
  for (const path of ["/dashboard/", "/dashboard/week/calls", "/dashboard/%2e%2e%2fhealthz"]) {
    expect((await browserFor("pl_lead").go(path)).status).toBe(404);
    expect((await browserFor("nobody").go(path)).status).toBe(401);
  }
});

test("the one page of what is in the way is anybody's to read, and one that nobody wrote is not found", async () => {
  const teacher = browserFor("teacher");
  const { status, text } = await teacher.go("/dashboard/one-page/plate_full");
  expect(status).toBe(200);
  for (const part of ["Our plate is already full", "exit slips", "our value: Respect"]) {
    expect(text).toContain(part);
  }
  for (const code of ["other", "prefer_not_to_say", "nothing", "%00", "a%2Fb"]) {
    expect((await teacher.go(`/dashboard/one-page/${code}`)).status).toBe(404);
  }
});
