import type { Wave } from "#domain/wave.ts";
import { chosenCard, unclearWords } from "#messages/choose-cards.ts";
import { dryRunCard } from "#messages/dry-run-card.ts";
import { waveListCard } from "#messages/wave-list-card.ts";
import type { Reply } from "#ports/chat.ts";
import { planClosing } from "#usecases/arm-wave.ts";
import { type ChooseOutcome, chooseSites, readChooseForm } from "#usecases/choose-sites.ts";
import { readEditedWave, type WaveFound } from "#usecases/edit-wave.ts";
import { listWaves } from "#usecases/list-waves.ts";
import { readNewWave } from "#usecases/make-wave.ts";
import { planWave } from "#usecases/plan-wave.ts";
import { showWave } from "#usecases/show-wave.ts";
import { readChangeForm } from "#usecases/write-change.ts";
import { wavePulse } from "./joined-presses.ts";
import { wavePart } from "./lead-views.ts";
import { say, show, type Talk } from "./talk.ts";

type Answer = (talk: Talk, rest: string) => Promise<Reply>;
type What = "add" | "remove";

const VERB = /^([a-z]+)\b\s*(.*)$/i;
const PARTS = /^([^:]*?)\s*(?::\s*(.*))?$/;

/** `/pl wave <verb> <rest>`; every other word begins a wave's name. */
const verbs: Readonly<Record<string, Answer>> = {
  new: async ({ product, act }, name) => ({
    kind: "form",
    form: await readNewWave(product, act, name),
  }),
  edit: needsName(editForm),
  add: needsName(async (talk, rest) => await choose(talk, "add", rest)),
  remove: needsName(async (talk, rest) => await choose(talk, "remove", rest)),
  changed: needsName(changeForm),
  open: needsName(dryRun),
  close: needsName(close),
};

/** `/pl wave`: the list, one wave, or what is done with it. */
export async function wave(talk: Talk, rest: string): Promise<Reply> {
  const [, word = "", named = ""] = VERB.exec(rest) ?? [];
  const verb = word.toLowerCase();
  const known = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (known) return await known(talk, named);
  if (rest === "") return await waveList(talk);
  const part = (await wavePart(talk, rest)) ?? (await wavePulse(talk, rest));
  return part ?? (await waveStatus(talk, rest));
}

/** A verb alone asks for which wave it is meant. */
function needsName(answer: Answer): Answer {
  return async (talk, rest) => {
    if (rest !== "") return await answer(talk, rest);
    const names = (await listWaves(talk.product, talk.act)).map((line) => line.wave.name);
    if (names.length === 0) return await waveList(talk);
    return say(talk.product.words.say("wave_which", { names: talk.product.words.list(names) }));
  };
}

async function waveList({ product, act }: Talk): Promise<Reply> {
  return show(waveListCard(product.words, await listWaves(product, act)));
}

/** `/pl wave edit Wave 2`, and its button. */
export async function editForm(talk: Talk, named: string): Promise<Reply> {
  const found = await readEditedWave(talk.product, talk.act, named);
  if (found.kind === "form") return found;
  return notFound(talk, found, { named, over: "wave_edit_over" });
}

/** `/pl wave changed Wave 2`, and its button. */
export async function changeForm(talk: Talk, named: string): Promise<Reply> {
  const found = await readChangeForm(talk.product, talk.act, named);
  if (found.kind === "form") return found;
  return notFound(talk, found, { named, over: "changed_closed" });
}

/** The form to add schools with, or to take them out. */
export async function chooseForm(talk: Talk, what: What, named: string): Promise<Reply> {
  const found = await readChooseForm(talk.product, talk.act, { wave: named, what });
  if (found.kind === "form") return found;
  return notFound(talk, found, { named, over: "choose_closed" });
}

/** `/pl wave add Wave 2: Lindenwood, cluster Cedar`; without schools a form. */
async function choose(talk: Talk, what: What, rest: string): Promise<Reply> {
  const [, named = "", typed = ""] = PARTS.exec(rest) ?? [];
  if (typed === "") return await chooseForm(talk, what, named);
  const asked = { wave: named, what, choice: { typed } };
  const outcome = await chooseSites(talk.product, talk.act, asked);
  return chosenReply(talk, outcome, named);
}

/** Who came or went; a name that is not clear is said, and nothing has changed. */
export function chosenReply(talk: Talk, outcome: ChooseOutcome, named: string): Reply {
  const { words } = talk.product;
  if (outcome.kind === "chosen") return show(chosenCard(words, outcome));
  if (outcome.kind === "nobody") return say(words.say("choose_nothing", {}));
  if (outcome.kind === "unclear") {
    const lines = outcome.unclear.map((one) => unclearWords(words, one));
    return say([words.say("choose_unclear", {}), ...lines].join("\n"));
  }
  return notFound(talk, outcome, { named, over: "choose_closed" });
}

/** `/pl wave open Wave 2`, and its button: what it would do. */
export async function dryRun(talk: Talk, named: string): Promise<Reply> {
  const found = await planWave(talk.product, talk.act, named);
  if (found.kind === "plan") return show(dryRunCard(talk.product.words, found.dryRun));
  return notFound(talk, found, { named, over: "wave_not_draft" });
}

/** `/pl wave close Wave 1`: what it would do. */
async function close(talk: Talk, named: string): Promise<Reply> {
  const found = await planClosing(talk.product, talk.act, named);
  if (found.kind === "card") return show(found.card);
  return notFound(talk, found, { named, over: "close_not_open" });
}

async function waveStatus({ product, act }: Talk, name: string): Promise<Reply> {
  const card = await showWave(product, act, name);
  if (card) return show(card);
  const names = (await listWaves(product, act)).map((line) => line.wave.name);
  return say(product.words.say("wave_unknown", { name, names: product.words.list(names) }));
}

interface NotFound {
  readonly named: string;
  /** What is said of a wave whose state does not allow it. */
  readonly over:
    | "wave_edit_over"
    | "changed_closed"
    | "choose_closed"
    | "wave_not_draft"
    | "close_not_open";
}

function notFound(
  { product: { words } }: Talk,
  found: WaveFound<never>,
  { named, over }: NotFound,
): Reply {
  if (found.kind === "unknown" && found.names.length === 0) {
    return say(words.say("wave_list_empty", {}));
  }
  if (found.kind === "unknown") {
    const names = words.list(found.names);
    return say(words.say("wave_unknown", { name: named, names }));
  }
  return say(overWords(words, found.wave, over));
}

function overWords(words: Talk["product"]["words"], { name, state }: Wave, over: NotFound["over"]) {
  const wave_state = words.say(`wave_state_${state}`, {});
  return words.say(over, { wave_name: name, state: wave_state });
}
