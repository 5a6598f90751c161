import { waveParts } from "#messages/school-lists.ts";
import type { ChatEvent, Reply } from "#ports/chat.ts";
import { listCalls } from "#usecases/list-calls.ts";
import { showSchool } from "#usecases/show-school.ts";
import { showWaveSchools } from "#usecases/show-wave-schools.ts";
import { showWaves } from "#usecases/show-waves.ts";
import { whichSchool } from "./call-presses.ts";
import { say, show, type Talk } from "./talk.ts";

type Command = Extract<ChatEvent, { kind: "command" }>;

/** `/pl waves`: the card comes as a message that stays up to date. */
export async function waves(
  { product, act }: Talk,
  _rest: string,
  { account }: Command,
): Promise<Reply> {
  const card = await showWaves(product, act, account);
  return card ? show(card) : say(product.words.say("waves_posted", {}));
}

/** `/pl calls`, and `/pl calls <school>` for what went before. */
export async function calls(talk: Talk, rest: string): Promise<Reply> {
  const name = rest.trim();
  if (name !== "") return await school(talk, name);
  return show(await listCalls(talk.product, talk.act));
}

/** `/pl school <name>`. */
export async function school(talk: Talk, rest: string): Promise<Reply> {
  const { product, act } = talk;
  const name = rest.trim();
  const shown = await showSchool(product, act, name);
  if (shown.kind === "shown") return show(shown.card);
  if (shown.kind === "which") return say(product.words.say("school_usage", {}));
  return say(whichSchool(talk, shown, name));
}

const PART = /^(.+?)\s+(silent|not ?yet|calls)$/i;

/** `/pl wave <name> silent`, `notyet` or `calls`; undefined where it asks for something else. */
export async function wavePart({ product, act }: Talk, rest: string): Promise<Reply | undefined> {
  const [, name = "", typed = ""] = PART.exec(rest.trim()) ?? [];
  const part = waveParts.find((each) => each === toPart(typed));
  const card = part && (await showWaveSchools(product, act, { name, part }));
  return card && show(card);
}

function toPart(typed: string): string {
  return typed.toLowerCase().replace(" ", "");
}
