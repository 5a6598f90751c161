import { type PersonId, toId } from "#domain/ids.ts";
import { withoutMentions } from "#domain/mentions.ts";
import { displayName } from "#domain/roster.ts";
import { heldWords } from "#messages/held-words.ts";
import type { ChatEvent, FormValues, Reply } from "#ports/chat.ts";
import { checkLine } from "#usecases/check-line.ts";
import { findColleague, type Lookup } from "#usecases/find-colleague.ts";
import type { Thanked } from "#usecases/find-thanked.ts";
import type { Talk } from "./talk.ts";

export type Submission = Extract<ChatEvent, { kind: "submit" }>;
export type Submit = (talk: Talk, submission: Submission) => Promise<Reply>;

/** A field's text, without the space around it; of a list its first. */
export function textOf(values: FormValues, field: string): string {
  const value = values[field];
  const text = typeof value === "string" ? value : (value?.[0] ?? "");
  return withoutMentions(text).trim();
}

/** What was picked in a field, without what is empty. */
export function listOf(values: FormValues, field: string): readonly string[] {
  const value = values[field] ?? [];
  const list = typeof value === "string" ? [value] : value;
  return list.map((each) => withoutMentions(each).trim()).filter((each) => each !== "");
}

export interface AskedLine {
  readonly text: string;
  readonly most: number;
  /** What is said where nothing was written; undefined where it may be left empty. */
  readonly missing?: string | undefined;
}

/** Why a line may not be kept: empty, too long, or it may name a student; undefined where it may. */
export async function lineProblem(
  { product, act }: Pick<Talk, "product" | "act">,
  { text, most, missing }: AskedLine,
): Promise<string | undefined> {
  const { words } = product;
  if (text === "") return missing;
  if ([...text].length > most) return words.say("praise_too_long", { most: String(most) });
  const held = await checkLine(product, act, text);
  return held && heldWords(words, held);
}

export interface FoundPeople {
  readonly found: readonly string[];
  /** Undefined where every name led to one person. */
  readonly problem?: string | undefined;
}

/** Ids from the picker and names as typed; a name that is not clear is a problem with suggestions. */
export async function findPeople(
  talk: Talk,
  typed: readonly string[],
  find: (...asked: Parameters<typeof findColleague>) => Promise<Thanked> = findColleague,
): Promise<FoundPeople> {
  const found: string[] = [];
  for (const name of typed) {
    const lookup = await find(talk.product, talk.act, name);
    if (lookup.kind === "one") found.push(lookup.person.id);
    else if (lookup.kind === "group") found.push(...lookup.people.map(({ id }) => id));
    else return { found, problem: await nameProblem(talk, name, lookup) };
  }
  return { found: [...new Set(found)] };
}

type Unclear = Extract<Lookup, { options: unknown }>;

async function nameProblem(talk: Talk, name: string, lookup: Unclear): Promise<string> {
  const { words } = talk.product;
  const left = await nameOfLeft(talk, name);
  if (left !== undefined) return words.say("praise_left", { name: left });
  const key = lookup.kind === "several" ? "praise_several" : nobodyKey(lookup.options.length);
  const near = lookup.options.map(({ label, hint }) => `${label} (${hint ?? ""})`).join("; ");
  return `${words.say(key, { name })} ${near}`.trim();
}

/** Ids of the staff list have a digit and no space; a name has no digit. */
const LOOKS_LIKE_ID = /^\S*\d\S*$/;

/** How to speak of somebody who was picked and is not on the staff list any more; undefined for a name. */
export async function nameOfLeft(
  { product, act }: Talk,
  picked: string,
): Promise<string | undefined> {
  const person = await product.store.read(act.district, (tx) =>
    tx.roster.findPerson(toId<PersonId>(picked)),
  );
  if (person) return person.active ? undefined : displayName(person);
  return LOOKS_LIKE_ID.test(picked) ? product.words.say("praise_left_somebody", {}) : undefined;
}

function nobodyKey(near: number) {
  return near > 0 ? "praise_unknown" : "praise_unknown_nobody";
}
