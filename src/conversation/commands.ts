import { sayMentions } from "#domain/mentions.ts";
import { helpCard } from "#messages/help-card.ts";
import { dryRunCard, waveListCard } from "#messages/wave-cards.ts";
import type { ChatEvent, Reply } from "#ports/chat.ts";
import { listCalls } from "#usecases/call-tasks.ts";
import { listMyShoutOuts } from "#usecases/list-my-shout-outs.ts";
import { listWaves, planWave } from "#usecases/plan-wave.ts";
import { showOwnInvitation } from "#usecases/show-own-invitation.ts";
import { showWave } from "#usecases/show-wave.ts";
import { openPage, signOut } from "./own-page.ts";
import { channelHere, match } from "./people-commands.ts";
import { praiseInOneLine } from "./praise.ts";
import { pause, start, status, stop } from "./settings-commands.ts";
import { say, show, type Talk } from "./talk.ts";

type Command = Extract<ChatEvent, { kind: "command" }>;
type Answer = (talk: Talk, rest: string, command: Command) => Promise<Reply>;

type Text = Extract<ChatEvent, { kind: "text" }>;

/** A sign, a word and the rest. */
const PLAIN = /^(\/?)([a-z]+(?:-out)?)\b:?\s*([\s\S]*)$/i;
const WORDS = /\s+/;
const OPEN_WAVE = /^open\b\s*(.*)$/i;

/** `/pl <word>`: everything but praise. */
const plCommands: Readonly<Record<string, Answer>> = {
  "": showHelp,
  help: showHelp,
  start,
  stop,
  pause,
  status,
  mine: async ({ product, act }) => show(await listMyShoutOuts(product, act)),
  answer: showQuestion,
  wave,
  waves: wave,
  channel: channelHere,
  match,
  link: async ({ product }) => await Promise.resolve(say(product.words.say("link_already", {}))),
  dashboard: openPage,
  "sign-out": signOut,
  calls: async ({ product, act }) => show(await listCalls(product, act)),
};

/** Answers a command; an unknown one names the help. */
export async function answerCommand(talk: Talk, event: Command): Promise<Reply> {
  const { words } = talk.product;
  const { command } = event;
  if (command === "praise") return await praiseInOneLine(talk, event.text);
  if (command === "expedition") return say(words.say("expedition_soon", {}));
  const text = sayMentions(event.text, () => "").trim();
  const [first = "", ...rest] = text.split(WORDS);
  const word = first.toLowerCase();
  const known = command === "pl" && Object.hasOwn(plCommands, word) ? plCommands[word] : undefined;
  if (known) return await known(talk, rest.join(" "), event);
  return say(words.say("unknown_command", { command: `/${command} ${text}`.trim() }));
}

/**
 * Plain words to the bot: "praise Ana for ...", "status", "/pl help". Everything else gets the help, so
 * that nobody who says hello is told off.
 */
export async function answerText(talk: Talk, event: Text): Promise<Reply> {
  const [, sign = "", first = "", rest = ""] = PLAIN.exec(event.text.trim()) ?? [];
  const word = first.toLowerCase();
  const as = (command: string, text: string): Command => ({
    ...event,
    kind: "command",
    command,
    text,
  });
  if (word === "praise" || word === "pl" || (sign !== "" && !isPlain(word))) {
    return await answerCommand(talk, as(word, rest));
  }
  if (isPlain(word)) return await answerCommand(talk, as("pl", `${first} ${rest}`));
  return await showHelp(talk);
}

/** True for what may be said without "/pl" before it. */
export function isPlain(word: string): boolean {
  return word !== "" && Object.hasOwn(plCommands, word);
}

async function showHelp({ product, act }: Talk): Promise<Reply> {
  const person = await product.store.read(act.district, (tx) => tx.roster.getPerson(act.person));
  return show(helpCard(product.words, person));
}

async function showQuestion({ product, act }: Talk): Promise<Reply> {
  const card = await showOwnInvitation(product, act);
  return card ? show(card) : say(product.words.say("answer_none_open", {}));
}

async function wave(talk: Talk, rest: string): Promise<Reply> {
  const { product, act } = talk;
  const name = OPEN_WAVE.exec(rest)?.[1];
  if (name === undefined && rest !== "") return await waveStatus(talk, rest);
  if (!name) return show(waveListCard(product.words, await listWaves(product, act)));
  const found = await planWave(product, act, name);
  if (found.kind === "plan") return show(dryRunCard(product.words, found.dryRun));
  if (found.kind === "unknown") {
    const names = product.words.list(found.names);
    return say(product.words.say("wave_unknown", { name, names }));
  }
  const state = product.words.say(`wave_state_${found.wave.state}`, {});
  return say(product.words.say("wave_not_draft", { wave_name: found.wave.name, state }));
}

async function waveStatus({ product, act }: Talk, name: string): Promise<Reply> {
  const card = await showWave(product, act, name);
  if (card) return show(card);
  const names = (await listWaves(product, act)).map((each) => each.name);
  return say(product.words.say("wave_unknown", { name, names: product.words.list(names) }));
}
