import { localDay, localTime } from "#domain/local-time.ts";
import type { Reply } from "#ports/chat.ts";
import { startMessages, stopMessages } from "#usecases/choose-nudges.ts";
import { pauseMessages } from "#usecases/pause-messages.ts";
import { showStatus } from "#usecases/show-home.ts";
import { say, show, type Talk } from "./talk.ts";

const UNTIL = /^(?:until|till|to|through|hasta(?:\s+el)?)\s+/i;

/** `/pl start`. */
export async function start({ product, act }: Talk): Promise<Reply> {
  const { words } = product;
  const { at, zone, weeks, pauseEnded } = await startMessages(product, act);
  if (pauseEnded) {
    return say(words.say("pause_ended", { day: words.day(localDay(pauseEnded, zone)) }));
  }
  const send_day = at ? words.weekday(localDay(at, zone)) : "";
  const send_time = at ? words.time(localTime(at, zone)) : "";
  const key = weeks === 1 ? "started" : "started_principal";
  return say(words.say(key, { send_day, send_time }));
}

/** `/pl stop`. */
export async function stop({ product, act }: Talk): Promise<Reply> {
  await stopMessages(product, act);
  return say(product.words.say("stop_confirm", {}));
}

/** `/pl pause`, `/pl pause until 2025-10-01`. */
export async function pause({ product, act }: Talk, rest = ""): Promise<Reply> {
  const { words } = product;
  const paused = await pauseMessages(product, act, rest.trim().replace(UNTIL, ""));
  if (paused.kind === "paused") return say(words.say("paused", { day: words.day(paused.day) }));
  return say(words.say("pause_unreadable", { day: words.day(paused.example) }));
}

/** `/pl status`. */
export async function status({ product, act }: Talk): Promise<Reply> {
  return show(await showStatus(product, act));
}
