import { type PersonId, toId } from "#domain/ids.ts";
import { withoutMentions } from "#domain/mentions.ts";
import { readValue } from "#messages/actions.ts";
import { pickDelegateCard } from "#messages/delegate-cards.ts";
import { nameList } from "#messages/name-list.ts";
import type { ChatEvent, Reply } from "#ports/chat.ts";
import {
  type ForSchool,
  listDelegates,
  type Naming,
  type NoSchool,
  nameDelegate,
  type Removing,
  removeDelegate,
} from "#usecases/name-delegate.ts";
import { findNamed, type Named } from "./praise.ts";
import { fail, replace, say, show, type Talk } from "./talk.ts";

type Command = Extract<ChatEvent, { kind: "command" }>;

/** "delegate", perhaps "remove", a mention or a name, perhaps "for" and a school. */
const DELEGATE = /^\s*delegate\b:?\s*(remove\b)?\s*([\s\S]*)$/i;
const FOR = /(?:^|\s+)(?:for|por|para)\s+([\s\S]+)$/i;
const REMOVE = "remove";

/** `/pl delegate`, `/pl delegate Ana Ruiz for Lindenwood`, `/pl delegate remove @Ana`. */
export async function delegate(talk: Talk, _rest: string, { text }: Command): Promise<Reply> {
  const [, remove, rest = ""] = DELEGATE.exec(text) ?? [];
  const school = withoutMentions(FOR.exec(rest)?.[1] ?? "").trim();
  const who = rest.replace(FOR, "").trim();
  const verb = remove === undefined ? "name" : REMOVE;
  if (who === "") return remove === undefined ? await list(talk, school) : usage(talk);
  const found = await findNamed(talk, who);
  if (found.kind === "one") return say(await act(talk, verb, { person: found.person.id, school }));
  return notFound(talk, found, { verb, name: withoutMentions(who), school });
}

interface Typed {
  readonly verb: string;
  readonly name: string;
  readonly school: string;
}

function notFound(
  { product: { words } }: Talk,
  found: Exclude<Named, { kind: "one" }>,
  { verb, name, school }: Typed,
): Reply {
  if (found.kind === "unavailable") return fail(words.say("lookup_unavailable", {}));
  if (found.kind === "not_staff") return say(words.say("delegate_not_staff", {}));
  const { options } = found;
  if (options.length === 0) return say(words.say("delegate_unknown", { name }));
  const several = found.kind === "several";
  const asked = words.say(several ? "delegate_several" : "delegate_near", { name });
  return show(pickDelegateCard(asked, { verb, school, options }));
}

/** The people that a name may mean, as buttons. */
export const delegatePresses = {
  "pick-delegate": async (talk: Talk, value: string): Promise<Reply> => {
    const [verb, person, school] = readValue(value);
    const text = await act(talk, verb, { person: toId<PersonId>(person), school });
    return replace({ text, fallback: text });
  },
};

async function act(talk: Talk, verb: string, named: ForSchool): Promise<string> {
  const { product } = talk;
  return verb === REMOVE
    ? removingText(talk, await removeDelegate(product, talk.act, named), named)
    : namingText(talk, await nameDelegate(product, talk.act, named), named);
}

async function list(talk: Talk, school: string): Promise<Reply> {
  const { product } = talk;
  const { words } = product;
  const found = await listDelegates(product, talk.act, school);
  if (found.kind !== "list") return say(schoolText(talk, found, school));
  if (found.names.length === 0) return say(words.say("delegate_list_none", found));
  return say(words.say("delegate_list", { school: found.school, names: words.list(found.names) }));
}

function usage({ product: { words } }: Talk): Reply {
  return say(words.say("delegate_usage", {}));
}

function namingText(talk: Talk, naming: Naming, { school }: ForSchool): string {
  const { words, clock } = talk.product;
  if (naming.kind === "which" || naming.kind === "unknown") {
    return schoolText(talk, naming, school);
  }
  if (naming.kind === "already") return words.say("delegate_already", naming);
  const { told, zone } = naming;
  if (told.kind === "silent") return words.say("delegate_named_silent", naming);
  const when = words.when(told.at, clock.now(), zone);
  return words.say(told.kind === "asked" ? "delegate_named_asked" : "delegate_named", {
    ...naming,
    when,
  });
}

function removingText(talk: Talk, removing: Removing, { school }: ForSchool): string {
  const { words } = talk.product;
  if (removing.kind === "which" || removing.kind === "unknown") {
    return schoolText(talk, removing, school);
  }
  return words.say(removing.kind === "removed" ? "delegate_removed" : "delegate_was_not", removing);
}

function schoolText({ product: { words } }: Talk, found: NoSchool, name: string): string {
  if (found.kind === "which") {
    const names = nameList(words, found.names);
    return words.say(names === "" ? "delegate_usage" : "delegate_which", { names });
  }
  const near = found.near.length > 0 ? words.list(found.near) : undefined;
  return words.say("delegate_school_unknown", { name, names: near });
}
