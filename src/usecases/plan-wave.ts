import { formatDay, localDay } from "#domain/local-time.ts";
import { displayName } from "#domain/roster.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import type { Wave } from "#domain/wave.ts";
import type { DryRun } from "#messages/wave-cards.ts";
import type { Steps } from "#ports/steps.ts";
import { closingDay, planSites, type SitePlan } from "./plan-sites.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { readSchoolDays } from "./school-time.ts";

export type WaveLookup =
  | { readonly kind: "unknown"; readonly names: readonly string[] }
  | { readonly kind: "not_draft"; readonly wave: Wave }
  | { readonly kind: "plan"; readonly dryRun: DryRun };

/** Shows what opening the named wave would do, and changes nothing. Throws NOT_ALLOWED. */
export async function planWave(product: Product, act: Act, name: string): Promise<WaveLookup> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, act, "planWave");
    const wave = yield* tx.waves.findWaveNamed(name);
    if (!wave) {
      const waves = yield* tx.waves.listWaves();
      return { kind: "unknown", names: waves.map((each) => each.name) };
    }
    if (wave.state !== "draft") return { kind: "not_draft", wave };
    const schoolDays = yield* readSchoolDays(work);
    const plans = yield* planSites(work, wave, schoolDays);
    return { kind: "plan", dryRun: yield* toDryRun(work, { wave, plans, schoolDays }) };
  });
}

/** Every wave, by id. Throws NOT_ALLOWED. */
export async function listWaves(product: Product, act: Act): Promise<readonly Wave[]> {
  return await product.store.read(act.district, function* (tx) {
    yield* requireRight({ tx }, act, "listWaves");
    return yield* tx.waves.listWaves();
  });
}

interface Planned {
  readonly wave: Wave;
  readonly plans: readonly SitePlan[];
  readonly schoolDays: SchoolDays;
}

function* toDryRun({ tx, product, now }: Work, planned: Planned): Steps<DryRun> {
  const { wave, plans, schoolDays } = planned;
  const { zone } = yield* tx.roster.getDistrict();
  const arrivals = new Map<string, string[]>();
  const inOrder = [...plans].sort((a, b) => (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0));
  for (const { at, site } of inOrder) {
    if (!at) continue;
    const when = product.words.when(at, now, site.zone);
    arrivals.set(when, [...(arrivals.get(when) ?? []), site.name]);
  }
  return {
    wave,
    schoolCount: plans.length,
    replyBy: formatDay(closingDay(wave, schoolDays, localDay(now, zone))),
    arrivals: [...arrivals].map(([when, schools]) => ({ when, schools })),
    vacancies: plans
      .filter(({ vacancy, recipients }) => vacancy && recipients.length > 0)
      .map(({ site, recipients }) => ({
        school: site.name,
        person: product.words.list(recipients.map(displayName)),
      })),
    unreachable: plans.filter(({ at }) => at === undefined).map(({ site }) => site.name),
  };
}
