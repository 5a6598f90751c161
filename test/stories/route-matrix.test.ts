import { createHash, createHmac, randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeDistrict } from "#usecases/page-key.ts";
import { pageRoutes } from "#web/page-routes.ts";
import {
  type ActorRole,
  actors,
  districtId,
  personId,
  type School,
  schools,
  siteId,
  startTwoDistricts,
  type TwoDistricts,
  taskId,
} from "./two-districts.ts";

const ORIGIN = "https://bot.example.org";
const COOKIE = "__Host-groundswell";
type Whose = "home" | "zorn";

let two: TwoDistricts;
const secrets = new Map<ActorRole, string>();

beforeAll(async () => {
  two = await startTwoDistricts();
  for (const role of actors) {
    const secret = randomBytes(32).toString("base64url");
    secrets.set(role, secret);
    const hash = createHash("sha256").update(secret).digest("hex");
    const person = personId("home", role);
    const at = two.product.clock.now();
    const expiresAt = new Date(at.getTime() + 3_600_000);
    await two.product.store.transaction(districtId("home"), (tx) =>
      tx.access.addSession({ hash, person, createdAt: at, expiresAt }),
    );
  }
});
afterAll(async () => await two.stop());

interface Asked {
  readonly path: string;
  readonly method: string;
  readonly role: ActorRole | "nobody";
  /** Whose district the cookie names: the session lies in "home". */
  readonly district?: Whose;
}

async function ask({ path, method, role, district = "home" }: Asked): Promise<Response> {
  const secret = role === "nobody" ? "" : (secrets.get(role) ?? "");
  const cookie = `${COOKIE}=${writeDistrict(districtId(district))}.${secret}`;
  const csrf = createHmac("sha256", secret).update("csrf").digest("base64url");
  const type = "application/x-www-form-urlencoded";
  const sent =
    method === "POST"
      ? { headers: { cookie, origin: ORIGIN, "content-type": type }, body: `csrf=${csrf}` }
      : { headers: { cookie } };
  return await two.app.web.request(`${ORIGIN}${path}`, { method, ...sent });
}

/** Every page route with everything that can stand in it. */
function listPaths(whose: Whose) {
  return pageRoutes
    .filter(({ right }) => right !== "public")
    .flatMap(({ method, path }) =>
      schools.map((school) => ({
        method,
        route: path,
        school,
        path: path.replace(":site", siteId(whose, school)).replace(":task", taskId(whose, school)),
      })),
    );
}

/** Who sees it, as policy.md says: everybody else is told that it is not there, or not for them. */
function isFor(route: string, role: ActorRole, school: School): boolean {
  if (role === "leaver") return false;
  if (route === "/dashboard") return true;
  if (role === "pl_lead") return true;
  if (route === "/dashboard/week") return role === "area_lead";
  if (route.startsWith("/dashboard/week/calls/"))
    return role === "area_lead" && school === "vacant";
  if (role === "area_lead") return school !== "far";
  return role === "principal" && school === "own";
}

test("every page is for those whom the policy names", async ({ annotate }) => {
  let count = 0;
  const wrong: object[] = [];
  for (const { method, route, path, school } of listPaths("home")) {
    for (const role of actors) {
      count += 1;
      const { status } = await ask({ path, method, role });
      const fits = isFor(route, role, school) ? status < 400 : [401, 403, 404].includes(status);
      if (!fits) wrong.push({ method, path, role, status });
    }
  }
  annotate(`${count} combinations of route, school and role`);
  expect(wrong).toEqual([]);
});

test("what belongs to another district is not there, for anybody", async ({ annotate }) => {
  let count = 0;
  const leaks: object[] = [];
  for (const { method, route, path } of listPaths("zorn")) {
    for (const role of actors) {
      count += 1;
      const response = await ask({ path, method, role });
      const said = `${await response.text()} ${response.headers.get("location") ?? ""}`;
      const hidden = !route.includes(":") || [401, 404].includes(response.status);
      // The school that was asked for may stand in the answer's own address, and nowhere else.
      if (!hidden || said.replaceAll(path, "").includes("zorn")) leaks.push({ path, role, said });
    }
  }
  annotate(`${count} tries with another district's schools and calls`);
  expect(leaks).toEqual([]);
});

test("what is not there and what is somebody else's look the same", async () => {
  const asked = { method: "GET", role: "principal" } as const;
  const foreign = await ask({ ...asked, path: `/dashboard/school/${siteId("home", "far")}` });
  const missing = await ask({ ...asked, path: "/dashboard/school/home-none" });
  const other = await ask({ ...asked, path: `/dashboard/school/${siteId("zorn", "own")}` });
  const [a, b, c] = await Promise.all(
    [foreign, missing, other].map(
      async (response) =>
        `${response.status} ${(await response.text()).replace(/school\/[\w-]+/g, "")}`,
    ),
  );
  expect([b, c]).toEqual([a, a]);
});

test("nobody gets in without a session, or with one of another district", async ({ annotate }) => {
  let count = 0;
  const admitted: object[] = [];
  for (const { method, path } of [...listPaths("home"), ...listPaths("zorn")]) {
    const tries = [
      { role: "nobody" } as const,
      ...actors.map((role) => ({ role, district: "zorn" }) as const),
    ];
    for (const one of tries) {
      count += 1;
      const { status } = await ask({ path, method, ...one });
      if (status !== 401) admitted.push({ method, path, one, status });
    }
  }
  annotate(`${count} tries without a session of the district`);
  expect(admitted).toEqual([]);
});
