import { type AccountId, type PersonId, toId } from "#domain/ids.ts";
import { mentionedIn, readMention, sayMentions } from "#domain/mentions.ts";
import { coachLine } from "#domain/praise-coach.ts";
import { parsePraise } from "#domain/praise-text.ts";
import { displayName } from "#domain/roster.ts";
import { suggestPractice, suggestValue } from "#domain/suggest-practice.ts";
import { heldWords } from "#messages/held-words.ts";
import { givenNote } from "#messages/praise-cards.ts";
import {
  coachCard,
  type Draft,
  emptyDraft,
  MOST_RECEIVERS,
  pickCard,
  praiseForm,
} from "#messages/praise-form.ts";
import type { Reply } from "#ports/chat.ts";
import { checkLine, type Held } from "#usecases/check-line.ts";
import { findColleague, type Lookup, listChosen } from "#usecases/find-colleague.ts";
import { findThanked, type Thanked } from "#usecases/find-thanked.ts";
import { giveShoutOut } from "#usecases/give-shout-out.ts";
import { givenLines } from "./given-lines.ts";
import { say, show, type Talk } from "./talk.ts";

const NAME_SEPARATOR = "; ";

/** `/praise` alone opens the form; with a name and "for" it posts. */
export async function praiseInOneLine(talk: Talk, line: string): Promise<Reply> {
  const { names, text } = parsePraise(line);
  const saw = await inWords(talk, text);
  const draft = { ...newDraft(talk, saw), typed: names.join(NAME_SEPARATOR) };
  if (names.length === 0) return await showForm(talk, draft);
  const [problem] = Object.values(tooLong(talk, draft));
  if (problem !== undefined)
    return await showForm(talk, { ...draft, typed: "" }, { note: problem });
  return await continueDraft(talk, draft);
}

/** The form, at once: with the colleague whose account it is about, if we have met them. */
export async function openPraiseForm(talk: Talk, about?: AccountId): Promise<Reply> {
  const person = about === undefined ? undefined : await findByAccount(talk, about);
  const who = person && person.id !== talk.act.person ? [person.id] : [];
  return await showForm(talk, { ...newDraft(talk, ""), who });
}

async function findByAccount({ product, act }: Talk, account: AccountId) {
  const { district, platform, workspace } = act;
  return await product.store.read(district, (tx) =>
    tx.roster.findPersonByAccount({ platform, workspace, account }),
  );
}

/** Its id is the event's key: a redelivered command makes the same draft again. */
function newDraft({ act }: Talk, saw: string): Draft {
  return { ...emptyDraft, id: act.eventKey, saw };
}

/** What was typed, with the names of colleagues in the place of mentions. */
async function inWords(talk: Talk, text: string): Promise<string> {
  const names = new Map<string, string>();
  for (const each of mentionedIn(text)) {
    const person = await findByAccount(talk, toId<AccountId>(each));
    if (person) names.set(each, displayName(person));
  }
  return sayMentions(
    text,
    (account) => names.get(account) ?? talk.product.words.say("somebody", {}),
  );
}

/** What is too long for the form's fields, and too many people, by field. */
export function tooLong({ product }: Talk, draft: Draft): Readonly<Record<string, string>> {
  const { words } = product;
  const texts: Readonly<Record<string, string>> = { saw: draft.saw, helped: draft.helped };
  const long = words.library.praiseForm.filter(
    ({ field, maxChars }) => [...(texts[field] ?? "")].length > maxChars,
  );
  const problems = long.map(({ field, maxChars }): [string, string] => [
    field,
    words.say("praise_too_long", { most: String(maxChars) }),
  ]);
  const crowd = draft.who.length > MOST_RECEIVERS;
  const most = String(MOST_RECEIVERS);
  if (crowd) problems.push(["who", words.say("praise_too_many", { most })]);
  return Object.fromEntries(problems);
}

export interface FormHint {
  /** A line above the fields. */
  readonly note?: string | undefined;
  /** Held names that may be a colleague's. */
  readonly mayVouch?: readonly string[] | undefined;
  /** The giver has seen the form: a practice left empty stays empty. */
  readonly wasSeen?: boolean | undefined;
}

/** The form filled from a draft. */
export async function showForm(talk: Talk, draft: Draft, hint: FormHint = {}): Promise<Reply> {
  const { product, act } = talk;
  const chosen = await listChosen(product, act, draft.who);
  const filled = hint.wasSeen ? draft : suggestTags(talk, draft);
  return { kind: "form", form: praiseForm(product.words, filled, { chosen, ...hint }) };
}

/** What the words of a line speak of is picked already, once; the giver picks another or none. */
function suggestTags({ product }: Talk, draft: Draft): Draft {
  if (draft.coached || draft.saw === "") return draft;
  const { values } = product.words.library;
  return {
    ...draft,
    practice: draft.practice || (suggestPractice(draft.saw) ?? ""),
    value: draft.value || (suggestValue(draft.saw, values) ?? ""),
  };
}

/** The form with a held draft: nothing is kept of it, and the words stay where they were typed. */
export async function showHeld(
  talk: Talk,
  draft: Draft,
  { wasSeen, ...held }: Held & Pick<FormHint, "wasSeen">,
): Promise<Reply> {
  const note = heldWords(talk.product.words, held);
  return await showForm(talk, draft, { note, mayVouch: held.mayVouch ? held.names : [], wasSeen });
}

/** Takes a draft as far as it goes: find the names, then hold, coach or post. */
export async function continueDraft(talk: Talk, draft: Draft): Promise<Reply> {
  const { product } = talk;
  const [name, ...others] = draft.typed.split(NAME_SEPARATOR).filter((each) => each !== "");
  if (name === undefined) return await postDraft(talk, draft);
  const found = await findMeant(talk, name);
  if (found.kind === "one" || found.kind === "group") {
    const people = found.kind === "one" ? [found.person] : found.people;
    const who = [...new Set([...draft.who, ...people.map(({ id }) => id)])];
    return await continueDraft(talk, { ...draft, who, typed: others.join(NAME_SEPARATOR) });
  }
  const { kind: reason, options } = found;
  const asked = pickCard(product.words, { ...draft, typed: name }, { options, reason, others });
  return show(asked);
}

export type Named = Lookup | { readonly kind: "not_staff" | "unavailable"; readonly options: [] };

/** Whom a typed name means, groups of colleagues too. */
async function findMeant(talk: Talk, name: string): Promise<Named | Thanked> {
  const { product, act } = talk;
  return readMention(name) === undefined
    ? await findThanked(product, act, name)
    : await findNamed(talk, name);
}

/** A mention is exact; a name is looked up. */
export async function findNamed({ product, act, recognise }: Talk, name: string): Promise<Named> {
  const account = readMention(name);
  if (account === undefined) return await findColleague(product, act, name);
  const person = await recognise(toId<AccountId>(account));
  if (typeof person === "object") return { kind: "one", person };
  return { kind: person === "stranger" ? "not_staff" : "unavailable", options: [] };
}

async function postDraft(talk: Talk, draft: Draft): Promise<Reply> {
  const { words } = talk.product;
  if (draft.who.some((id) => id === talk.act.person)) {
    const who = draft.who.filter((id) => id !== talk.act.person);
    return await showForm(talk, { ...draft, who }, { note: words.say("praise_yourself", {}) });
  }
  if (draft.saw === "" || draft.who.length === 0) return await showForm(talk, draft);
  const [problem] = Object.values(tooLong(talk, draft));
  if (problem !== undefined) return await showForm(talk, draft, { note: problem });
  const held = await findHeldIn(talk, draft);
  if (held) return await showHeld(talk, draft, held);
  const coach = coachingOf(talk, draft);
  return coach === undefined ? await give(talk, draft) : show(coachCard(words, draft, coach));
}

/** What of a draft may not be kept; names that its giver called a colleague's pass. */
export async function findHeldIn(
  { product, act }: Talk,
  { saw, helped, vouched }: Pick<Draft, "saw" | "helped" | "vouched">,
): Promise<Held | undefined> {
  return await checkLine(product, act, { text: `${saw}\n${helped}`, vouched });
}

/** The one line that may make it better; it is said once, and never stands in the way. */
export function coachingOf({ product }: Talk, draft: Draft): string | undefined {
  const coach = draft.coached ? undefined : coachLine(draft.saw);
  return coach && (product.words.library.coachLines[coach] ?? "");
}

/** Posts the draft and says what became of it. */
export async function give(talk: Talk, draft: Draft): Promise<Reply> {
  const { product, act } = talk;
  // A draft that never left this event needs no memory of its own.
  const own = draft.id === "" || draft.id === act.eventKey;
  const once = own ? act : { ...act, eventKey: `draft:${draft.id}` };
  const given = await giveShoutOut(product, once, {
    receivers: draft.who.map((id) => toId<PersonId>(id)),
    text: draft.saw,
    helped: draft.helped,
    practice: draft.practice,
    value: draft.value,
    share: draft.share,
    vouchedCount: draft.vouched.length,
  });
  if (given.kind === "left") {
    const note = product.words.say("praise_left_all", {});
    return await showForm(talk, { ...draft, who: [] }, { note, wasSeen: true });
  }
  if (given.kind === "repeated") return say(product.words.say("praise_already", {}));
  const suggested = draft.practice === "" ? suggestPractice(draft.saw) : undefined;
  const lines = givenLines(talk, given);
  const isPosted = given.posted.length > 0;
  return show(givenNote(product.words, { id: given.id, lines, suggested, isPosted }));
}
