import { type AccountId, type PersonId, toId } from "#domain/ids.ts";
import { mentionedIn, readMention, sayMentions } from "#domain/mentions.ts";
import { coachLine } from "#domain/praise-coach.ts";
import { parsePraise } from "#domain/praise-text.ts";
import { displayName, type Person } from "#domain/roster.ts";
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
import { checkLine } from "#usecases/check-line.ts";
import { findColleague, type Lookup, listChosen } from "#usecases/find-colleague.ts";
import { type Given, giveShoutOut } from "#usecases/give-shout-out.ts";
import { say, show, type Talk } from "./talk.ts";

const NAME_SEPARATOR = "; ";

/** `/praise` alone opens the form; with a name and "for" it posts. */
export async function praiseInOneLine(talk: Talk, line: string): Promise<Reply> {
  const { names, text } = parsePraise(line);
  const saw = await inWords(talk, text);
  const draft = { ...newDraft(talk, saw), typed: names.join(NAME_SEPARATOR) };
  if (names.length === 0) return await showForm(talk, draft);
  const [problem] = Object.values(tooLong(talk, draft));
  if (problem !== undefined) return await showForm(talk, { ...draft, typed: "" }, problem);
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

/** The form filled from a draft, with an optional line above the fields. */
export async function showForm(talk: Talk, draft: Draft, note?: string): Promise<Reply> {
  const { product, act } = talk;
  const chosen = await listChosen(product, act, draft.who);
  return { kind: "form", form: praiseForm(product.words, draft, { chosen, note }) };
}

/** Takes a draft as far as it goes: find the names, then hold, coach or post. */
export async function continueDraft(talk: Talk, draft: Draft): Promise<Reply> {
  const { product } = talk;
  const [name, ...others] = draft.typed.split(NAME_SEPARATOR).filter((each) => each !== "");
  if (name === undefined) return await postDraft(talk, draft);
  const found = await findNamed(talk, name);
  if (found.kind === "one") {
    const who = [...new Set([...draft.who, found.person.id])];
    return await continueDraft(talk, { ...draft, who, typed: others.join(NAME_SEPARATOR) });
  }
  const { kind: reason, options } = found;
  const asked = pickCard(product.words, { ...draft, typed: name }, { options, reason, others });
  return show(asked);
}

export type Named = Lookup | { readonly kind: "not_staff" | "unavailable"; readonly options: [] };

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
    return await showForm(
      talk,
      { ...draft, who: draft.who.filter((id) => id !== talk.act.person) },
      words.say("praise_yourself", {}),
    );
  }
  if (draft.saw === "" || draft.who.length === 0) return await showForm(talk, draft);
  const [problem] = Object.values(tooLong(talk, draft));
  if (problem !== undefined) return await showForm(talk, draft, problem);
  const objection = await objectionTo(talk, draft);
  if (objection?.kind === "hold") return await showForm(talk, draft, objection.line);
  if (objection?.kind === "coach") return show(coachCard(words, draft, objection.line));
  return await give(talk, draft);
}

interface Objection {
  readonly kind: "hold" | "coach";
  readonly line: string;
}

/** What stands against posting these words; coaching is said once. */
export async function objectionTo(
  { product, act }: Talk,
  draft: Draft,
): Promise<Objection | undefined> {
  const { coachLines } = product.words.library;
  const text = `${draft.saw}\n${draft.helped}`;
  const held = await checkLine(product, act, text);
  if (held) return { kind: "hold", line: heldWords(product.words, held) };
  const coach = draft.coached ? undefined : coachLine(draft.saw);
  return coach && { kind: "coach", line: coachLines[coach] ?? "" };
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
  });
  if (given.kind === "repeated") return say(product.words.say("praise_already", {}));
  return show(givenNote(product.words, givenLines(talk, given), given.id));
}

type GivenNow = Extract<Given, { kind: "given" }>;

function givenLines({ product }: Talk, given: GivenNow): readonly string[] {
  const { words, clock } = product;
  const now = clock.now();
  const names = (people: readonly Person[]) => words.list(people.map(displayName));
  const everybody = given.told.map(({ person }) => person);
  const lines: string[] = [];
  if (given.keptPrivate) lines.push(words.say("praise_private_wish", { names: names(everybody) }));
  lines.push(postedLine(given, { words, now, names: names(everybody) }));
  for (const { person, at, zone, untold } of given.told) {
    if (untold) continue;
    if (!at) lines.push(words.say("praise_receiver_stopped", { names: displayName(person) }));
    else if (at > now) {
      const when = words.when(at, now, zone);
      lines.push(words.say("praise_receiver_waits", { names: displayName(person), when }));
    }
  }
  return lines.filter((line) => line !== "");
}

interface PostedWords {
  readonly words: Talk["product"]["words"];
  readonly now: Date;
  readonly names: string;
}

function postedLine({ posted, keptPrivate }: GivenNow, { words, now, names }: PostedWords): string {
  if (!posted) return keptPrivate ? "" : words.say("praise_private_sent", { names });
  const { channel, at, zone } = posted;
  if (at <= now) return words.say("praise_channel_posted", { channel, names });
  return words.say("praise_channel_waits", { channel, names, when: words.when(at, now, zone) });
}
