import { ProductError } from "#domain/errors.ts";
import { type ChannelId, type ShoutOutId, type SiteId, toId } from "#domain/ids.ts";
import { readValue } from "#messages/actions.ts";
import {
  mineForm,
  type OwnChange,
  type OwnChoice,
  ownChanges,
  readOwnChoice,
} from "#messages/mine-form.ts";
import { nameList } from "#messages/name-list.ts";
import type { ChatEvent, Reply } from "#ports/chat.ts";
import {
  type ChosenAsks,
  chooseChannelAsks,
  type WantedAsks,
} from "#usecases/choose-channel-asks.ts";
import { listMineToChange } from "#usecases/list-mine-to-change.ts";
import { listMyShoutOuts } from "#usecases/list-my-shout-outs.ts";
import { showNotLooked } from "#usecases/show-not-looked.ts";
import { hideShoutOut, removeShoutOut } from "#usecases/take-back-shout-out.ts";
import { type Submission, textOf } from "./form-lines.ts";
import { openEditForm } from "./praise-presses.ts";
import { replace, say, show, type Talk } from "./talk.ts";

type Command = Extract<ChatEvent, { kind: "command" }>;

const NUMBER = /^\d{1,4}$/;
const ASKS = /^asks\s+(on|off)\b\s*(?:for\s+)?(.*)$/i;

/** Buttons of the own list, and of a channel's weekly question. */
export const minePresses = {
  "mine-page": async ({ product, act }: Talk, value: string) =>
    replace(await listMyShoutOuts(product, act, NUMBER.test(value) ? Number(value) : 0)),
  "change-mine": async (talk: Talk) => await openMineForm(talk),
  "asks-off": async (talk: Talk, value: string) => {
    const [site, asked] = readValue(value);
    const channel = asked === "" ? undefined : toId<ChannelId>(asked);
    return await chooseAsks(talk, { off: true, site: toId<SiteId>(site), channel, place: "" });
  },
};

/** The form behind "Change or take back". */
export const mineSubmissions = { "change-mine": submitMine };

/** `/pl mine`. */
export async function mine({ product, act }: Talk): Promise<Reply> {
  return show(await listMyShoutOuts(product, act));
}

/** `/pl look`. */
export async function look({ product, act }: Talk): Promise<Reply> {
  return show(await showNotLooked(product, act));
}

async function openMineForm({ product, act }: Talk): Promise<Reply> {
  const own = await listMineToChange(product, act);
  if (own.given.length + own.received.length === 0) {
    return say(product.words.say("mine_none_to_change", {}));
  }
  return { kind: "form", form: mineForm(product.words, own) };
}

async function submitMine(talk: Talk, { values }: Submission): Promise<Reply> {
  const { words } = talk.product;
  const chosen = readOwnChoice(textOf(values, "which"));
  const what = ownChanges.find((each) => each === textOf(values, "what"));
  if (!chosen) return { kind: "errors", errors: { which: words.say("mine_which_missing", {}) } };
  const fits = (what === "hide") === (chosen.side === "received");
  if (what === undefined || !fits) {
    const key = chosen.side === "given" ? "mine_not_received" : "mine_not_given";
    return { kind: "errors", errors: { what: words.say(key, {}) } };
  }
  return await changeOwn(talk, chosen, what);
}

/** Each use case looks itself whether it is the person's own. */
async function changeOwn(talk: Talk, chosen: OwnChoice, what: OwnChange): Promise<Reply> {
  const { product, act } = talk;
  const id = toId<ShoutOutId>(chosen.id);
  if (what === "change") return await openEditForm(talk, id);
  const isRemoval = what === "remove";
  const done = isRemoval
    ? await removeShoutOut(product, act, id)
    : await hideShoutOut(product, act, id);
  const key = isRemoval ? "praise_removed" : "praise_hidden";
  return say(product.words.say(done ? key : "praise_gone", {}));
}

/** `/pl channel asks off`, `/pl channel asks on for Oak School`; undefined for another request. */
export async function channelAsks(
  talk: Talk,
  rest: string,
  { channel }: Command,
): Promise<Reply | undefined> {
  const [, onOff, place = ""] = ASKS.exec(rest.trim()) ?? [];
  if (onOff === undefined) return undefined;
  return await chooseAsks(talk, {
    off: onOff.toLowerCase() === "off",
    channel,
    place: place.trim(),
  });
}

/** Whoever may not change it is told who can, and nothing else. */
async function chooseAsks({ product, act }: Talk, wanted: WantedAsks): Promise<Reply> {
  const { words } = product;
  try {
    return say(asksWords(words, await chooseChannelAsks(product, act, wanted), wanted.place));
  } catch (error) {
    if (!(error instanceof ProductError) || error.code !== "NOT_ALLOWED") throw error;
    return say(words.say("asks_whose", {}));
  }
}

function asksWords(words: Talk["product"]["words"], chosen: ChosenAsks, name: string): string {
  switch (chosen.kind) {
    case "chosen":
      return words.say(chosen.off ? "asks_off" : "asks_on", { channel: chosen.channel });
    case "moved":
      return words.say("asks_moved", { school: chosen.school });
    case "no_channel":
      return words.say("asks_no_channel", { school: chosen.school });
    case "district":
      return words.say("asks_district", {});
    case "which":
      return words.say("asks_which", {});
    case "several":
      return words.say("channel_several", { names: nameList(words, chosen.names) });
    case "unknown":
      return chosen.near.length > 0
        ? words.say("channel_near", { name, names: words.list(chosen.near) })
        : words.say("channel_unknown", { name });
  }
}
