import { type MadeChangeId, toId } from "#domain/ids.ts";
import { type Action, type FormId, readValue } from "#messages/actions.ts";
import {
  acceptedCard,
  CHANGE_LENGTH,
  changeForm,
  dismissForm,
  saidCard,
  trainingCard,
} from "#messages/training-cards.ts";
import type { Reply } from "#ports/chat.ts";
import { acceptTraining, dismissTraining } from "#usecases/decide-training.ts";
import { listSaidChanges, listTrainings } from "#usecases/list-trainings.ts";
import { readChangeToSay, sayChange, withdrawChange } from "#usecases/say-change.ts";
import { lineProblem, type Submission, type Submit, textOf } from "./form-lines.ts";
import { say, show, type Talk } from "./talk.ts";

type Press = (talk: Talk, value: string) => Promise<Reply>;

export const trainingPresses = {
  "accept-training": accept,
  "dismiss-training": openDismiss,
  "open-change": openChange,
  "withdraw-change": withdraw,
} as const satisfies Partial<Record<Action, Press>>;

export const trainingSubmissions = {
  "dismiss-training": dismiss,
  "say-change": submitChange,
} as const satisfies Partial<Record<FormId, Submit>>;

/** `/pl training`: for PL leads. */
export async function training({ product, act }: Talk): Promise<Reply> {
  return show(trainingCard(product.words, await listTrainings(product, act)));
}

/** `/pl changed`: for everybody. */
export async function changed({ product, act }: Talk): Promise<Reply> {
  return show(saidCard(product.words, await listSaidChanges(product, act)));
}

function sessionOf({ product }: Talk, id: string) {
  return product.words.library.sessions.find((session) => session.id === id);
}

async function accept(talk: Talk, value: string): Promise<Reply> {
  const { product, act } = talk;
  const { words } = product;
  const [id = ""] = readValue(value);
  const session = sessionOf(talk, id);
  const decided = session && (await acceptTraining(product, act, id));
  if (!session || decided?.kind !== "accepted") return say(words.say("training_gone", {}));
  return show(acceptedCard(words, session, decided.draft));
}

async function openDismiss(talk: Talk, value: string): Promise<Reply> {
  const [id = ""] = readValue(value);
  const session = sessionOf(talk, id);
  const { words } = talk.product;
  return await Promise.resolve(
    session
      ? { kind: "form", form: dismissForm(words, session) }
      : say(words.say("training_gone", {})),
  );
}

async function dismiss(talk: Talk, { values, context }: Submission): Promise<Reply> {
  const { product, act } = talk;
  const { words } = product;
  const reason = textOf(values, "reason");
  const missing = words.say("training_dismiss_missing", {});
  const problem = await lineProblem(talk, { text: reason, most: CHANGE_LENGTH, missing });
  if (problem !== undefined) return { kind: "errors", errors: { reason: problem } };
  const session = sessionOf(talk, context);
  const decided = session && (await dismissTraining(product, act, { session: context, reason }));
  if (!session || decided?.kind !== "dismissed") return say(words.say("training_gone", {}));
  return say(words.say("training_dismissed", { session_title: session.title }));
}

async function openChange({ product, act }: Talk, value: string): Promise<Reply> {
  const { words } = product;
  const [id = ""] = readValue(value);
  const change = await readChangeToSay(product, act, toId<MadeChangeId>(id));
  if (id !== "" && !change) return say(words.say("change_gone", {}));
  return { kind: "form", form: changeForm(words, change) };
}

async function submitChange(talk: Talk, { values, context }: Submission): Promise<Reply> {
  const { product, act } = talk;
  const { words } = product;
  const heard = textOf(values, "heard");
  const made = textOf(values, "changed");
  const errors: Record<string, string> = {};
  for (const [field, text] of Object.entries({ heard, changed: made })) {
    const missing = words.say("change_missing", {});
    const problem = await lineProblem(talk, { text, most: CHANGE_LENGTH, missing });
    if (problem !== undefined) errors[field] = problem;
  }
  if (Object.keys(errors).length > 0) return { kind: "errors", errors };
  const id = context === "" ? undefined : toId<MadeChangeId>(context);
  const said = await sayChange(product, act, { id, heard, changed: made });
  return say(words.say(said === "said" ? "change_said" : "change_gone", {}));
}

async function withdraw({ product, act }: Talk, value: string): Promise<Reply> {
  const [id = ""] = readValue(value);
  await withdrawChange(product, act, toId<MadeChangeId>(id));
  return say(product.words.say("change_withdrawn", {}));
}
