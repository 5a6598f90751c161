import { openPageCard } from "#messages/open-page-card.ts";
import type { Reply } from "#ports/chat.ts";
import { listIdeas, previewIdea } from "#usecases/list-ideas.ts";
import { makeSignInLink } from "#usecases/make-sign-in-link.ts";
import { listWords } from "#usecases/read-words.ts";
import { helpContact, say, show, type Talk } from "./talk.ts";

/** `/pl words`: the link to where the district says things its own way. */
export async function words(talk: Talk): Promise<Reply> {
  await listWords(talk.product, talk.act, "");
  return await openWording(talk, "words_card");
}

/** `/pl ideas`: the link to the weekly ideas. */
export async function ideas(talk: Talk): Promise<Reply> {
  await listIdeas(talk.product, talk.act);
  return await openWording(talk, "ideas_card");
}

async function openWording(talk: Talk, name: "words_card" | "ideas_card"): Promise<Reply> {
  const { product, act } = talk;
  const link = await makeSignInLink(product, act);
  if (!link) {
    const help_contact = await helpContact(product, act);
    return say(product.words.say("page_no_address", { help_contact }));
  }
  const card = openPageCard(product.words, link);
  const can = product.words.say(`${name}_text`, {});
  const how = product.words.say("wording_open", {});
  const title = product.words.say(`${name}_title`, {});
  return show({ ...card, title, text: [can, how, card.text].join("\n") });
}

/** `/pl preview T01`: an idea as it would be sent. */
export async function preview({ product, act }: Talk, rest: string): Promise<Reply> {
  const typed = rest.trim();
  const card = await previewIdea(product, act, typed);
  if (card) return show({ ...card, buttons: [] });
  const key = typed === "" ? "preview_usage" : "preview_none";
  return say(product.words.say(key, { typed }));
}
