import { createHash, createHmac, randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeDistrict } from "#usecases/page-key.ts";
import { pageRoutes } from "#web/page-routes.ts";
import {
  type ActorRole,
  actors,
  districtId,
  personId,
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
      // An address that names nothing is tried once.
      schools.slice(0, path.includes(":") ? undefined : 1).map((school) => ({
        method,
        path: path
          .replace(":site", siteId(whose, school))
          .replace(":task", taskId(whose, school))
          .replace(":code", "plate_full"),
      })),
    );
}

test("nobody gets in without a session, or with one of another district", async ({ annotate }) => {
  let count = 0;
  const admitted: object[] = [];
  for (const { method, path } of [...listPaths("home"), ...listPaths("zorn")]) {
    const tries = [
      { role: "nobody" } as const,
      { role: "leaver" } as const,
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
