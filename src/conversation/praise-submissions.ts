import { type PersonId, type ShoutOutId, toId } from "#domain/ids.ts";
import { isShare, reportReasons, type Share, type ShoutOut } from "#domain/shout-out.ts";
import { heldWords } from "#messages/held-words.ts";
import { givenNote } from "#messages/praise-cards.ts";
import { COACHED, type Draft, emptyDraft } from "#messages/praise-form.ts";
import { reportedNote } from "#messages/report-cards.ts";
import type { FormValues, Reply } from "#ports/chat.ts";
import type { Held } from "#usecases/check-line.ts";
import { type Edited, editShoutOut, readOwnShoutOut } from "#usecases/edit-shout-out.ts";
import { findThanked } from "#usecases/find-thanked.ts";
import { reportShoutOut } from "#usecases/report-shout-out.ts";
import {
  type FoundPeople,
  findPeople,
  listOf,
  nameOfLeft,
  type Submission,
  textOf,
} from "./form-lines.ts";
import { givenLines } from "./given-lines.ts";
import { coachingOf, findHeldIn, give, showForm, showHeld, tooLong } from "./praise.ts";
import { showEdit } from "./praise-presses.ts";
import { say, show, type Talk } from "./talk.ts";

/** What is sent with the forms of thanks, of changes and of reports. */
export const praiseSubmissions = {
  praise: submitPraise,
  "edit-shout-out": submitEdit,
  "report-shout-out": submitReport,
};

async function submitPraise(talk: Talk, { values, context }: Submission): Promise<Reply> {
  const people = await findPeople(talk, listOf(values, "who"), findThanked);
  const [id, coached] = splitContext(context);
  const draft = { ...toDraft(values), id, who: people.found, coached };
  const errors = checkDraft(talk, draft, people);
  if (Object.keys(errors).length > 0) return { kind: "errors", errors };
  const held = await findHeldIn(talk, draft);
  if (held?.mayVouch) return await showHeld(talk, draft, { ...held, wasSeen: true });
  if (held) return { kind: "errors", errors: { saw: heldWords(talk.product.words, held) } };
  const line = coachingOf(talk, draft);
  if (line === undefined) return await give(talk, draft);
  return await showForm(talk, { ...draft, coached: true }, { note: line });
}

/** The draft's id may hold bars itself; whether it was coached stands last. */
function splitContext(context: string): readonly [string, boolean] {
  const bar = context.lastIndexOf("|");
  return [context.slice(0, Math.max(bar, 0)), context.slice(bar + 1) === COACHED];
}

function toDraft(values: FormValues): Draft {
  const share = textOf(values, "share");
  return {
    ...emptyDraft,
    saw: textOf(values, "saw"),
    helped: textOf(values, "helped"),
    practice: textOf(values, "practice"),
    value: textOf(values, "value"),
    share: isShare(share) ? share : "site",
    vouched: listOf(values, "vouch"),
  };
}

type Errors = Readonly<Record<string, string>>;

function checkDraft(talk: Talk, draft: Draft, { problem }: FoundPeople): Errors {
  const { words } = talk.product;
  const who = whoProblem(talk, draft, problem !== undefined);
  return {
    ...(problem === undefined ? {} : { who: problem }),
    ...(who === undefined ? {} : { who }),
    ...tooLong(talk, draft),
    ...(draft.saw === "" ? { saw: words.say("praise_what_missing", {}) } : {}),
  };
}

function whoProblem({ product, act }: Talk, { who }: Draft, named: boolean): string | undefined {
  if (who.some((id) => id === act.person)) return product.words.say("praise_yourself", {});
  const missing = who.length === 0 && !named;
  return missing ? product.words.say("praise_who_missing", {}) : undefined;
}

/** A form without the fields of people and place leaves both as they are. */
async function submitEdit(talk: Talk, { values, context }: Submission): Promise<Reply> {
  const own = await readOwnShoutOut(talk.product, talk.act, toId<ShoutOutId>(context));
  if (!own) return say(talk.product.words.say("praise_gone", {}));
  const places = Object.hasOwn(values, "share");
  const picked = places ? listOf(values, "who") : [];
  const here = await listHere(talk, picked);
  const people = await findPeople(talk, here, findThanked);
  const draft = { ...toDraft(values), id: own.id, who: people.found };
  // Where everybody it thanks has left, it thanks them still.
  const isWhoOpen = places && (here.length > 0 || picked.length === 0);
  const { who, ...wordsOnly } = checkDraft(talk, draft, people);
  const errors: Errors = isWhoOpen && who !== undefined ? { ...wordsOnly, who } : wordsOnly;
  if (Object.keys(errors).length > 0) return { kind: "errors", errors };
  const held = await findHeldIn(talk, draft);
  const kept = isWhoOpen ? draft : { ...draft, who: own.receivers };
  if (held) return await showHeldEdit(talk, kept, held);
  return await saveEdit(talk, draft, { own, isWhoOpen, places });
}

/** Without those who are not on the staff list any more. */
async function listHere(talk: Talk, picked: readonly string[]): Promise<readonly string[]> {
  const here: string[] = [];
  for (const each of picked) {
    if ((await nameOfLeft(talk, each)) === undefined) here.push(each);
  }
  return here;
}

interface EditScope {
  readonly own: ShoutOut;
  readonly isWhoOpen: boolean;
  readonly places: boolean;
}

/** After the ten minutes the words are kept, and people and place stay. */
async function saveEdit(
  talk: Talk,
  draft: Draft,
  { own, isWhoOpen, places }: EditScope,
): Promise<Reply> {
  const { product, act } = talk;
  const { saw: text, helped, practice, value, vouched } = draft;
  const words = { id: own.id, text, helped, practice, value, vouchedCount: vouched.length };
  const edited = await editShoutOut(product, act, {
    ...words,
    receivers: isWhoOpen ? draft.who.map((each) => toId<PersonId>(each)) : undefined,
    share: places ? draft.share : undefined,
  });
  if (edited.kind !== "late") return editedReply(talk, edited, draft.share);
  const again = await editShoutOut(product, act, words);
  if (again.kind !== "edited") return say(product.words.say("praise_gone", {}));
  const lines = [product.words.say("praise_late", {})];
  const isPosted = again.posted.length > 0;
  return show(givenNote(product.words, { id: own.id, lines, isPosted }));
}

/** What is up stays as it is until the new words have passed. */
async function showHeldEdit(talk: Talk, draft: Draft, held: Held): Promise<Reply> {
  const line = heldWords(talk.product.words, held);
  if (!held.mayVouch) return { kind: "errors", errors: { saw: line } };
  return await showEdit(talk, draft, { note: line, mayVouch: held.names });
}

function editedReply(talk: Talk, edited: Edited, asked: Share): Reply {
  const { words } = talk.product;
  if (edited.kind !== "edited") return say(words.say("praise_gone", {}));
  const { told, wished, posted, id } = edited;
  const share = wished?.share ?? asked;
  const news = told.length > 0 || wished ? givenLines(talk, { share, told, wished, posted }) : [];
  const lines = [words.say("praise_changed", {}), ...news];
  return show(givenNote(words, { id, lines, isPosted: posted.length > 0 }));
}

async function submitReport(talk: Talk, { values, context }: Submission): Promise<Reply> {
  const { product, act } = talk;
  const { words } = product;
  const reason = reportReasons.find((each) => each === textOf(values, "reason")) ?? "other";
  const id = toId<ShoutOutId>(context);
  const reported = await reportShoutOut(product, act, { id, reason });
  if (reported.kind === "gone") return say(words.say("praise_gone", {}));
  if (reported.kind === "before") {
    return say(words.say(reported.isDecided ? "report_before_decided" : "report_before", {}));
  }
  return show(reportedNote(words, { id, ...reported }));
}
