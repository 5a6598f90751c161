import type { DistrictId } from "#domain/ids.ts";
import type { DecisionReason } from "#domain/listening.ts";
import { localDay } from "#domain/local-time.ts";

import { displayName } from "#domain/roster.ts";
import type { Wave } from "#domain/wave.ts";
import type { DryRun } from "#messages/dry-run-card.ts";
import type { Platform } from "#ports/chat.ts";
import type { Steps } from "#ports/steps.ts";
import { findNamed, type WaveFound } from "./edit-wave.ts";
import { closingDay, planSites, type SitePlan } from "./plan-sites.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { readWaveDesk, type WaveDesk } from "./wave-desk.ts";

export type WaveLookup = WaveFound<{ readonly kind: "plan"; readonly dryRun: DryRun }>;

/** Shows what opening the named wave would do, and changes nothing. Throws NOT_ALLOWED. */
export async function planWave(product: Product, act: Act, name: string): Promise<WaveLookup> {
  const installed = await readInstalled(product, act.district);
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, act, "planWave");
    const found = yield* findNamed(work, name);
    if (found.kind !== "wave") return found;
    const { wave } = found;
    if (wave.state !== "draft") return { kind: "over", wave };
    return { kind: "plan", dryRun: yield* readDryRun(work, wave, installed) };
  });
}

/** The platforms on which the bot can reach anybody of the district. */
export async function readInstalled(
  { store }: Product,
  district: DistrictId,
): Promise<ReadonlySet<string>> {
  const platforms: readonly Platform[] = ["slack", "teams"];
  const linked = await Promise.all(
    platforms.map(async (each) => await store.links.listWorkspaces(each, district)),
  );
  return new Set(platforms.filter((_, index) => (linked[index]?.length ?? 0) > 0));
}

/** What opening the wave would do now. */
export function* readDryRun(work: Work, wave: Wave, installed: ReadonlySet<string>): Steps<DryRun> {
  const desk = yield* readWaveDesk(work);
  const invitations = yield* work.tx.waves.listInvitations(wave.id);
  const plans = yield* planSites(work, { wave, desk }, invitations);
  const { zone } = yield* work.tx.roster.getDistrict();
  return toDryRun(work, { wave, plans, desk, installed, today: localDay(work.now, zone) });
}

interface Planned {
  readonly wave: Wave;
  readonly plans: readonly SitePlan[];
  readonly desk: WaveDesk;
  readonly installed: ReadonlySet<string>;
  readonly today: string;
}

function toDryRun(work: Work, planned: Planned): DryRun {
  const { words } = work.product;
  const { wave, plans, desk, installed, today } = planned;
  const held = (reason: DecisionReason): readonly string[] =>
    namesOf(plans.filter(({ obstacle }) => obstacle === reason));
  const noBot = plans.filter((plan) => lacksBot(plan, installed));
  const month = ({ snoozedUntil }: SitePlan): string | undefined => snoozedUntil;
  return {
    wave,
    schoolCount: plans.length,
    askedCount: plans.filter(({ at }) => at !== undefined).length,
    replyBy: closingDay(wave, desk.schoolDays, today),
    arrivals: arrivalsOf(work, plans),
    vacancies: vacanciesOf(work, plans),
    breaks: untilsOf(plans, ({ breakUntil }) => breakUntil, words.day),
    testing: untilsOf(plans, ({ testingUntil }) => testingUntil, words.day),
    snoozed: untilsOf(plans.filter(isSnoozed), month, (each) => words.month(each, today)),
    nobody: held("no_principal"),
    noBot: namesOf(noBot),
    stopped: held("stopped"),
    noChange: held("no_change_written"),
    joined: held("joined_already"),
    elsewhere: held("in_another_wave"),
    notThisYear: held("not_this_year"),
    noSchoolDay: held("closed_days"),
    noAccount: plans
      .filter((plan) => isOutOfReach(plan) && !noBot.includes(plan))
      .map(({ site, noAccount }) => ({ school: site.name, names: noAccount.map(displayName) })),
  };
}

/** Somebody there has no account; who has stopped all messages is named like a school out of reach. */
function isOutOfReach({ noAccount, obstacle }: SitePlan): boolean {
  return noAccount.length > 0 || obstacle === "no_account";
}

function isSnoozed({ obstacle }: SitePlan): boolean {
  return obstacle === "snoozed";
}

/** Nobody of the school can be written to, and no workspace of its platform is linked. */
function lacksBot({ site, obstacle }: SitePlan, installed: ReadonlySet<string>): boolean {
  const { platform } = site;
  return obstacle === "no_account" && platform !== undefined && !installed.has(platform);
}

function namesOf(plans: readonly SitePlan[]): readonly string[] {
  return plans.map(({ site }) => site.name);
}

function arrivalsOf({ product, now }: Work, plans: readonly SitePlan[]): DryRun["arrivals"] {
  const arrivals = new Map<string, string[]>();
  const inOrder = [...plans].sort((a, b) => (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0));
  for (const { at, site } of inOrder) {
    if (!at) continue;
    const when = product.words.when(at, now, site.zone);
    const there = arrivals.get(when) ?? [];
    there.push(site.name);
    arrivals.set(when, there);
  }
  return [...arrivals].map(([when, schools]) => ({ when, schools }));
}

function vacanciesOf({ product }: Work, plans: readonly SitePlan[]): DryRun["vacancies"] {
  return plans
    .filter(({ vacancy, recipients }) => vacancy && recipients.length > 0)
    .map(({ site, recipients }) => ({
      school: site.name,
      person: product.words.list(recipients.map(displayName)),
    }));
}

/** Schools by the day or month until which they wait, the earliest first. */
function untilsOf(
  plans: readonly SitePlan[],
  until: (plan: SitePlan) => string | undefined,
  inWords: (until: string) => string,
): DryRun["breaks"] {
  const days = [...new Set(plans.flatMap((plan) => until(plan) ?? []))].sort();
  return days.map((day) => ({
    until: inWords(day),
    schools: namesOf(plans.filter((plan) => until(plan) === day)),
  }));
}
