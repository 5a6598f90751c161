import { type TryId, toId } from "#domain/ids.ts";
import { fold } from "#domain/names.ts";
import { type TryOutcome, tryOutcomes } from "#domain/try.ts";
import { type Action, readValue } from "#messages/actions.ts";
import { examplesCard, hasExamples, pickExamplesCard } from "#messages/idea-cards.ts";
import { note } from "#messages/praise-cards.ts";
import { triedCard, triesCard } from "#messages/try-cards.ts";
import type { Reply } from "#ports/chat.ts";
import { endTry } from "#usecases/end-try.ts";
import { listTries } from "#usecases/list-tries.ts";
import { startTry, type WantedTry } from "#usecases/start-try.ts";
import { tuneIdea } from "#usecases/tune-idea.ts";
import { findTyped, practiceIn } from "./show-presses.ts";
import { replace, say, show, type Talk } from "./talk.ts";

type Press = (talk: Talk, value: string) => Promise<Reply>;

/** The buttons under an idea, of a try, and of examples. */
export const ideaPresses = {
  "tune-idea": tune,
  "try-idea": async (talk, value) => await start(talk, { nudge: readValue(value)[0] }),
  "end-try": async (talk, value) => await end(talk, value),
  "show-examples": async (talk, value) =>
    await Promise.resolve(replace(toExamples(talk, practiceIn(talk, value), ""))),
} as const satisfies Partial<Record<Action, Press>>;

/** A word alone ends the one thing that is tried. */
const ENDINGS: Readonly<Record<string, TryOutcome>> = {
  keep: "keep",
  change: "change",
  drop: "drop",
  mantener: "keep",
  cambiar: "change",
  dejar: "drop",
};

/** `/pl try`, `/pl try two ways to end the lesson`, `/pl try keep`. */
export async function tryOut(talk: Talk, rest: string): Promise<Reply> {
  const text = rest.trim();
  if (text === "") return await list(talk);
  const ending = fold(text);
  const outcome = Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending] : undefined;
  const { product, act } = talk;
  const open = outcome && (await listTries(product, act)).tries.filter(({ endedAt }) => !endedAt);
  const [only, ...others] = open ?? [];
  if (outcome && only && others.length === 0) {
    return await end(talk, `${only.id}|${outcome}`, show);
  }
  return outcome ? await list(talk) : await start(talk, { text });
}

/** `/pl examples`, `/pl examples choice`. */
export async function examples(talk: Talk, rest: string): Promise<Reply> {
  const name = rest.trim();
  return await Promise.resolve(show(toExamples(talk, findTyped(talk, name), name)));
}

function toExamples({ product }: Talk, practice: string | undefined, typed: string) {
  const { words } = product;
  const label = practice === undefined ? typed : words.label("practice", practice);
  return practice !== undefined && hasExamples(words, practice)
    ? examplesCard(words, practice)
    : pickExamplesCard(words, label);
}

async function list({ product, act }: Talk, said = ""): Promise<Reply> {
  return show(triesCard(product.words, await listTries(product, act), said));
}

async function start(talk: Talk, wanted: WantedTry): Promise<Reply> {
  const { product, act } = talk;
  const { words } = product;
  const started = await startTry(product, act, wanted);
  switch (started.kind) {
    case "started":
    case "already":
      return show(triedCard(words, started.one, started.kind === "started"));
    case "most":
      return await list(talk, words.say("try_most", { most: String(started.most) }));
    case "problem":
      return say(started.text);
    case "nothing":
      return "nudge" in wanted ? say(words.say("idea_gone", {})) : await list(talk);
  }
}

async function end(
  { product, act }: Talk,
  value: string,
  answer: (card: ReturnType<typeof note>) => Reply = replace,
): Promise<Reply> {
  const { words } = product;
  const [id, wanted] = readValue(value);
  const outcome = tryOutcomes.find((each) => each === wanted);
  const ended = outcome && (await endTry(product, act, { id: toId<TryId>(id), outcome }));
  if (!ended) return say(words.say("old_button", {}));
  return answer(note(words.say(`try_done_${outcome}`, {})));
}

async function tune({ product, act }: Talk, value: string): Promise<Reply> {
  const { words } = product;
  const [nudge, wanted] = readValue(value);
  const tuned = await tuneIdea(product, act, { nudge, useful: wanted === "useful" });
  if (tuned === "gone") return say(words.say("idea_gone", {}));
  return say(words.say(tuned === "counted" ? "idea_tuned" : "idea_tuned_before", {}));
}
