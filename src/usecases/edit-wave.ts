import { ProductError } from "#domain/errors.ts";
import { toId, type WaveId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import { monthNames } from "#domain/months.ts";
import type { Wave } from "#domain/wave.ts";
import { changedParts, defaultReminderPlan, stampOf } from "#domain/wave-plan.ts";
import { waveFactsCard } from "#messages/wave-facts-card.ts";
import { editWaveForm, type TypedWave } from "#messages/wave-forms.ts";
import type { Card, Form } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import {
  type Checking,
  checkClose,
  checkGoal,
  checkMonths,
  checkName,
  checkOpens,
  checkPlan,
  checkWindow,
  exampleDay,
} from "./check-wave.ts";
import { monthsOf, readChecking } from "./make-wave.ts";
import { moveClose } from "./move-close.ts";
import type { Act, Product, Work } from "./product.ts";
import { orRefused, type Refused, refuseFields } from "./refused-fields.ts";
import { requireRight } from "./require-right.ts";
import { scheduleWaveCard } from "./wave-card.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

/** A wave that somebody named, or why there is none to work on. */
export type WaveFound<T> =
  | { readonly kind: "unknown"; readonly names: readonly string[] }
  /** Its state does not allow it. */
  | { readonly kind: "over"; readonly wave: Wave }
  | T;

interface Shown {
  readonly kind: "form";
  readonly form: Form;
}

/** The form of a wave that is a draft or open. Throws NOT_ALLOWED. */
export async function readEditedWave(
  product: Product,
  act: Act,
  named: string,
): Promise<WaveFound<Shown>> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, act, "readEditedWave");
    const found = yield* findNamed(work, named);
    if (found.kind === "unknown") return found;
    const { wave } = found;
    if (!isEditable(wave)) return { kind: "over", wave };
    const checking = yield* readChecking(work);
    return { kind: "form", form: toForm(checking, wave, false) };
  });
}

/** By name, or by the id that a button carries. */
export function* findNamed(
  { tx }: Pick<Work, "tx">,
  named: string,
): Steps<WaveFound<{ readonly kind: "wave"; readonly wave: Wave }>> {
  const byId = yield* tx.waves.findWave(toId<WaveId>(named));
  const wave = byId ?? (yield* tx.waves.findWaveNamed(named));
  if (wave) return { kind: "wave", wave };
  return { kind: "unknown", names: (yield* tx.waves.listWaves()).map(({ name }) => name) };
}

export interface WaveEdit {
  readonly wave: WaveId;
  /** `stampOf` what the form has shown. */
  readonly stamp: string;
  readonly typed: TypedWave;
}

/**
 * Changes a draft or an open wave, and sends nothing. Somebody else's change meanwhile gives the form as the
 * wave stands now. Throws NOT_ALLOWED, WAVE_NOT_FOUND.
 */
export async function editWave(
  product: Product,
  act: Act,
  edit: WaveEdit,
): Promise<{ readonly kind: "edited"; readonly card: Card } | Shown | Refused> {
  return await orRefused(
    product.store.transaction(act.district, function* (tx) {
      const work: Work = { tx, product, now: product.clock.now() };
      yield* requireRight(work, act, "editWave");
      yield* tx.waves.guardWaves();
      const before = yield* getWave(work, edit.wave);
      const checking = yield* readChecking(work);
      if (stampOf(before) !== edit.stamp || !isEditable(before)) {
        return { kind: "form" as const, form: toForm(checking, before, true) };
      }
      const wave = yield* readEdit(work, before, { checking, typed: edit.typed });
      const parts = changedParts(before, wave);
      if (parts.length > 0) yield* saveEdit(work, act, { before, wave, parts });
      const schoolCount = (yield* tx.waves.listInvitations(wave.id)).length;
      const after = parts.length > 0 ? ("edited" as const) : ("same" as const);
      const card = waveFactsCard(product.words, wave, { after, schoolCount });
      return { kind: "edited" as const, card };
    }),
  );
}

/** Throws WAVE_NOT_FOUND. */
export function* getWave({ tx }: Pick<Work, "tx">, id: WaveId): Steps<Wave> {
  const wave = yield* tx.waves.findWave(id);
  if (wave) return wave;
  throw new ProductError("WAVE_NOT_FOUND", `There is no wave "${id}".`);
}

function isEditable({ state }: Wave): boolean {
  return state === "draft" || state === "open";
}

function toForm(checking: Checking, wave: Wave, isChanged: boolean): Form {
  const stamp = stampOf(wave);
  return editWaveForm(checking.words, { wave, stamp, isChanged, example: exampleDay(checking) });
}

interface Edit {
  readonly checking: Checking;
  readonly typed: TypedWave;
}

function* readEdit(work: Work, before: Wave, { checking, typed }: Edit): Steps<Wave> {
  const { zone } = yield* work.tx.roster.getDistrict();
  const waves = yield* work.tx.waves.listWaves();
  const others = waves.filter(({ id }) => id !== before.id);
  const openedOn = before.openedAt && localDay(before.openedAt, zone);
  const days = openedOn
    ? checkClose(checking, typed.window, { wave: before, openedOn })
    : { windowDays: checkWindow(checking, typed.window), ...opensOf(checking, before, typed) };
  const wave = {
    ...before,
    // Schools have heard the name of a wave that is open.
    name: openedOn ? before.name : yield* checkName(checking, typed.name, others),
    ...checkGoal(checking, typed),
    ...days,
    ...(yield* checkMonths(checking, typed, [...monthNames, ...waves.flatMap(monthsOf)])),
    reminders: checkPlan(checking, typed, days.windowDays),
  };
  refuseFields(checking.errors);
  return before.reminders === undefined ? withUsualPlan(before, wave) : wave;
}

/** A day that was planned long ago may stand as it is. */
function opensOf(checking: Checking, { opensOn }: Wave, { opens }: TypedWave) {
  const isSame = opens === (opensOn ?? "");
  return { opensOn: isSame ? opensOn : checkOpens(checking, opens) };
}

/** The usual plan, shown and sent back as it was, stays the usual plan. */
function withUsualPlan(before: Wave, wave: Wave): Wave {
  const { reminders, ...rest } = wave;
  const isUsual = JSON.stringify(reminders) === JSON.stringify(defaultReminderPlan);
  return isUsual ? { ...rest, reminders: before.reminders } : wave;
}

interface SavedEdit {
  readonly before: Wave;
  readonly wave: Wave;
  readonly parts: readonly string[];
}

function* saveEdit(work: Work, act: Act, { before, wave, parts }: SavedEdit): Steps<void> {
  // Somebody's first press was about the wave as it was.
  yield* work.tx.waves.saveWave({ ...wave, armedBy: undefined, armedAt: undefined });
  if (wave.state === "open") {
    yield* moveClose(work, before, wave);
    yield* scheduleWaveCard(work, wave);
  }
  yield* writeAudit(work, {
    actor: actorOf(act),
    action: "wave_edited",
    subject: `wave:${wave.id}`,
    facts: { parts: parts.join(","), ...(wave.closesOn ? { closes: wave.closesOn } : {}) },
  });
}
