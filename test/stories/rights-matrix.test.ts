import { afterAll, beforeAll, expect, test } from "vitest";
import { ProductError } from "#domain/errors.ts";
import { type Right, rights } from "#domain/rights.ts";
import type { Act } from "#usecases/product.ts";
import type { Target } from "./recipe.ts";
import { recipes } from "./rights-recipes.ts";
import {
  type ActorRole,
  actors,
  districtId,
  personId,
  schools,
  startTwoDistricts,
  type TwoDistricts,
} from "./two-districts.ts";
import { createUndoneStore } from "./undone-store.ts";

const platforms = ["local", "slack", "teams"] as const;
const FOREIGN = /zorn/i;
const names = Object.keys(rights).filter((name): name is Right => name in rights);

let two: TwoDistricts;
beforeAll(async () => {
  two = await startTwoDistricts();
});
afterAll(async () => await two.stop());

/** How one try ended: what came of it, and how many transactions would have been kept. */
interface Tried {
  readonly result: unknown;
  readonly refused: string | undefined;
  readonly kept: number;
}

async function attempt(right: Right, act: Act, target: Target): Promise<Tried> {
  const { store, kept } = createUndoneStore(two.product.store);
  try {
    const result = await recipes[right].run({ ...two.product, store }, act, target);
    return { result, refused: undefined, kept: kept.count };
  } catch (error) {
    if (!(error instanceof ProductError)) throw error;
    return { result: undefined, refused: error.code, kept: kept.count };
  }
}

function actOf(role: ActorRole, platform: Act["platform"]): Act {
  const person = personId("home", role);
  return { district: districtId("home"), person, platform, workspace: "W", eventKey: "e" };
}

function* tries() {
  for (const right of names) {
    for (const role of actors) {
      for (const platform of platforms) {
        for (const school of schools) yield { right, role, platform, school };
      }
    }
  }
}

/** Each right, role and school once, from the platforms in turn: a third of the tries. */
function* someTries() {
  let count = 0;
  for (const one of tries()) {
    const turn = platforms.indexOf(one.platform) + schools.indexOf(one.school);
    if (turn % platforms.length === 0) {
      count += 1;
      yield one;
    }
  }
  expect(count).toBe(names.length * actors.length * schools.length);
}

test("every use case lets those do it whom the policy names, and nobody else", async ({
  annotate,
}) => {
  let count = 0;
  const wrong: object[] = [];
  for (const { right, role, platform, school } of tries()) {
    count += 1;
    const target = { district: "home", school } as const;
    const { refused, kept } = await attempt(right, actOf(role, platform), target);
    const wanted = recipes[right].may(role, school);
    const fits = wanted ? refused === undefined : refused === "NOT_ALLOWED" && kept === 0;
    if (!fits) wrong.push({ right, role, platform, school, refused, kept });
  }
  annotate(`${count} combinations of use case, role, platform and school were tried`);
  expect(wrong).toEqual([]);
  expect(count).toBe(names.length * actors.length * platforms.length * schools.length);
});

test("nobody reaches another district's schools, people, waves, calls or thanks", async ({
  annotate,
}) => {
  let count = 0;
  const leaks: object[] = [];
  for (const { right, role, platform, school } of someTries()) {
    count += 1;
    const target = { district: "zorn", school } as const;
    const { result } = await attempt(right, actOf(role, platform), target);
    // "zorn" is in every name and id of the other district, and "home" in every one of this.
    const said = JSON.stringify(result ?? "");
    if (FOREIGN.test(said)) leaks.push({ right, role, platform, school, said });
  }
  annotate(`${count} tries with another district's objects`);
  expect(leaks).toEqual([]);
});

test("what is looked for in the answers would be seen there", async () => {
  const target = { district: "home", school: "own" } as const;
  const lead = actOf("pl_lead", "slack");
  for (const right of ["findColleague", "showWave", "readMySchool", "planWave"] as const) {
    const { result } = await attempt(right, lead, target);
    expect(JSON.stringify(result)).toContain("home");
  }
});

test("no role of one district is a role in another", async ({ annotate }) => {
  let count = 0;
  const admitted: object[] = [];
  for (const { right, role, platform, school } of someTries()) {
    count += 1;
    const act = { ...actOf(role, platform), district: districtId("zorn") };
    const tried = await attempt(right, act, { district: "zorn", school });
    if (tried.refused === undefined || tried.kept > 0) admitted.push({ right, role, platform });
  }
  annotate(`${count} tries by people of one district in another`);
  expect(admitted).toEqual([]);
});
