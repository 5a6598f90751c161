import { nameList } from "#messages/name-list.ts";
import type { Reply } from "#ports/chat.ts";
import { explainSends } from "#usecases/explain-sends.ts";
import { say, show, type Talk } from "./talk.ts";

/** `/pl why <school>`. */
export async function why({ product, act }: Talk, name: string): Promise<Reply> {
  const { words } = product;
  const found = await explainSends(product, act, name.trim());
  switch (found.kind) {
    case "why":
      return show(found.card);
    case "which":
      return say(words.say("why_usage", {}));
    case "several":
      return say(words.say("why_several", { names: nameList(words, found.names) }));
    case "unknown":
      return found.near.length > 0
        ? say(words.say("why_near", { name, names: words.list(found.near) }))
        : say(words.say("why_unknown", { name }));
  }
}
