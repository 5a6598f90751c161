import { toId, type WaveId } from "#domain/ids.ts";
import { addDays, formatMonth, localDay } from "#domain/local-time.ts";
import { monthNames } from "#domain/months.ts";
import { fold } from "#domain/names.ts";
import type { Wave } from "#domain/wave.ts";
import { defaultReminderPlan, fittingPlan, USUAL_WINDOW_DAYS } from "#domain/wave-plan.ts";
import { waveFactsCard } from "#messages/wave-facts-card.ts";
import { newWaveForm, type TypedWave, toTyped } from "#messages/wave-forms.ts";
import type { Card, Form } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import {
  type Checking,
  checkGoal,
  checkMonths,
  checkName,
  checkOpens,
  checkWindow,
  exampleDay,
} from "./check-wave.ts";
import type { Act, Product, Work } from "./product.ts";
import { orRefused, type Refused, refuseFields } from "./refused-fields.ts";
import { requireRight } from "./require-right.ts";
import { readSchoolDays } from "./school-time.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

/** The form for a new wave, filled with what the newest one suggests. Throws NOT_ALLOWED. */
export async function readNewWave(product: Product, act: Act, name: string): Promise<Form> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, act, "readNewWave");
    const checking = yield* readChecking(work);
    const waves = yield* tx.waves.listWaves();
    const suggested = suggestWave(work, checking, waves);
    const typed = toTyped(name === "" ? suggested : { ...suggested, name });
    return newWaveForm(product.words, typed, exampleDay(checking));
  });
}

/** Keeps a new wave as a draft without schools; nothing is sent. Throws NOT_ALLOWED. */
export async function makeWave(
  product: Product,
  act: Act,
  typed: TypedWave,
): Promise<{ readonly kind: "made"; readonly card: Card } | Refused> {
  return await orRefused(
    product.store.transaction(act.district, function* (tx) {
      const work: Work = { tx, product, now: product.clock.now() };
      yield* requireRight(work, act, "makeWave");
      yield* tx.waves.guardWaves();
      const wave = yield* readWave(work, act, typed);
      yield* tx.waves.saveWave(wave);
      const subject = `wave:${wave.id}`;
      yield* writeAudit(work, { actor: actorOf(act), action: "wave_drafted", subject });
      const card = waveFactsCard(product.words, wave, { after: "made", schoolCount: 0 });
      return { kind: "made" as const, card };
    }),
  );
}

/** What fields are checked against, as it is now. */
export function* readChecking(work: Work): Steps<Checking> {
  const { zone } = yield* work.tx.roster.getDistrict();
  return {
    work,
    words: work.product.words,
    schoolDays: yield* readSchoolDays(work),
    today: localDay(work.now, zone),
    errors: new Map(),
  };
}

function* readWave(work: Work, act: Act, typed: TypedWave): Steps<Wave> {
  const checking = yield* readChecking(work);
  const waves = yield* work.tx.waves.listWaves();
  const windowDays = checkWindow(checking, typed.window);
  const plan = newest(waves)?.reminders ?? defaultReminderPlan;
  const wave = {
    id: toId<WaveId>(`wave_${work.product.random.id()}`),
    state: "draft" as const,
    sender: act.person,
    name: yield* checkName(checking, typed.name, waves),
    ...checkGoal(checking, typed),
    opensOn: checkOpens(checking, typed.opens),
    windowDays,
    ...(yield* checkMonths(checking, typed, [...monthNames, ...waves.flatMap(monthsOf)])),
    reminders: fittingPlan(plan, windowDays),
  };
  refuseFields(checking.errors);
  return wave;
}

/** Months as this district has said them before count too. */
export function monthsOf({ startMonth, nextWaveMonth }: Wave): readonly string[] {
  return [startMonth, nextWaveMonth];
}

function newest(waves: readonly Wave[]): Wave | undefined {
  return waves.at(-1);
}

const NUMBERED = /^(.*?)(\d+)$/;
const FIRST_NAME = "Wave 1";
/** From the day a wave opens to the month in which its schools start, and to the next wave. */
const TO_START_DAYS = 45;
const TO_NEXT_DAYS = 140;
const YEAR_DAYS = 366;

type Suggested = Omit<Wave, "id" | "state" | "sender">;

function suggestWave(
  { product }: Work,
  checking: Pick<Checking, "schoolDays" | "today">,
  waves: readonly Wave[],
): Suggested {
  const before = newest(waves);
  const opensOn = suggestOpening(checking, before?.nextWaveMonth);
  return {
    name: freeName(before?.name ?? FIRST_NAME, waves),
    target: before?.target,
    capacity: before?.capacity,
    opensOn,
    windowDays: before?.windowDays ?? USUAL_WINDOW_DAYS,
    startMonth: formatMonth(addDays(opensOn, TO_START_DAYS)),
    nextWaveMonth: formatMonth(addDays(opensOn, TO_NEXT_DAYS)),
    timeNeeded: before?.timeNeeded ?? product.words.say("time_needed", {}),
  };
}

/** The first school day of the month that the newest wave promised; else the next school day. */
function suggestOpening(
  { schoolDays, today }: Pick<Checking, "schoolDays" | "today">,
  month: string | undefined,
): string {
  const next = exampleDay({ schoolDays, today });
  if (formatMonth(next) === month) return next;
  for (let ahead = 1; ahead < YEAR_DAYS; ahead++) {
    const day = addDays(next, ahead);
    if (formatMonth(day) === month && schoolDays.isSchoolDay(day)) return day;
  }
  return next;
}

/** "Wave 2" after "Wave 1"; the first number that is free. */
function freeName(before: string, waves: readonly Wave[]): string {
  const [, stem = `${before} `, number = "1"] = NUMBERED.exec(before) ?? [];
  const taken = new Set(waves.map(({ name }) => fold(name)));
  for (let at = taken.size === 0 ? 1 : Number(number) + 1; ; at++) {
    const name = `${stem}${at}`;
    if (!taken.has(fold(name))) return name;
  }
}
