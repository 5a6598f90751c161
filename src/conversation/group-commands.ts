import { type PersonId, toId } from "#domain/ids.ts";
import { withoutMentions } from "#domain/mentions.ts";
import { fold } from "#domain/names.ts";
import {
  GROUP_NAME_LENGTH,
  groupCard,
  groupsCard,
  LEAST_PEOPLE,
  MOST_PEOPLE,
  savedGroupCard,
} from "#messages/group-cards.ts";
import type { ChatEvent, Reply } from "#ports/chat.ts";
import { listGroups, showGroup } from "#usecases/list-groups.ts";
import { removeGroup } from "#usecases/remove-group.ts";
import { type GroupSaved, saveGroup } from "#usecases/save-group.ts";
import { lineProblem } from "./form-lines.ts";
import { findNamed } from "./praise.ts";
import { fail, say, show, type Talk } from "./talk.ts";

type Command = Extract<ChatEvent, { kind: "command" }>;

/** "group", and what is typed behind it with its mentions. */
const GROUP = /^\s*(?:group|grupo)\b:?\s*([\s\S]*)$/i;
const REMOVE = /^(?:remove|quitar)\b:?\s*/i;
/** The name, and who is in it. */
const NAMED = /^([^:]*):([\s\S]*)$/;
const BETWEEN = /[,;\n]|\s+(?:and|y)\s+|(?=\u{E000})|(?<=\u{E001})/iu;
const LEADING = /^(?:and|y)\s+|^@+/i;
const LAST_SIGNS = /[\s.!?]+$/;

/** `/pl group`, `/pl group Grade 4: Ana Ruiz, Ben Cho`, `/pl group remove Grade 4`. */
export async function group(talk: Talk, _rest: string, { text }: Command): Promise<Reply> {
  const typed = (GROUP.exec(text)?.[1] ?? "").trim();
  if (REMOVE.test(typed)) return await remove(talk, withoutMentions(typed.replace(REMOVE, "")));
  const [, name, people = ""] = NAMED.exec(typed) ?? [];
  if (name === undefined) return await read(talk, withoutMentions(typed).trim());
  return await save(talk, withoutMentions(name).trim(), people);
}

/** True for a name with people behind it, and for a group that there is: "group 4: to the gym" is neither. */
export async function meansGroup(talk: Talk, rest: string): Promise<boolean> {
  const [, name, people = ""] = NAMED.exec(rest) ?? [];
  const first = people.split(BETWEEN).find((each) => each.trim() !== "");
  if (name !== undefined && first !== undefined) {
    return (await findNamed(talk, first.trim().replace(LEADING, ""))).kind === "one";
  }
  const typed = withoutMentions(rest.replace(REMOVE, "")).trim();
  return typed !== "" && (await showGroup(talk.product, talk.act, typed)) !== undefined;
}

async function read({ product, act }: Talk, typed: string): Promise<Reply> {
  const { words } = product;
  const found = typed === "" ? undefined : await showGroup(product, act, typed);
  if (found) return show(groupCard(words, found));
  const listed = await listGroups(product, act);
  if (!listed) return say(words.say("group_no_school", {}));
  const { school, groups } = listed;
  const card = groupsCard(words, school, groups);
  if (typed === "") return show(card);
  const unknown = words.say("group_unknown", { name: typed, school });
  return show({ ...card, text: [unknown, card.text].join("\n"), fallback: unknown });
}

async function remove({ product, act }: Talk, typed: string): Promise<Reply> {
  const { words } = product;
  const removed = await removeGroup(product, act, typed.trim());
  if (removed.kind === "no_school") return say(words.say("group_no_school", {}));
  return say(words.say(removed.kind === "removed" ? "group_removed" : "group_unknown", removed));
}

async function save(talk: Talk, name: string, typed: string): Promise<Reply> {
  const { product, act } = talk;
  const usage = product.words.say("group_usage", {});
  if (fold(name) === "") return say(usage);
  const problem = await lineProblem(talk, { text: name, most: GROUP_NAME_LENGTH });
  if (problem !== undefined) return say(problem);
  const names = typed.split(BETWEEN).map((each) => each.trim().replace(LEADING, ""));
  const people: PersonId[] = [];
  for (const each of names.map((one) => one.replace(LAST_SIGNS, "")).filter((one) => one !== "")) {
    const found = await findOne(talk, each);
    if (typeof found === "object") return found;
    people.push(found);
  }
  return savedReply(talk, name, await saveGroup(product, act, { name, people }));
}

/** One person, or why there is none: nothing is kept before every name is clear. */
async function findOne(talk: Talk, name: string): Promise<PersonId | Reply> {
  const { words } = talk.product;
  const found = await findNamed(talk, name);
  if (found.kind === "one") return toId<PersonId>(found.person.id);
  if (found.kind === "unavailable") return fail(words.say("lookup_unavailable", {}));
  if (found.kind === "not_staff") return say(words.say("mention_not_staff", {}));
  const near = found.options.map(({ label, hint }) => `${label} (${hint ?? ""})`);
  const names = near.length > 0 ? words.list(near) : undefined;
  const key = found.kind === "several" ? "group_member_several" : "group_member_unknown";
  return say(words.say(key, { name, names }));
}

function savedReply({ product: { words } }: Talk, name: string, saved: GroupSaved): Reply {
  switch (saved.kind) {
    case "saved":
      return show(savedGroupCard(words, saved.school, saved.group));
    case "no_school":
      return say(words.say("group_no_school", {}));
    case "count": {
      const limits = { least: String(LEAST_PEOPLE), most: String(MOST_PEOPLE) };
      return say(words.say("group_count", limits));
    }
    case "person":
      return say(words.say("group_person", { name }));
    case "elsewhere":
      return say(
        words.say("group_elsewhere", { school: saved.school, names: words.list(saved.names) }),
      );
  }
}
