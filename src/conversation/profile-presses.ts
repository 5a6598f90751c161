import { mention, mentionedIn, readMention } from "#domain/mentions.ts";
import { fold } from "#domain/names.ts";
import { type ContactRole, contactRoles, displayName, type Person } from "#domain/roster.ts";
import type { Action, FormId } from "#messages/actions.ts";
import {
  PROFILE_LENGTH,
  profileCheckedCard,
  profileForm,
  profileValueField,
  sayContactRole,
  VALUE_LENGTH,
} from "#messages/profile-cards.ts";
import type { ChatEvent, Reply } from "#ports/chat.ts";
import { changeProfile, keepProfile, setContact } from "#usecases/change-profile.ts";
import { readProfileToChange, showProfile } from "#usecases/show-profile.ts";
import { lineProblem, type Submission, type Submit, textOf } from "./form-lines.ts";
import { findNamed } from "./praise.ts";
import { replace, say, show, type Talk } from "./talk.ts";

type Press = (talk: Talk, value: string) => Promise<Reply>;
type Command = Extract<ChatEvent, { kind: "command" }>;

/** The buttons of the district's profile. */
export const profilePresses = {
  "edit-profile": async ({ product, act }) => ({
    kind: "form",
    form: profileForm(product.words, await readProfileToChange(product, act)),
  }),
  "keep-profile": async ({ product, act }) =>
    replace(profileCheckedCard(product.words, await keepProfile(product, act))),
} as const satisfies Partial<Record<Action, Press>>;

/** Its form. */
export const profileSubmissions = { profile: submitProfile } as const satisfies Partial<
  Record<FormId, Submit>
>;

/** `/pl profile`. */
export async function profile({ product, act }: Talk): Promise<Reply> {
  return show(await showProfile(product, act));
}

async function submitProfile(talk: Talk, { values }: Submission): Promise<Reply> {
  const { product, act } = talk;
  const { words } = product;
  const given = new Map<string, string>();
  const errors: Record<string, string> = {};
  const take = async (key: string, field: string, most: number): Promise<void> => {
    const text = textOf(values, field);
    const problem = await lineProblem(talk, { text, most });
    if (problem !== undefined) errors[field] = problem;
    given.set(key, text);
  };
  await take("mission", "mission", PROFILE_LENGTH);
  await take("vision", "vision", PROFILE_LENGTH);
  for (const { id, label } of words.library.values) {
    const field = profileValueField(id);
    if (values[field] === undefined) continue;
    await take(`value:${id}`, field, VALUE_LENGTH);
    // The library's own word is nothing to keep.
    if (given.get(`value:${id}`) === label) given.set(`value:${id}`, "");
  }
  if (Object.keys(errors).length > 0) return { kind: "errors", errors };
  await changeProfile(product, act, given);
  return say(words.say("profile_saved", {}));
}

const NOBODY = "nobody";

/** `/pl contact grants office Ana Ruiz`. */
export async function contact(talk: Talk, rest: string, { text }: Command): Promise<Reply> {
  const { product, act } = talk;
  const { words } = product;
  const typed = readRole(talk, rest);
  const mentioned = mentionedIn(text)[0];
  const who = mentioned === undefined ? (typed?.name ?? "") : mention(mentioned);
  if (!typed || who === "") {
    const names = namedRoles.map((role) => sayContactRole(words, role)).join(", ");
    return say(words.say("contact_usage", { names }));
  }
  const role = sayContactRole(words, typed.role);
  if (fold(who) === NOBODY) {
    const holder = await setContact(product, act, { role: typed.role, person: undefined });
    if (!holder) return say(words.say("contact_cleared", { role }));
    return say(words.say("contact_cleared_to", { role, person: displayName(holder) }));
  }
  const found = await findContact(talk, who);
  if ("problem" in found) return say(found.problem);
  await setContact(product, act, { role: typed.role, person: found.id });
  return say(words.say("contact_set", { role, person: displayName(found) }));
}

/** True for a line that begins with a role and goes on. */
export function namesRole(talk: Talk, line: string): boolean {
  return (readRole(talk, line)?.name ?? "") !== "";
}

interface TypedContact {
  readonly role: ContactRole;
  readonly name: string;
}

const SPACES = /\s+/;

/** A school's PL lead is known by itself: nobody has to be named for that. */
const namedRoles = contactRoles.filter((role) => role !== "pl_lead");

/** "grants office Ana Ruiz": the longest role that the line begins with, and the rest of it. */
function readRole({ product: { words } }: Talk, line: string): TypedContact | undefined {
  const typed = line.trim().split(SPACES);
  const roles = namedRoles.map((role) => ({
    role,
    key: fold(sayContactRole(words, role)).split(" "),
  }));
  const found = roles
    .filter(({ key }) => fold(typed.slice(0, key.length).join(" ")) === key.join(" "))
    .toSorted((a, b) => b.key.length - a.key.length)[0];
  return found && { role: found.role, name: typed.slice(found.key.length).join(" ") };
}

/** Whom the line names, or why it is not clear. */
async function findContact(
  talk: Talk,
  who: string,
): Promise<Person | { readonly problem: string }> {
  const { words } = talk.product;
  const found = await findNamed(talk, who);
  if (found.kind === "one") return found.person;
  const name = readMention(who) === undefined ? who : "";
  if (found.kind === "not_staff") return { problem: words.say("match_not_staff", {}) };
  if (found.kind === "unavailable") return { problem: words.say("lookup_unavailable", {}) };
  const list = found.options.map(({ label, hint }) => (hint ? `${label} (${hint})` : label));
  const names = words.list(list);
  if (found.kind === "several") return { problem: words.say("contact_several", { name, names }) };
  if (list.length > 0) return { problem: words.say("match_near", { name, names }) };
  return { problem: words.say("match_unknown", { name }) };
}
