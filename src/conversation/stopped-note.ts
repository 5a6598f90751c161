import type { Reply } from "#ports/chat.ts";
import { readHalt } from "#usecases/sending-stop.ts";
import type { Talk } from "./talk.ts";

/** Under an answer while all sending is stopped: what somebody starts for others waits. */
export async function withStoppedNote({ product, act }: Talk, reply: Reply): Promise<Reply> {
  if (reply.kind !== "note") return reply;
  const halt = await product.store.read(act.district, (tx) => readHalt(tx));
  if (!halt) return reply;
  const said = product.words.say("halt_note", {});
  const { context } = reply.card;
  return { ...reply, card: { ...reply.card, context: context ? `${context}\n${said}` : said } };
}
