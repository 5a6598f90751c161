import { type SiteId, toId, type WaveId } from "#domain/ids.ts";
import { type Action, readValue } from "#messages/actions.ts";
import { ACK_DAYS } from "#messages/invitation-cards.ts";
import { onePageCard } from "#messages/one-page.ts";
import type { Reply } from "#ports/chat.ts";
import { askForCall } from "#usecases/ask-for-call.ts";
import { declineFollowUp } from "#usecases/decline-follow-up.ts";
import { readOnePages } from "#usecases/read-one-pages.ts";
import { openSnooze } from "./snooze-commands.ts";
import { helpContact, say, show, type Talk } from "./talk.ts";

type Press = (talk: Talk, value: string) => Promise<Reply>;

/** The buttons of what a school hears after its "not yet". */
export const connectionPresses = {
  "one-page": onePage,
  "call-me": callMe,
  snooze: openSnooze,
  "no-follow-up": async ({ product, act }, value) => {
    await declineFollowUp(product, act, aboutFrom(value));
    return say(product.words.say("connection_none_set", {}));
  },
} as const satisfies Partial<Record<Action, Press>>;

/** The wave and school that a button names. */
export function aboutFrom(value: string) {
  const [wave, site] = readValue(value);
  return { wave: toId<WaveId>(wave), site: toId<SiteId>(site) };
}

/** Everything at once; the link is for paper. */
async function onePage({ product, act }: Talk, value: string): Promise<Reply> {
  const { words, pagesUrl } = product;
  const [wave, id, codes] = readValue(value);
  const site = toId<SiteId>(id);
  const asked = { codes: codes.split(" "), site };
  const { found, school } = await readOnePages(product, act, asked);
  if (found.length === 0) return say(words.say("one_page_gone", {}));
  const about = { wave: toId<WaveId>(wave), site: { id: site, name: school }, pagesUrl };
  return show(onePageCard(words, found, about));
}

async function callMe({ product, act }: Talk, value: string): Promise<Reply> {
  const { words } = product;
  const promised = await askForCall(product, act, aboutFrom(value));
  if (!promised) return await nobody({ product, act });
  const { isNew, day, senderName: sender_name } = promised;
  if (!isNew) return say(words.say("connection_call_again", { sender_name, day }));
  return say(words.say("connection_call_set", { sender_name, ack_days: String(ACK_DAYS), day }));
}

/** No lead is set for the school: who runs the bot can help. */
export async function nobody({ product, act }: Pick<Talk, "product" | "act">): Promise<Reply> {
  const help_contact = await helpContact(product, act);
  return say(product.words.say("return_nobody", { help_contact }));
}
