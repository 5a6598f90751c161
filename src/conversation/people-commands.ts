import { type AccountId, toId } from "#domain/ids.ts";
import { mentionedIn, sayMentions } from "#domain/mentions.ts";
import { displayName } from "#domain/roster.ts";
import { nameList } from "#messages/name-list.ts";
import type { ChatEvent, Reply } from "#ports/chat.ts";
import { type LinkedChannel, linkChannel } from "#usecases/link-channel.ts";
import { type Matched, matchByHand, requireMatcher } from "#usecases/match-by-hand.ts";
import { channelAsks } from "./mine-presses.ts";
import { fail, say, type Talk } from "./talk.ts";

type Command = Extract<ChatEvent, { kind: "command" }>;

const HERE = /^here\b\s*(?:for\s+)?(.*)$/i;
const MATCH = /^match\b\s*(?:(?:to|a)\b\s*)?(.*)$/i;
const SPACES = /\s+/g;

/** `/pl channel here`, where it is typed; `/pl channel asks off`. */
export async function channelHere(talk: Talk, rest: string, command: Command): Promise<Reply> {
  const { product, act } = talk;
  const { channel, channelName, reach } = command;
  const { words } = product;
  const asked = await channelAsks(talk, rest, command);
  if (asked) return asked;
  const place = HERE.exec(rest)?.[1];
  if (place === undefined) return say(words.say("channel_usage", {}));
  if (channel === undefined) return say(words.say("channel_nowhere", {}));
  const linked = await linkChannel(product, act, {
    channel,
    name: channelName,
    place,
    reach,
  });
  return say(channelWords(words, linked, place));
}

function channelWords(words: Talk["product"]["words"], linked: LinkedChannel, name: string) {
  switch (linked.kind) {
    case "linked":
      return words.say("channel_linked", { channel: linked.channel, school: linked.school });
    case "which":
      return words.say("channel_which", {});
    case "several":
      return words.say("channel_several", { names: nameList(words, linked.names) });
    case "unknown":
      return linked.near.length > 0
        ? words.say("channel_near", { name, names: words.list(linked.near) })
        : words.say("channel_unknown", { name });
  }
}

/** `/pl match @mention to Ana Ruiz`: by name or by e-mail. */
export async function match(talk: Talk, _rest: string, { text }: Command): Promise<Reply> {
  const { product, act } = talk;
  const { words } = product;
  await requireMatcher(product, act);
  const [account, ...others] = mentionedIn(text);
  const plain = sayMentions(text, () => " ")
    .replace(SPACES, " ")
    .trim();
  const typed = (MATCH.exec(plain)?.[1] ?? "").trim();
  if (account === undefined || others.length > 0 || typed === "") {
    return say(words.say("match_usage", {}));
  }
  const who = { account: toId<AccountId>(account) };
  const profile = await talk.findProfile(act.platform, act.workspace, who);
  if (profile === "unavailable") return fail(words.say("lookup_unavailable", {}));
  if (profile === "nobody" || profile.kind !== "staff") {
    return say(words.say("match_not_staff", {}));
  }
  return say(matchWords(words, await matchByHand(product, act, { profile, typed }), typed));
}

function matchWords(words: Talk["product"]["words"], matched: Matched, name: string): string {
  switch (matched.kind) {
    case "matched":
    case "already":
    case "not_yours":
      return matchedWords(words, matched);
    case "email_unknown":
      return words.say("match_email_unknown", { name });
    case "several":
      return words.say("match_several", { name, names: words.list(matched.names) });
    case "unknown":
      return matched.names.length > 0
        ? words.say("match_near", { name, names: words.list(matched.names) })
        : words.say("match_unknown", { name });
  }
}

function matchedWords(
  words: Talk["product"]["words"],
  matched: Extract<Matched, { person: unknown }>,
): string {
  const name = displayName(matched.person);
  if (matched.kind === "not_yours") return words.say("match_not_yours", { name });
  if (matched.kind === "already") return words.say("match_already", { name });
  if (!matched.before) return words.say("match_done", { name });
  return words.say("match_moved", { name, person: displayName(matched.before) });
}
