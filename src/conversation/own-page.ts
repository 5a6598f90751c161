import { openPageCard } from "#messages/open-page-card.ts";
import type { Reply } from "#ports/chat.ts";
import { makeSignInLink } from "#usecases/make-sign-in-link.ts";
import { signOutEverywhere } from "#usecases/sign-out.ts";
import { helpContact, say, show, type Talk } from "./talk.ts";

/** `/pl dashboard`, and the button of the own page. */
export async function openPage({ product, act }: Talk): Promise<Reply> {
  const { words } = product;
  const link = await makeSignInLink(product, act);
  if (link) return show(openPageCard(words, link));
  return say(words.say("page_no_address", { help_contact: await helpContact(product, act) }));
}

/** `/pl sign-out`: in every browser, as nobody in chat can say which one. */
export async function signOut({ product, act }: Talk): Promise<Reply> {
  await signOutEverywhere(product, act);
  return say(product.words.say("signed_out", {}));
}
