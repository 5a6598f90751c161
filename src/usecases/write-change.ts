import type { Pitfall } from "#domain/content.ts";
import type { SiteId, WaveId } from "#domain/ids.ts";
import { endSentence } from "#domain/plain-text.ts";
import type { Wave } from "#domain/wave.ts";
import { stampOf } from "#domain/wave-plan.ts";
import { CHANGE_LENGTH, changeForm, FOR_ALL, MOST_OWN_CHANGES } from "#messages/change-form.ts";
import { waveFactsCard } from "#messages/wave-facts-card.ts";
import type { Card, Form } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import { findNamed, getWave, type WaveFound } from "./edit-wave.ts";
import { freeTextProblem } from "./free-text.ts";
import type { Act, Product, Work } from "./product.ts";
import { orRefused, type Refused, refuseFields } from "./refused-fields.ts";
import { requireRight } from "./require-right.ts";
import { readWaveDesk } from "./wave-desk.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

/** Less says nothing that a school could decide by. */
const LEAST_LENGTH = 15;

interface Shown {
  readonly kind: "form";
  readonly form: Form;
}

/** The form for what has changed since schools said "not yet". Throws NOT_ALLOWED. */
export async function readChangeForm(
  product: Product,
  act: Act,
  named: string,
): Promise<WaveFound<Shown>> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, act, "readChangeForm");
    const found = yield* findNamed(work, named);
    if (found.kind !== "wave") return found;
    if (found.wave.state === "closed") return { kind: "over", wave: found.wave };
    return { kind: "form", form: yield* toForm(work, found.wave) };
  });
}

export interface WrittenChange {
  readonly wave: WaveId;
  /** `stampOf` what the form has shown. */
  readonly stamp: string;
  /** By field: for all, and by pitfall. */
  readonly texts: Readonly<Record<string, string>>;
}

/**
 * Keeps what has changed with the wave; nothing is sent. Another change meanwhile gives the form again,
 * with what was typed. Throws NOT_ALLOWED, WAVE_NOT_FOUND.
 */
export async function writeChange(
  product: Product,
  act: Act,
  written: WrittenChange,
): Promise<{ readonly kind: "kept"; readonly card: Card } | Shown | Refused> {
  return await orRefused(
    product.store.transaction(act.district, function* (tx) {
      const work: Work = { tx, product, now: product.clock.now() };
      yield* requireRight(work, act, "writeChange");
      yield* tx.waves.guardWaves();
      const before = yield* getWave(work, written.wave);
      const changes = yield* readChanges(work, written.texts);
      const wave = { ...before, changes };
      if (!isSame(before.changes, changes)) {
        refuseClosed(work, before);
        if (stampOf(before) !== written.stamp) return yield* showAgain(work, before, changes);
        yield* keepChanges(work, act, wave);
      }
      const schoolCount = (yield* tx.waves.listInvitations(wave.id)).length;
      const card = waveFactsCard(product.words, wave, { after: "changes_written", schoolCount });
      return { kind: "kept" as const, card };
    }),
  );
}

type Changes = Readonly<Record<string, string>>;

function isSame(stored: Changes = {}, typed: Changes): boolean {
  const keys = [...new Set([...Object.keys(stored), ...Object.keys(typed)])];
  return keys.every((key) => stored[key] === typed[key]);
}

function refuseClosed({ product: { words } }: Work, { name, state }: Wave): void {
  if (state !== "closed") return;
  const said = { wave_name: name, state: words.say("wave_state_closed", {}) };
  refuseFields(new Map([[FOR_ALL, words.say("changed_closed", said)]]));
}

/** What was typed stays in the fields; what is stored stands above them. */
function* showAgain(work: Work, before: Wave, typed: Changes): Steps<Shown> {
  const { words } = work.product;
  const stored = Object.values(before.changes ?? {});
  const quotes = stored.map((text) => words.say("shout_out_quote", { text }));
  const texts = quotes.length > 0 ? endSentence(words.list(quotes)) : undefined;
  const note = words.say("changed_form_changed", { wave_name: before.name, texts });
  const form = yield* toForm(work, { ...before, changes: { ...before.changes, ...typed } });
  const context = `${before.id}|${stampOf(before)}`;
  return { kind: "form", form: { ...form, context, note } };
}

function* keepChanges(
  work: Work,
  act: Act,
  wave: Wave & { readonly changes: Changes },
): Steps<void> {
  // Somebody's first press was about the wave as it was.
  yield* work.tx.waves.saveWave({ ...wave, armedBy: undefined, armedAt: undefined });
  const facts = { texts: String(Object.keys(wave.changes).length) };
  const subject = `wave:${wave.id}`;
  const actor = actorOf(act);
  yield* writeAudit(work, { actor, action: "wave_change_written", subject, facts });
}

/** Guarded before anything is written: it goes to schools in a lead's name. */
function* readChanges(work: Work, texts: WrittenChange["texts"]): Steps<Changes> {
  const { words } = work.product;
  const errors = new Map<string, string>();
  const changes: Record<string, string> = {};
  if (!texts[FOR_ALL]) errors.set(FOR_ALL, words.say("changed_missing", {}));
  const codes = new Set(words.library.pitfalls.map(({ code }) => code));
  for (const [field, text] of Object.entries(texts)) {
    if (text === "" || (field !== FOR_ALL && !codes.has(field))) continue;
    const problem = yield* changeProblem(work, text);
    if (problem) errors.set(field, problem);
    changes[field === FOR_ALL ? "" : field] = text;
  }
  refuseFields(errors);
  return changes;
}

function* changeProblem(work: Work, text: string): Steps<string | undefined> {
  if ([...text].length < LEAST_LENGTH) return work.product.words.say("changed_too_short", {});
  return yield* freeTextProblem(work, text, CHANGE_LENGTH);
}

function* toForm(work: Work, wave: Wave): Steps<Form> {
  const asked = yield* listAskedBefore(work, wave);
  const { pitfalls } = work.product.words.library;
  const schools = new Map<string, number>();
  for (const code of asked.values()) {
    if (code !== undefined) schools.set(code, (schools.get(code) ?? 0) + 1);
  }
  // What is written already stays on the form, however few named it.
  const isWritten = (code: string): number => (wave.changes?.[code] === undefined ? 0 : 1);
  const named = [...new Set([...Object.keys(wave.changes ?? {}), ...schools.keys()])]
    .flatMap((code) => toNamed(pitfalls, code, schools.get(code) ?? 0))
    .sort((a, b) => isWritten(b.pitfall.code) - isWritten(a.pitfall.code) || b.count - a.count)
    .slice(0, MOST_OWN_CHANGES);
  const stamp = stampOf(wave);
  return changeForm(work.product.words, wave, { schoolCount: asked.size, named, stamp });
}

function toNamed(pitfalls: readonly Pitfall[], code: string, count: number) {
  const pitfall = pitfalls.find((each) => each.code === code && each.connection.need !== "");
  return pitfall ? [{ pitfall, count }] : [];
}

/** Schools of the wave that said "not yet" or "not this year" before, and what each named first. */
function* listAskedBefore(work: Work, wave: Wave): Steps<ReadonlyMap<SiteId, string | undefined>> {
  const { tx } = work;
  const desk = yield* readWaveDesk(work);
  const before = (yield* tx.waves.listInvitations(wave.id)).flatMap(({ site }) => {
    const { said } = desk.historyOf(site);
    return !said || said.kind === "yes" || said.wave === wave.id ? [] : [{ site, id: said.id }];
  });
  const pitfalls = yield* tx.waves.listPitfallsOf(before.map(({ id }) => id));
  return new Map(before.map(({ site, id }) => [site, pitfalls.get(id)?.[0]]));
}
