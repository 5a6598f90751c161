import { type ShoutOutId, toId } from "#domain/ids.ts";
import { displayName } from "#domain/roster.ts";
import { type Action, type FormId, readValue } from "#messages/actions.ts";
import { offeredCard } from "#messages/show-cards.ts";
import {
  BACK_LENGTH,
  chooseOneForm,
  type OnOne,
  onOne,
  spreadNote,
  type Thanks,
  thankBackForm,
} from "#messages/spread-cards.ts";
import type { Reply } from "#ports/chat.ts";
import { offerToShow } from "#usecases/offer-to-show.ts";
import { spreadShoutOut } from "#usecases/spread-shout-out.ts";
import { hideShoutOut } from "#usecases/take-back-shout-out.ts";
import { readThanked, type ThankedBack, thankBack } from "#usecases/thank-back.ts";
import { lineProblem, type Submission, type Submit, textOf } from "./form-lines.ts";
import { say, show, type Talk } from "./talk.ts";

type Press = (talk: Talk, value: string) => Promise<Reply>;

/** What somebody thanked, and the giver, may do with a shout-out. */
export const spreadPresses = {
  "open-thank-back": async (talk, value) => {
    const thanks = await findOne(talk, value);
    if (!thanks) return gone(talk);
    return { kind: "form", form: thankBackForm(talk.product.words, thanks) };
  },
  "spread-shout-out": async (talk, value) => {
    const [id, answer] = readValue(value);
    return await spread(talk, toId<ShoutOutId>(id), answer === "yes");
  },
  "choose-one": async (talk, value) => {
    const { product, act } = talk;
    const thanks = await readThanked(product, act, toId<ShoutOutId>(value));
    if (thanks.length === 0) return gone(talk);
    return { kind: "form", form: chooseOneForm(product.words, thanks) };
  },
} as const satisfies Partial<Record<Action, Press>>;

/** Their forms. */
export const spreadSubmissions = {
  "thank-back": async (talk, submission) =>
    await submitBack(talk, toId<ShoutOutId>(submission.context), submission),
  "choose-one": submitChoice,
} as const satisfies Partial<Record<FormId, Submit>>;

/** The one of the actor's own that was pressed. */
async function findOne({ product, act }: Talk, value: string): Promise<Thanks | undefined> {
  const id = toId<ShoutOutId>(value);
  const thanks = await readThanked(product, act, id);
  return thanks.find(({ shoutOut }) => shoutOut.id === id);
}

function gone({ product }: Talk): Reply {
  return say(product.words.say("praise_gone", {}));
}

async function submitBack(talk: Talk, id: ShoutOutId, { values }: Submission): Promise<Reply> {
  const { product, act } = talk;
  const text = textOf(values, "line").replaceAll("\n", " ");
  const missing = product.words.say("thank_back_missing", {});
  const problem = await lineProblem(talk, { text, most: BACK_LENGTH, missing });
  if (problem !== undefined) return { kind: "errors", errors: { line: problem } };
  return say(sayBack(talk, await thankBack(product, act, { id, text })));
}

function sayBack({ product }: Talk, back: ThankedBack): string {
  const { words, clock } = product;
  if (back.kind === "gone") return words.say("praise_gone", {});
  if (back.kind === "left") return words.say("thank_back_left", { giver: back.giver });
  if (back.kind === "already") return words.say("thank_back_already", {});
  const { person, at, zone, untold } = back.told;
  const giver = displayName(person);
  const now = clock.now();
  // Nobody is told that somebody has paused.
  if (untold || (at && at <= now)) return words.say("thank_back_sent", { giver });
  if (!at) return words.say("thank_back_kept", { giver });
  return words.say("thank_back_waits", { giver, when: words.when(at, now, zone) });
}

async function spread({ product, act }: Talk, id: ShoutOutId, agreed: boolean): Promise<Reply> {
  const { words } = product;
  const kept = await spreadShoutOut(product, act, { id, agreed });
  if (kept === "kept") return show(spreadNote(words, id, agreed));
  return say(words.say(kept === "gone" ? "praise_gone" : "spread_private", {}));
}

/** Several waited in one note: one is chosen, and done with it what its own button would do. */
async function submitChoice(talk: Talk, submission: Submission): Promise<Reply> {
  const { product, act } = talk;
  const { words } = product;
  const thanks = await findOne(talk, textOf(submission.values, "which"));
  const what = onOne.find((each) => each === textOf(submission.values, "what"));
  if (!thanks || !what) return gone(talk);
  const { id, practice } = thanks.shoutOut;
  const acts: Readonly<Record<OnOne, () => Promise<Reply>>> = {
    thank_back: async () => await submitBack(talk, id, submission),
    spread: async () => await spread(talk, id, true),
    hide: async () => {
      const hidden = await hideShoutOut(product, act, id);
      return say(words.say(hidden ? "praise_hidden" : "praise_gone", {}));
    },
    show: async () => {
      if (words.label("practice", practice) === "") {
        return say(words.say("choose_one_no_practice", {}));
      }
      const offered = await offerToShow(product, act, practice);
      return show(offeredCard(words, practice, offered === "stopped"));
    },
  };
  return await acts[what]();
}
