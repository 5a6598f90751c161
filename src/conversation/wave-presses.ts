import { toId, type WaveId } from "#domain/ids.ts";
import { readValue } from "#messages/actions.ts";
import { EVERYONE, unclearWords } from "#messages/choose-cards.ts";
import { MYSELF } from "#messages/confirm-cards.ts";
import type { TypedWave } from "#messages/wave-forms.ts";
import type { FormValues, Reply } from "#ports/chat.ts";
import { armClosing, armOpening, confirmClosing, confirmOpening } from "#usecases/arm-wave.ts";
import { chooseSites } from "#usecases/choose-sites.ts";
import { disarmWave } from "#usecases/disarm-wave.ts";
import { editWave } from "#usecases/edit-wave.ts";
import { makeWave } from "#usecases/make-wave.ts";
import { writeChange } from "#usecases/write-change.ts";
import { listOf, type Submission, textOf } from "./form-lines.ts";
import { replace, show, type Talk } from "./talk.ts";
import { changeForm, chooseForm, chosenReply, dryRun, editForm } from "./wave-commands.ts";

/** The buttons of making, opening and closing a wave. */
export const wavePresses = {
  "open-wave": async ({ product, act }: Talk, value: string): Promise<Reply> =>
    replace(await armOpening(product, act, firstPress(value))),
  "confirm-wave": async ({ product, act }: Talk, value: string): Promise<Reply> =>
    replace(await confirmOpening(product, act, toId<WaveId>(value))),
  "close-wave": async ({ product, act }: Talk, value: string): Promise<Reply> =>
    replace(await armClosing(product, act, firstPress(value))),
  "confirm-close": async ({ product, act }: Talk, value: string): Promise<Reply> =>
    replace(await confirmClosing(product, act, toId<WaveId>(value))),
  "not-now": async ({ product, act }: Talk, value: string): Promise<Reply> =>
    replace(await disarmWave(product, act, toId<WaveId>(value))),
  "plan-wave": dryRun,
  "edit-wave": editForm,
  "choose-schools": async (talk: Talk, value: string): Promise<Reply> =>
    await chooseForm(talk, "add", value),
  "write-change": changeForm,
};

/** The forms of a wave. */
export const waveSubmissions = {
  "new-wave": submitNewWave,
  "edit-wave": submitEdit,
  "choose-schools": submitChoice,
  "what-changed": submitChange,
};

function firstPress(value: string) {
  const [wave, who] = readValue(value);
  return { wave: toId<WaveId>(wave), isOwn: who === MYSELF };
}

async function submitNewWave({ product, act }: Talk, { values }: Submission): Promise<Reply> {
  const made = await makeWave(product, act, toTypedWave(values));
  return made.kind === "made" ? show(made.card) : made;
}

async function submitEdit({ product, act }: Talk, { values, context }: Submission): Promise<Reply> {
  const [wave, stamp] = readValue(context);
  const typed = toTypedWave(values);
  const edited = await editWave(product, act, { wave: toId<WaveId>(wave), stamp, typed });
  return edited.kind === "edited" ? show(edited.card) : edited;
}

function toTypedWave(values: FormValues): TypedWave {
  return {
    name: textOf(values, "name"),
    target: textOf(values, "target"),
    capacity: textOf(values, "capacity"),
    opens: textOf(values, "opens"),
    window: textOf(values, "window"),
    start: textOf(values, "start"),
    time: textOf(values, "time"),
    next: textOf(values, "next"),
    reminders: textOf(values, "reminders"),
    last: textOf(values, "last"),
  };
}

/** A name that is not clear keeps the form open, with what was typed. */
async function submitChoice(talk: Talk, { values, context }: Submission): Promise<Reply> {
  const { words } = talk.product;
  const [wave, what] = readValue(context);
  const pick = (field: string): string | undefined => textOf(values, field) || undefined;
  const choice = {
    typed: textOf(values, "names"),
    cluster: pick("cluster"),
    level: pick("level"),
    signature: pick("signature"),
    everyone: listOf(values, "everyone").includes(EVERYONE),
  };
  const asked = { wave, what: what === "remove" ? "remove" : "add", choice } as const;
  const outcome = await chooseSites(talk.product, talk.act, asked);
  if (outcome.kind === "unclear") {
    const lines = outcome.unclear.map((one) => unclearWords(words, one));
    return { kind: "errors", errors: { names: lines.join(" ") } };
  }
  if (outcome.kind === "nobody") {
    return { kind: "errors", errors: { names: words.say("choose_nothing", {}) } };
  }
  return chosenReply(talk, outcome, wave);
}

async function submitChange(
  { product, act }: Talk,
  { values, context }: Submission,
): Promise<Reply> {
  const [wave, stamp] = readValue(context);
  const texts = Object.fromEntries(
    Object.keys(values).map((field) => [field, textOf(values, field)]),
  );
  const kept = await writeChange(product, act, { wave: toId<WaveId>(wave), stamp, texts });
  return kept.kind === "kept" ? show(kept.card) : kept;
}
