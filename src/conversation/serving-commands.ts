import { type SiteId, toId } from "#domain/ids.ts";
import { holds } from "#domain/roster.ts";
import { readValue } from "#messages/actions.ts";
import type { Reply } from "#ports/chat.ts";
import { endDistrictPause, endSchoolPause } from "#usecases/end-pause.ts";
import { haltSending, planHalt } from "#usecases/halt-sending.ts";
import { listSends, showSend } from "#usecases/list-sends.ts";
import { pauseDistrict, pauseSchool } from "#usecases/pause-school.ts";
import { planDistrictPause, planSchoolPause } from "#usecases/plan-pause.ts";
import { resumeSending } from "#usecases/resume-sending.ts";
import { sendAgain } from "#usecases/send-again.ts";
import { pause, start } from "./settings-commands.ts";
import { say, show, type Talk } from "./talk.ts";

const SCHOOL = /^(?:school|escuela|la escuela)(?:\s+|$)/i;
const DISTRICT = /^(?:district|distrito|el distrito)(?:\s+|$)/i;
const NUMBER = /^\d{1,2}$/;

/** `/pl pause`, `/pl pause school Lindenwood today`, `/pl pause district week`. */
export async function pauseAny(talk: Talk, rest: string): Promise<Reply> {
  const { product, act } = talk;
  const text = rest.trim();
  if (SCHOOL.test(text)) {
    return show(await planSchoolPause(product, act, text.replace(SCHOOL, "")));
  }
  if (DISTRICT.test(text)) {
    return show(await planDistrictPause(product, act, text.replace(DISTRICT, "")));
  }
  return await pause(talk, rest);
}

/** `/pl resume school`, `/pl resume district`; alone: all sending by an IT admin, else one's own messages. */
export async function resume(talk: Talk, rest: string): Promise<Reply> {
  const { product, act } = talk;
  const { words, store } = product;
  const text = rest.trim();
  if (SCHOOL.test(text)) return say(await endSchoolPause(product, act, text.replace(SCHOOL, "")));
  if (DISTRICT.test(text)) return say(await endDistrictPause(product, act));
  const person = await store.read(act.district, (tx) => tx.roster.getPerson(act.person));
  if (!holds(person, "it_admin")) return await start(talk);
  const backlog = await resumeSending(product, act);
  if (!backlog) return say(words.say("halt_none", {}));
  const { going, over } = backlog;
  return say(words.say("halt_resumed", { going: String(going), over: String(over) }));
}

/** `/pl halt`. */
export async function halt({ product, act }: Talk): Promise<Reply> {
  return show(await planHalt(product, act));
}

/** `/pl sent`, `/pl sent 2`. */
export async function sent({ product, act }: Talk, rest: string): Promise<Reply> {
  const text = rest.trim();
  if (!NUMBER.test(text)) return show(await listSends(product, act));
  const { card, count } = await showSend(product, act, Number(text));
  if (card) return show(card);
  return say(product.words.say("sent_unknown_number", { count: String(count) }));
}

/** What the buttons of these cards do. */
export const servingPresses = {
  "confirm-halt": async ({ product, act }: Talk) => say(await haltSending(product, act)),
  "confirm-pause": confirmPause,
  "send-again": again,
  "keep-as-is": async ({ product }: Talk) =>
    await Promise.resolve(say(product.words.say("halt_dismissed", {}))),
} as const;

async function confirmPause({ product, act }: Talk, value: string): Promise<Reply> {
  const [site, from, until] = readValue(value);
  if (site === "") return say(await pauseDistrict(product, act, { from, until }));
  return say(await pauseSchool(product, act, { site: toId<SiteId>(site), from, until }));
}

async function again({ product, act }: Talk, send: string): Promise<Reply> {
  const { words } = product;
  const done = await sendAgain(product, act, send);
  if (done.kind === "halted") return say(words.say("sent_again_halted", {}));
  if (done.count === 0) return say(words.say("sent_again_none", {}));
  const lines = [words.say("sent_again_done", { count: String(done.count) })];
  if (done.left > 0) lines.push(words.say("sent_again_left", { count: String(done.left) }));
  return say(lines.join("\n"));
}
